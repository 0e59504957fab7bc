"""Manifest: what the Dashboard is told of the extension, and where it shows up."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from saleor_customer_groups.host import Permission

APP_ID: Final = "saleor.customer-groups"

#: The built files of the screens, where ``make dashboard`` writes them.
FILES: Final = Path(__file__).parent / "dist"

#: What each extension asks of staff, who do not see it without.
_PERMISSIONS: Final = [Permission.MANAGE_USERS.value]


def build_manifest(address: str) -> dict[str, Any]:
    """The manifest of screens that are served under the address, which ends without "/".

    Pages are relative to it; popups and widgets are absolute, since Saleor joins them to
    the address without its path.
    """
    return {
        "id": APP_ID,
        "version": version("saleor-customer-groups"),
        "requiredSaleorVersion": ">=3.22 <4",
        "name": "Customer groups",
        "about": "Manual, dynamic and public customer groups for Saleor.",
        "author": "Customer groups for Saleor",
        "permissions": _PERMISSIONS,
        "appUrl": address,
        "tokenTargetUrl": f"{address}/register",
        "brand": {"logo": {"default": f"{address}/logo.png"}},
        "extensions": [
            # One page, with tabs: between two, Back would take frame and Dashboard apart.
            _page("NAVIGATION_CUSTOMERS", "Customer groups", "/groups"),
            _widget(
                "CUSTOMER_DETAILS_WIDGETS",
                "Customer groups",
                f"{address}/widgets/customer",
                {"widgetTarget": {"method": "GET"}},
            ),
            _widget(
                "HOMEPAGE_WIDGETS",
                "Customer groups",
                f"{address}/widgets/home",
                {"homeWidgetTarget": {"method": "GET", "fullscreen": False}},
            ),
            _popup(
                "CUSTOMER_OVERVIEW_MORE_ACTIONS",
                "Add to customer group",
                f"{address}/popups/add-to-group",
            ),
            _popup(
                "CUSTOMER_OVERVIEW_MORE_ACTIONS",
                "New customer group from selection",
                f"{address}/popups/new-group",
            ),
            _popup(
                "CUSTOMER_DETAILS_MORE_ACTIONS",
                "Add to customer group",
                f"{address}/popups/add-to-group",
            ),
        ],
    }


def _extension(
    mount: str, target: str, label: str, url: str, options: dict[str, Any] | None = None
) -> dict[str, Any]:
    return {
        "mount": mount,
        "target": target,
        "label": label,
        "url": url,
        "permissions": _PERMISSIONS,
        "options": options or {},
    }


def _page(mount: str, label: str, path: str) -> dict[str, Any]:
    return _extension(mount, "APP_PAGE", label, path)


def _popup(mount: str, label: str, url: str) -> dict[str, Any]:
    return _extension(mount, "POPUP", label, url)


def _widget(
    mount: str, label: str, url: str, options: dict[str, Any]
) -> dict[str, Any]:
    return _extension(mount, "WIDGET", label, url, options)
