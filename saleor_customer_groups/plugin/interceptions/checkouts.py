"""Checkouts: what a checkout gets changes with whose it is, in the same response.

Saleor neither checks the voucher nor counts anew when a customer is attached or
detached; its own functions for both are called where it saves the customer.
"""

from __future__ import annotations

import logging
from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from saleor.checkout.fetch import fetch_checkout_info, fetch_checkout_lines
from saleor.checkout.models import Checkout
from saleor.checkout.utils import invalidate_checkout
from saleor.core.db.connection import allow_writer
from saleor.plugins.manager import get_plugins_manager

from saleor_customer_groups.services.queries import writer

from .eligibility import is_anything_at_stake
from .prices import forget

logger = logging.getLogger(__name__)


def connect() -> None:
    post_save.connect(
        _check_again, sender=Checkout, dispatch_uid="customer_groups_checkout_user"
    )


def _check_again(
    sender: object,
    instance: Checkout,
    created: bool,
    update_fields: frozenset[str] | None,
    **_: object,
) -> None:
    """Never raises: the next touch of the checkout, or its completion, checks too."""
    if created or not update_fields or "user" not in update_fields:
        return
    if not is_anything_at_stake():
        return
    try:
        with allow_writer(), transaction.atomic(using=writer()):
            forget(instance)
            manager: Any = get_plugins_manager(allow_replica=False)
            lines, _unavailable = fetch_checkout_lines(instance)
            info = fetch_checkout_info(instance, lines, manager)
            invalidate_checkout(info, lines, manager, save=True)
    except Exception:
        logger.exception("Checkout %s could not be counted anew.", instance.pk)
