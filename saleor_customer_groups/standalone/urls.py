"""URLs of the standalone shop: the API, and a page to try it on. The screens, which
the root leads to, are the middleware's."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import RedirectView

from saleor_customer_groups.graphql.view import graphql_view

from .explorer import page, part


@csrf_exempt
def page_or_answer(request: HttpRequest) -> HttpResponse:
    """The page for whoever looks, an answer for whoever asks."""
    is_looking = request.method in ("GET", "HEAD")
    return page(request) if is_looking else graphql_view(request)


urlpatterns = [
    path("", RedirectView.as_view(url="ui/")),
    path("graphql/", page_or_answer),
    path("explorer/<str:name>", part),
    path("", include("saleor_customer_groups.graphql.urls")),
]
