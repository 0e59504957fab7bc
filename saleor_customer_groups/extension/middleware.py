"""Middleware: serves the built screens under a path, before anything else is asked."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Mapping
from pathlib import Path
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
from whitenoise.middleware import (  # type: ignore[import-untyped]
    WhiteNoiseMiddleware,
)

from .manifest import build_manifest

#: Where ``npm run build`` in dashboard/ writes to.
FILES: Final = Path(__file__).parent / "dist"

#: Where the screens are; the API is beside it, at ../graphql/.
DEFAULT_PATH: Final = "/ui/"

_BASE: Final = '<base href="/" />'
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
    "img-src 'self' data: blob:; connect-src 'self'; base-uri 'self'; "
    "form-action 'none'; frame-ancestors {ancestors}"
)
_NOT_BUILT: Final = (
    "The screens are not built. Run “npm ci” and “npm run build” in dashboard/, or"
    " install a released package."
)

# Tables of the system differ, and with nosniff a wrong type is no script.
mimetypes.add_type("text/javascript", ".js")
mimetypes.add_type("font/woff2", ".woff2")


class ExtensionMiddleware:
    """Screens under the setting ``CUSTOMER_GROUPS_UI_PATH``, such as "/ui/".

    ``CUSTOMER_GROUPS_DASHBOARD_ORIGINS`` lists the origins that may frame them, besides
    their own. Files with a hash in their name are kept by browsers for ever, the page
    that names them never; every path under the prefix that is no file is that page's.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response
        self._path: str = getattr(settings, "CUSTOMER_GROUPS_UI_PATH", DEFAULT_PATH)
        origins = getattr(settings, "CUSTOMER_GROUPS_DASHBOARD_ORIGINS", ())
        self._policy = _POLICY.format(ancestors=" ".join(("'self'", *origins)))
        self._built_at = 0
        self._files: Mapping[str, Any] = {}

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        path = request.path_info
        if path == self._path.rstrip("/"):
            path = self._path
        if not path.startswith(self._path):
            return self._get_response(request)
        response = self._respond(request, path.removeprefix(self._path))
        response["X-Content-Type-Options"] = "nosniff"
        return response

    def _respond(self, request: HttpRequest, name: str) -> HttpResponseBase:
        match name:
            case "manifest.json":
                address = request.build_absolute_uri(self._address(request))
                return JsonResponse(build_manifest(address.rstrip("/")))
            case "register":
                # The API knows staff by their own tokens: an app's is not needed.
                return JsonResponse({"success": True})
        self._look_again()
        file = self._files.get(f"{self._path}{name}")
        if file is not None and name not in ("", "index.html"):
            found: HttpResponseBase = WhiteNoiseMiddleware.serve(file, request)
            return found
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
            return HttpResponse(_NOT_BUILT, status=503, content_type="text/plain")
        text = text.replace(_BASE, f'<base href="{self._address(request)}" />')
        response = HttpResponse(text, content_type="text/html; charset=utf-8")
        response["Cache-Control"] = "no-cache"
        response["Content-Security-Policy"] = self._policy
        return response

    def _address(self, request: HttpRequest) -> str:
        """The path under which a browser reaches the screens."""
        script_name = request.META.get("SCRIPT_NAME", "").rstrip("/")
        return f"{script_name}{self._path}"
