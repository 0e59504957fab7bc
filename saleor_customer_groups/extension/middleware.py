"""Middleware: serves the built screens under a path, before anything else is asked."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotFound,
    JsonResponse,
)
from whitenoise.base import WhiteNoise  # type: ignore[import-untyped]

from .manifest import FILES, build_manifest

#: Where the screens are; the API is beside it, at ../graphql/.
DEFAULT_PATH: Final = "/ui/"

_BASE: Final = '<base href="/" />'
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
    "img-src 'self' data: blob:; connect-src 'self'; base-uri 'self'; "
    "form-action 'none'; frame-ancestors {ancestors}"
)
NOT_BUILT: Final = (
    "The screens are not built. Run “make dashboard”, which needs node 20.19 or later, or"
    " install a released package."
)

# Tables of the system differ, and with nosniff a wrong type is no script.
mimetypes.add_type("text/javascript", ".js")
mimetypes.add_type("font/woff2", ".woff2")


def is_built() -> bool:
    return (FILES / "index.html").is_file()


class ExtensionMiddleware:
    """Screens under the setting ``CUSTOMER_GROUPS_UI_PATH``, such as "/ui/".

    ``CUSTOMER_GROUPS_DASHBOARD_ORIGINS`` lists the origins that may frame them, besides
    their own. Both are read when a request handler is made. What another host knows
    better, a subclass says.

    Files with a hash in their name are kept by browsers for ever, the page that names
    them never; every path under the prefix that is no file is that page's.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response
        self._path = self.path()
        ancestors = " ".join(("'self'", *self.origins()))
        self._policy = _POLICY.format(ancestors=ancestors)
        self._built_at = 0
        self._files: Mapping[str, Any] = {}

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        path = request.path_info
        if path == self._path.rstrip("/"):
            path = self._path
        if not path.startswith(self._path):
            return self._get_response(request)
        refusal = self.refusal()
        if refusal:
            response = _sentence(refusal, 404)
        else:
            response = self._respond(request, path.removeprefix(self._path))
        response["X-Content-Type-Options"] = "nosniff"
        # Whoever usually tells the length is asked after us.
        response.setdefault("Content-Length", str(len(response.content)))
        return response

    def path(self) -> str:
        """Where the screens are; it begins and ends with "/"."""
        path: str = getattr(settings, "CUSTOMER_GROUPS_UI_PATH", DEFAULT_PATH)
        return path

    def origins(self) -> Sequence[str]:
        """Who may frame them, besides their own origin."""
        origins: Sequence[str] = getattr(
            settings, "CUSTOMER_GROUPS_DASHBOARD_ORIGINS", ()
        )
        return origins

    def refusal(self) -> str:
        """Why there are no screens at present, in a sentence; "" where there are."""
        return ""

    def manifest(self, address: str) -> Mapping[str, Any]:
        """What the Dashboard is told of screens under the address."""
        return build_manifest(address)

    def absolute(self, request: HttpRequest, path: str) -> str:
        """The path with the origin under which browsers reach it."""
        return request.build_absolute_uri(path)

    def _respond(self, request: HttpRequest, name: str) -> HttpResponse:
        match name:
            case "manifest.json":
                address = self.absolute(request, self._address(request))
                return JsonResponse(self.manifest(address.rstrip("/")))
            case "register":
                # The API knows staff by their own tokens: an app's is not needed.
                return JsonResponse({"success": True})
        self._look_again()
        file = self._files.get(f"{self._path}{name}")
        if file is not None and name not in ("", "index.html"):
            return _served(file, request)
        if name.startswith("assets/"):
            return HttpResponseNotFound()
        return self._page(request)

    def _look_again(self) -> None:
        """Another build has other files, whose names the page tells from then on."""
        try:
            built_at = (FILES / "index.html").stat().st_mtime_ns
        except FileNotFoundError:
            built_at = 0
        if built_at == self._built_at:
            return
        found = WhiteNoise(
            None,
            max_age=0,
            # The page takes what it loads from its own origin.
            allow_all_origins=False,
            immutable_file_test=lambda _path, url: "/assets/" in url,
        )
        if built_at:
            found.add_files(str(FILES), prefix=self._path)
        self._files, self._built_at = found.files, built_at

    def _page(self, request: HttpRequest) -> HttpResponse:
        try:
            text = (FILES / "index.html").read_text(encoding="utf-8")
        except FileNotFoundError:
            return _sentence(NOT_BUILT, 503)
        text = text.replace(_BASE, f'<base href="{self._address(request)}" />')
        response = HttpResponse(text, content_type="text/html; charset=utf-8")
        response["Cache-Control"] = "no-cache"
        response["Content-Security-Policy"] = self._policy
        return response

    def _address(self, request: HttpRequest) -> str:
        """The path under which a browser reaches the screens."""
        script_name = request.META.get("SCRIPT_NAME", "").rstrip("/")
        return f"{script_name}{self._path}"


def _served(file: Any, request: HttpRequest) -> HttpResponse:
    """The file, read at once: none is large, and what is streamed from a file, Django
    reads in a thread of its own where Saleor is served by ASGI."""
    found = file.get_response(request.method, request.META)
    content = b""
    if found.file is not None:
        with found.file:
            content = found.file.read()
    response = HttpResponse(content, status=int(found.status))
    del response["Content-Type"]
    for name, value in found.headers:
        response[name] = value
    return response


def _sentence(text: str, status: int) -> HttpResponse:
    response = HttpResponse(
        f"{text}\n", status=status, content_type="text/plain; charset=utf-8"
    )
    response["Cache-Control"] = "no-store"
    return response
