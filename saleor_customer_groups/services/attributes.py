"""Attributes: which custom ones there are, and of what type, as the host says."""

from __future__ import annotations

from django.db import transaction

from saleor_customer_groups.host import Host, get_host

from .locks import lock_registry
from .shops import touch_registry
from .sync import sync_attribute_definitions


def refresh_attributes(*, host: Host | None = None) -> None:
    """Learns of new, changed and gone attributes; rules may name them from now on."""
    with transaction.atomic():
        lock_registry()
        if sync_attribute_definitions(host=host or get_host()).row_count:
            touch_registry()
