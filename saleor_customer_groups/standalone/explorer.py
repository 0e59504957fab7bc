"""The page on which the API is tried: served from the package, from nowhere else."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse

_FOLDER: Final = resources.files(__package__) / "explorer_page"
_TYPES: Final = {"css": "text/css", "js": "text/javascript", "json": "application/json"}

#: What the page may load and whom it may ask: this server only, nothing in line.
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
    " img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def page(_request: HttpRequest) -> HttpResponse:
    """The page."""
    response = _served("page.html", "text/html")
    response["Content-Security-Policy"] = _POLICY
    return response


def part(_request: HttpRequest, name: str) -> HttpResponse:
    """A script, a style, or the saved queries of the page. 404 for any other name."""
    if name == "queries.json":
        response = HttpResponse(
            json.dumps(saved_queries()), content_type="application/json"
        )
        response["Cache-Control"] = "no-cache"
        return response
    if name not in ("page.css", "page.js"):
        raise Http404
    return _served(name, _TYPES[name.rpartition(".")[2]])


@cache
def saved_queries() -> list[dict[str, str]]:
    """Queries to start from, each with its title, text and variables as JSON.

    The first line of a file is its title, as a comment; its variables are in a file of
    the same name.
    """
    found = []
    folder = _FOLDER / "queries"
    names = sorted(each.name for each in folder.iterdir())
    for name in names:
        if not name.endswith(".graphql"):
            continue
        text = (folder / name).read_text(encoding="utf-8")
        given = name.removesuffix(".graphql") + ".json"
        variables = "{}"
        if given in names:
            variables = (folder / given).read_text(encoding="utf-8")
        title = text.partition("\n")[0].removeprefix("# ")
        found.append({"title": title, "query": text, "variables": variables.strip()})
    return found


def _served(name: str, type_: str) -> HttpResponse:
    content = (_FOLDER / name).read_bytes()
    response = HttpResponse(content, content_type=f"{type_}; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response
