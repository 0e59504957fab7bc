"""ScreensMiddleware: the screens as Saleor serves them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.http import HttpRequest
from saleor.core.db.connection import allow_writer
from saleor.core.utils import build_absolute_uri

from saleor_customer_groups.extension.middleware import ExtensionMiddleware

from .configuration import is_active
from .extension_app import manifest_at
from .marking import is_installed
from .screens import dashboard_origins, screens_path

_INACTIVE: Final = (
    "Customer groups are turned off. Activate the plugin in the Dashboard, under"
    " Configuration, Plugins, Customer groups."
)
_NO_TABLES: Final = "Customer groups have no tables yet. Run: manage.py migrate"


class ScreensMiddleware(ExtensionMiddleware):
    """There while the plugin is active, as of a few seconds ago, and our tables are."""

    def path(self) -> str:
        return screens_path()

    def origins(self) -> Sequence[str]:
        return dashboard_origins()

    def refusal(self) -> str:
        with allow_writer():
            if not is_installed():
                return _NO_TABLES
        return "" if is_active() else _INACTIVE

    def manifest(self, address: str) -> Mapping[str, Any]:
        return manifest_at(address)

    def absolute(self, _request: HttpRequest, path: str) -> str:
        """As Saleor names itself: behind a proxy a request does not know."""
        address: str = build_absolute_uri(path)
        return address
