"""Drafts take up what changed: lists, windows, and which groups the customer is in.

Saleor keeps the prices of a draft's lines for as long as the channel says, and asks in one
place which have expired. A line whose price would be another by its customer's groups has
expired, too. What everybody pays stays frozen: a line is compared by the list price that
it was priced from, so that a changed list price alone changes nothing.
"""

from __future__ import annotations

import logging
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, NamedTuple

from promise import Promise
from saleor.core.db.connection import allow_writer
from saleor.discount import DiscountType
from saleor.discount.models import OrderDiscount, OrderLineDiscount
from saleor.graphql.channel.dataloaders.by_self import ChannelByIdLoader
from saleor.graphql.order.dataloaders import OrderByIdLoader
from saleor.order import OrderStatus

from saleor_customer_groups.host import Purpose
from saleor_customer_groups.services.queries import writer

from .benefits import NONE, Benefits, benefits_of, buyer_of
from .eligibility import is_anything_at_stake
from .records import is_recorded, recorded
from .seams import Function, Seam
from .settling import settle_listing

logger = logging.getLogger(__name__)

#: On an order: what was asked about it.
_KNOWN: Final = "customer_groups_draft"


class _Known(NamedTuple):
    """What a draft's customer has, and what its lines and the whole are given off:
    discounts by line, and ids of the rules of order promotions."""

    benefits: Benefits
    by_line: Mapping[Any, Sequence[Any]]
    order_rules: frozenset[Any]


class _Listed(NamedTuple):
    """A listing as it was when the line was priced."""

    variant_id: int
    price_amount: Decimal
    currency: str


_NOTHING: Final = _Known(NONE, {}, frozenset())


def _expiring(original: Function) -> Function:
    """Never raises; without an answer the lines stay as they are."""

    def get_expired_line_ids(order: Any, lines: Any, *args: Any, **kwargs: Any) -> Any:
        if order.status != OrderStatus.DRAFT or order.user_id is None:
            return original(order, lines, *args, **kwargs)
        lines = list(order.lines.all() if lines is None else lines)
        expired = list(original(order, lines, *args, **kwargs))
        try:
            known = _known(order, lines)
            changed = _changed(known, lines, set(expired))
            if changed or known.order_rules & known.benefits.foreign_rules:
                # Saleor's loaders look twice, and count nothing the second time unless
                # the order says that it is to be counted.
                order.should_refresh_prices = True
        except Exception:
            logger.exception("Draft %s could not be looked at.", order.pk)
            return expired
        return expired + changed

    return get_expired_line_ids


def _refreshing(original: Function) -> Function:
    """Saleor means to save what it refreshes, and forgets to say so where a draft is only
    looked at: there it may not write."""

    def refresh_order_base_prices_and_discounts(*args: Any, **kwargs: Any) -> Any:
        with allow_writer():
            return original(*args, **kwargs)

    return refresh_order_base_prices_and_discounts


def _reading(original: Function) -> Function:
    """Many drafts are looked at together, where staff or an app reads them."""

    def batch_load(self: Any, keys: Any) -> Any:
        found = original(self, keys)
        user = self.context.user
        if not (self.context.app or (user and user.is_staff)):
            return found

        def with_orders(orders: Sequence[Any]) -> Any:
            drafts = [
                (order, lines)
                for order, lines in zip(orders, found, strict=True)
                if order is not None
                and order.status == OrderStatus.DRAFT
                and order.user_id is not None
            ]
            if not drafts:
                return found

            def with_channels(channels: Sequence[Any]) -> Any:
                try:
                    _leave(drafts, channels)
                except Exception:
                    logger.exception("Drafts could not be looked at.")
                return found

            ids = [order.channel_id for order, _ in drafts]
            return ChannelByIdLoader(self.context).load_many(ids).then(with_channels)

        loaded: Promise[Any] = OrderByIdLoader(self.context).load_many(keys)
        return loaded.then(with_orders)

    return batch_load


def _known(order: Any, lines: Sequence[Any]) -> _Known:
    known: _Known | None = getattr(order, _KNOWN, None)
    if known is None:
        _leave([(order, lines)], [order.channel])
        known = getattr(order, _KNOWN)
    return known


def _leave(
    drafts: Sequence[tuple[Any, Sequence[Any]]], channels: Iterable[Any]
) -> None:
    """Leaves on each draft what is known of it; as many statements for any number."""
    with allow_writer():
        if not is_anything_at_stake():
            for order, _ in drafts:
                setattr(order, _KNOWN, _NOTHING)
            return
        buyers = [
            buyer_of(order.user_id, channel)
            for (order, _), channel in zip(drafts, channels, strict=True)
        ]
        lines = [line for _, its_lines in drafts for line in its_lines]
        variants = {line.variant_id for line in lines if line.variant_id}
        benefits = benefits_of(set(buyers), variants)
        by_line: dict[Any, list[Any]] = defaultdict(list)
        by_order: dict[Any, set[Any]] = defaultdict(set)
        if benefits:
            for discount in (
                OrderLineDiscount.objects.using(writer())
                .filter(line__in=[line.pk for line in lines])
                .select_related("promotion_rule__promotion", "line")
            ):
                by_line[discount.line_id].append(discount)
                if discount.type == DiscountType.ORDER_PROMOTION:
                    by_order[discount.line.order_id].add(discount.promotion_rule_id)
        if any(each.foreign_rules for each in benefits.values()):
            rows = OrderDiscount.objects.using(writer()).filter(
                order__in=[order.pk for order, _ in drafts],
                type=DiscountType.ORDER_PROMOTION,
            )
            for order_id, rule in rows.values_list("order_id", "promotion_rule_id"):
                by_order[order_id].add(rule)
    for (order, _), buyer in zip(drafts, buyers, strict=True):
        mine = benefits.get(buyer, NONE)
        known = _Known(mine, by_line, frozenset(by_order[order.pk]))
        setattr(order, _KNOWN, known)


def _changed(known: _Known, lines: Sequence[Any], expired: set[Any]) -> list[Any]:
    """Ids of lines that would cost another price; without those that have expired."""
    quantities: Counter[int] = Counter()
    for line in lines:
        if line.variant_id and not line.is_gift:
            quantities[line.variant_id] += line.quantity
    return [
        line.pk
        for line in lines
        if line.variant_id
        and not line.is_gift
        and (is_recorded(line) or not line.is_price_overridden)
        and line.pk not in expired
        and _is_changed(known, line, quantities[line.variant_id])
    ]


def _is_changed(known: _Known, line: Any, quantity: int) -> bool:
    benefits, discounts = known.benefits, known.by_line.get(line.pk, ())
    was = recorded(line)
    listed = was.list_price if was else line.undiscounted_base_unit_price_amount
    applied = {
        each.promotion_rule
        for each in discounts
        if each.type == DiscountType.PROMOTION and each.promotion_rule is not None
    }
    public = [rule for rule in applied if str(rule.promotion_id) not in benefits.share]
    settled = settle_listing(
        benefits,
        _Listed(line.variant_id, listed, line.currency),
        quantity,
        public[0] if public else None,
    )
    if settled.settlement.base != line.undiscounted_base_unit_price_amount:
        return True
    if any(each.type == DiscountType.MANUAL for each in discounts):
        return False  # It leaves no room for a promotion.
    return applied != ({settled.rule} if settled.rule else set())


SEAMS: Final = (
    Seam(
        Purpose.PRICES,
        "saleor.order.calculations",
        "get_expired_line_ids",
        ("order", "lines"),
        "has draft orders take up changed lists and groups",
        _expiring,
    ),
    Seam(
        Purpose.PRICES,
        "saleor.order.calculations",
        "refresh_order_base_prices_and_discounts",
        ("order", "line_ids_to_refresh"),
        "saves what changed of a draft order that is looked at",
        _refreshing,
    ),
    # Imported by name there, from Saleor 3.23 on.
    Seam(
        Purpose.PRICES,
        "saleor.graphql.order.dataloaders",
        "get_expired_line_ids",
        ("order", "lines"),
        "has draft orders take up changed lists and groups when they are looked at",
        _expiring,
        is_everywhere=False,
    ),
    Seam(
        Purpose.PRICES,
        "saleor.graphql.order.dataloaders",
        "OrderLinesByOrderIdLoader.batch_load",
        ("self", "keys"),
        "looks at many draft orders together",
        _reading,
    ),
)
