"""Prices of groups in draft orders, which staff make for a customer.

Saleor gives the lines of a draft their base price in one place, when that has expired,
and counts promotions, staff's discounts and the voucher on it afterwards. So it expires
where the customer changes; what changes else, ``draft_changes`` notices. A line with a
price of ours is marked: one that staff priced themselves is left alone.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from django.db.models import Q, QuerySet, Sum
from django.db.models.signals import post_save, pre_save
from saleor.core.db.connection import allow_writer
from saleor.order import OrderStatus
from saleor.order.models import Order, OrderLine

from saleor_customer_groups.host import Purpose
from saleor_customer_groups.services.queries import writer

from .benefits import NONE, Benefits, benefits_of, buyer_of
from .eligibility import is_anything_at_stake
from .records import KEY, erase, is_recorded, record
from .seams import Function, Seam
from .settling import rules_info, settle_listing, with_prices

logger = logging.getLogger(__name__)

_PAST: Final = datetime(2000, 1, 1, tzinfo=UTC)
_REASON: Final = "price_override_reason"


def connect() -> None:
    pre_save.connect(
        _expire_new_line, sender=OrderLine, dispatch_uid="customer_groups_draft_line"
    )
    post_save.connect(
        _expire_lines, sender=Order, dispatch_uid="customer_groups_draft_customer"
    )


def _pricing(original: Function) -> Function:
    """Never raises; without an answer the list price of everybody stays."""

    def _set_channel_listing_prices(lines_info: Any, *args: Any, **kwargs: Any) -> Any:
        answer = original(lines_info, *args, **kwargs)
        try:
            _price(
                [
                    info
                    for info in lines_info
                    if info.variant
                    and info.channel_listing
                    and info.channel_listing.price_amount is not None
                    and not info.line.is_gift
                    and not _is_by_staff(info.line)
                ]
            )
        except Exception:
            logger.exception("A draft could not be priced for its customer's groups.")
        return answer

    return _set_channel_listing_prices


def _is_by_staff(line: Any) -> bool:
    return bool(line.is_price_overridden) and not is_recorded(line)


def _price(infos: Sequence[Any]) -> None:
    if not infos:
        return
    with allow_writer():
        order = infos[0].line.order
        benefits, quantities = _benefits(order, infos)
        changed = [info.line for info in infos if _set(info, benefits, quantities)]
        if changed:
            fields = ["is_price_overridden", "private_metadata"]
            fields += [_REASON] if hasattr(changed[0], _REASON) else []
            OrderLine.objects.using(writer()).bulk_update(changed, fields)


def _benefits(order: Any, infos: Iterable[Any]) -> tuple[Benefits, Mapping[int, int]]:
    if order.user_id is None:
        return NONE, {}
    buyer = buyer_of(order.user_id, order.channel)
    found = benefits_of([buyer], {info.variant.pk for info in infos}).get(buyer, NONE)
    if not found.are_prices:
        return NONE, {}
    totals = (
        OrderLine.objects.using(writer())
        .filter(order_id=order.pk, is_gift=False, variant__isnull=False)
        .values_list("variant_id")
        .annotate(Sum("quantity"))
    )
    return found, dict(totals)


def _set(info: Any, benefits: Benefits, quantities: Mapping[int, int]) -> bool:
    """Sets what is known of the line; whether what is to be saved has changed."""
    line, listing = info.line, info.channel_listing
    before = (line.is_price_overridden, line.private_metadata.get(KEY))
    if is_recorded(line):
        line.is_price_overridden = False
        # Saleor leaves a line as it is that is free for everybody.
        line.undiscounted_base_unit_price_amount = listing.price_amount
        line.base_unit_price_amount = listing.price_amount
        erase(line)
    if benefits.are_prices:
        quantity = quantities.get(info.variant.pk, line.quantity)
        public = info.rules_info[0].rule if info.rules_info else None
        settled = settle_listing(benefits, listing, quantity, public)
        if not settled.is_public:
            base, price = settled.settlement.base, settled.settlement.price
            info.rules_info = rules_info(listing, settled, info.rules_info)
            info.channel_listing = with_prices(listing, base, price)
            if settled.settlement.is_group_price:
                line.undiscounted_base_unit_price_amount = base
                line.base_unit_price_amount = base
                line.is_price_overridden = True
                record(line, settled)
    return before != (line.is_price_overridden, line.private_metadata.get(KEY))


def _lines_of(order: Any) -> QuerySet[OrderLine]:
    """Those that staff have not priced themselves."""
    is_ours = Q(private_metadata__has_key=KEY)
    lines: QuerySet[OrderLine] = OrderLine.objects.using(writer()).filter(
        Q(is_price_overridden=False) | Q(is_price_overridden=None) | is_ours,
        order_id=order.pk,
        is_gift=False,
    )
    return lines


def _expire_new_line(
    sender: object,
    instance: OrderLine,
    raw: bool,
    **_: object,
) -> None:
    """A new line has the price of everybody: it is looked at again when it is read."""
    if raw or not instance._state.adding or instance.is_gift:
        return
    order = instance._state.fields_cache.get("order")
    if (
        order is not None
        and order.status == OrderStatus.DRAFT
        and order.user_id is not None
        and not instance.is_price_overridden
        and is_anything_at_stake()
    ):
        instance.draft_base_price_expire_at = _PAST


def _expire_lines(
    sender: object,
    instance: Order,
    created: bool,
    raw: bool,
    update_fields: frozenset[str] | None,
    **_: object,
) -> None:
    """Another customer pays other prices. Saleor's loaders look at lines in two steps,
    and skip the second unless the order says that its prices are to be refreshed."""
    if raw or instance.status != OrderStatus.DRAFT:
        return
    if not (created or {"user", "user_id"} & set(update_fields or ())):
        return
    if not is_anything_at_stake():
        return
    with allow_writer():
        _lines_of(instance).update(draft_base_price_expire_at=_PAST)
        Order.objects.using(writer()).filter(
            pk=instance.pk, should_refresh_prices=False
        ).update(should_refresh_prices=True)
    instance.should_refresh_prices = True


SEAMS: Final = (
    Seam(
        Purpose.PRICES,
        "saleor.order.calculations",
        "_set_channel_listing_prices",
        ("lines_info",),
        "gives draft orders the prices and catalogue promotions of groups",
        _pricing,
    ),
)
