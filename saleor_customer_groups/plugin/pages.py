"""Pages: what answers below /plugins/saleor.customer-groups/."""

from __future__ import annotations

from functools import cache
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotFound
from django.urls import URLResolver, get_resolver

from .marking import is_installed

_URLS: Final = "saleor_customer_groups.graphql.urls"


@cache
def _resolver() -> URLResolver:
    # Not before somebody asks: the schema takes a second to build.
    return get_resolver(_URLS)


def respond(request: HttpRequest, path: str) -> HttpResponse:
    """The page at ``path``, which begins with "/"; not found before our migrations."""
    if not is_installed():
        return HttpResponseNotFound("Run: manage.py migrate customer_groups")
    try:
        match = _resolver().resolve(path)
        response: HttpResponse = match.func(request, *match.args, **match.kwargs)
    except Http404:
        return HttpResponseNotFound()
    return response
