"""Checkouts: what a checkout gets changes with whose it is, and with what is for him.

Saleor keeps totals for an hour. Those that were counted with a promotion or a voucher
which is the customer's no more, or before one became his, are counted anew where Saleor
puts together what it knows of the checkout. It neither checks the voucher nor counts anew
when a customer is attached or detached: its own functions for both are called where it
saves the customer.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.db.models.signals import post_save
from saleor.checkout.fetch import fetch_checkout_info, fetch_checkout_lines
from saleor.checkout.models import Checkout
from saleor.checkout.utils import invalidate_checkout, recalculate_checkout_discount
from saleor.core.db.connection import allow_writer
from saleor.plugins.manager import get_plugins_manager

from saleor_customer_groups.host import Purpose
from saleor_customer_groups.services.queries import writer

from .eligibility import is_anything_at_stake
from .holds import end_hold, is_held
from .prices import EXPIRED, benefits_on, expire, forget
from .seams import Function, Seam

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
            # Paid for by one, it must not keep his prices for another.
            end_hold(instance)
            manager: Any = get_plugins_manager(allow_replica=False)
            lines, _unavailable = fetch_checkout_lines(instance)
            info = fetch_checkout_info(instance, lines, manager)
            invalidate_checkout(info, lines, manager, save=True)
    except Exception:
        logger.exception("Checkout %s could not be counted anew.", instance.pk)


def _gathering(original: Function) -> Function:
    """Every way to a checkout's totals goes through this class."""

    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:  # noqa: N807
        original(self, *args, **kwargs)
        try:
            if (
                self.checkout.user_id is not None
                and _has_other_promotions(self)
                and not is_held(self.checkout, Purpose.PROMOTIONS)
            ):
                expire(self.checkout)
        except Exception:
            logger.exception("Checkout %s could not be looked at.", self.checkout.pk)

    return __init__


def _has_other_promotions(info: Any) -> bool:
    """Whether it was counted with a promotion that is not for its customer, or before
    the newest of his became his."""
    benefits = benefits_on(info.checkout, info.lines)
    if benefits.foreign_rules:
        gifts = [line for line in info.lines if line.line.is_gift]
        on_gifts = [each for gift in gifts for each in gift.discounts]
        applied = {each.promotion_rule_id for each in (*info.discounts, *on_gifts)}
        if applied & benefits.foreign_rules:
            return True
    kept_for: timedelta = getattr(settings, "CHECKOUT_PRICES_TTL")  # noqa: B009
    counted_at = info.checkout.price_expiration - kept_for
    newest_at = benefits.share.newest_at
    return newest_at is not None and counted_at < newest_at


def _counting(original: Function) -> Function:
    """What a voucher takes off was counted on other prices: anew, where we have had the
    prices counted anew. Saleor does the same whenever the basket changes."""

    def create_or_update_discount_objects_from_promotion_for_checkout(
        checkout_info: Any, lines_info: Any, *args: Any, **kwargs: Any
    ) -> Any:
        answer = original(checkout_info, lines_info, *args, **kwargs)
        if getattr(checkout_info.checkout, EXPIRED, False):
            try:
                _count_voucher(checkout_info, lines_info)
            except Exception:
                logger.exception(
                    "The voucher of checkout %s could not be counted anew.",
                    checkout_info.checkout.pk,
                )
        return answer

    return create_or_update_discount_objects_from_promotion_for_checkout


def _count_voucher(info: Any, lines: Any) -> None:
    if info.voucher is None or info.checkout.is_voucher_usage_increased:
        return
    with allow_writer(), transaction.atomic(using=writer()):
        recalculate_checkout_discount(info.manager, info, lines)
    delattr(info.checkout, EXPIRED)
    if info.voucher is None:
        # Saleor has taken it off the checkout, but not off what it counts with.
        info.voucher_code = None
        for line in lines:
            line.voucher = line.voucher_code = None


SEAMS: Final = (
    Seam(
        Purpose.PROMOTIONS,
        "saleor.checkout.fetch",
        "CheckoutInfo.__init__",
        ("self", "manager", "checkout"),
        "takes promotions that are no longer for a customer off his checkout",
        _gathering,
    ),
    Seam(
        Purpose.PRICES,
        "saleor.checkout.calculations",
        "create_or_update_discount_objects_from_promotion_for_checkout",
        ("checkout_info", "lines_info"),
        "counts vouchers on the prices of groups",
        _counting,
    ),
)
