"""CustomerGroupsPlugin: what Saleor calls.

Hooks run after Saleor's commit and mark again: by then also what was written without a
signal is there to be read. None of them raises.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from saleor.core.db.connection import allow_writer
from saleor.plugins.base_plugin import BasePlugin
from saleor.plugins.models import PluginConfiguration

from . import configuration
from .configuration import PLUGIN_ID
from .marking import Kind, Subject, forget_tables, is_installed, mark
from .pages import respond

#: Hooks by what their argument is.
_HOOKS: Final[dict[Kind, tuple[str, ...]]] = {
    "customer": (
        "account_confirmed",
        "account_deleted",
        "account_email_changed",
        "customer_created",
        "customer_deleted",
        "customer_metadata_updated",
        "customer_updated",
        "staff_created",
        "staff_deleted",
        "staff_updated",
    ),
    "address": ("address_created", "address_updated"),
    "checkout": ("checkout_created", "checkout_updated"),
    "order": (
        "order_cancelled",
        "order_confirmed",
        "order_created",
        "order_expired",
        "order_fully_paid",
        "order_fully_refunded",
        "order_paid",
        "order_refunded",
        "order_updated",
    ),
}


def _hook(kind: Kind, name: str) -> Callable[..., Any]:
    def hook(_: Any, subject: Any, *__: Any, previous_value: Any, **___: Any) -> Any:
        if subject.pk is not None:
            mark([Subject(kind, subject.pk)])
        return previous_value

    hook.__name__ = hook.__qualname__ = name
    return hook


class CustomerGroupsPlugin(BasePlugin):
    """Customer groups, on Saleor's plugin page."""

    PLUGIN_ID = PLUGIN_ID
    PLUGIN_NAME = "Customer groups"
    PLUGIN_DESCRIPTION = (
        "Manual, dynamic and public customer groups."
        " Deactivated, nobody is in any group."
    )
    CONFIGURATION_PER_CHANNEL = False
    DEFAULT_ACTIVE = True
    CONFIG_STRUCTURE = configuration.CONFIG_STRUCTURE
    DEFAULT_CONFIGURATION = configuration.DEFAULT_CONFIGURATION

    def order_bulk_created(
        self, orders: Iterable[Any], previous_value: Any, **_: Any
    ) -> Any:
        mark([Subject("order", order.pk) for order in orders])
        return previous_value

    def webhook(
        self, request: HttpRequest, path: str | None, previous_value: Any
    ) -> HttpResponse:
        """Our pages, below /plugins/saleor.customer-groups/."""
        if not self.active:
            return HttpResponseNotFound()
        return respond(request, path or "/")

    @classmethod
    def validate_plugin_configuration(
        cls, plugin_configuration: PluginConfiguration, **_: Any
    ) -> None:
        configuration.check_configuration(plugin_configuration.configuration)

    @classmethod
    def save_plugin_configuration(
        cls, plugin_configuration: PluginConfiguration, cleaned_data: dict[str, Any]
    ) -> PluginConfiguration:
        """Saves it together with what follows from it, or neither."""
        with allow_writer(), transaction.atomic():
            before = configuration.read_configuration()
            if not plugin_configuration.name:
                # Saleor has only just made the row, inactive whatever the default is.
                plugin_configuration.active = cls.DEFAULT_ACTIVE
                plugin_configuration.name = cls.PLUGIN_NAME
            saved = super().save_plugin_configuration(
                plugin_configuration, cleaned_data
            )
            # Another process may have taken our tables away.
            forget_tables()
            if is_installed():
                after = configuration.read_configuration()
                configuration.apply_configuration(before, after)
        configuration.forget_configuration()
        return saved


for _kind, _names in _HOOKS.items():
    for _name in _names:
        setattr(CustomerGroupsPlugin, _name, _hook(_kind, _name))
