"""A plain Python calculator: what a history adds up to at an instant.

The second opinion on the set-based SQL that fills the fact tables. Nothing here is
shared with the engine but the entry types.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from math import floor

from saleor_customer_groups.engine.customers import (
    ALL_CHANNELS,
    CustomerFacts,
    OrderEntry,
    OrderFacts,
    RefundEntry,
    ValueFacts,
)

#: Below so many customers with orders nobody is ranked.
RANKED_FROM = 20


def order_facts(orders: Iterable[OrderEntry], *, at: datetime) -> dict[str, OrderFacts]:
    """Facts over the orders that count at ``at``, by channel and over all channels.

    A key is there only where an order counts.
    """
    by_channel: dict[str, list[OrderEntry]] = defaultdict(list)
    for order in orders:
        if is_counted(order, order.at, at=at):
            by_channel[ALL_CHANNELS].append(order)
            by_channel[order.channel].append(order)
    return {channel: _sum_orders(counted) for channel, counted in by_channel.items()}


def value_facts(
    orders: Iterable[OrderEntry], refunds: Iterable[RefundEntry], *, at: datetime
) -> dict[tuple[str, str], ValueFacts]:
    """Money at ``at`` by (channel, currency), and over all channels.

    A key is there only where an order counts or something was given back.
    """
    paid: dict[tuple[str, str], list[Decimal]] = defaultdict(list)
    returned: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    returned_on_counted: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for order in orders:
        if is_counted(order, order.at, at=at):
            for channel in (ALL_CHANNELS, order.channel):
                paid[channel, order.currency].append(order.paid)
    for refund in refunds:
        if refund.at > at:
            continue
        for channel in (ALL_CHANNELS, refund.channel):
            returned[channel, refund.currency] += refund.amount
            if is_counted(refund, refund.order_at, at=at):
                returned_on_counted[channel, refund.currency] += refund.amount
    facts = {}
    for key in paid.keys() | returned.keys():
        net = sum(paid[key], Decimal(0)) - returned_on_counted[key]
        value = net if net > 0 else Decimal(0)
        facts[key] = ValueFacts(
            lifetime_value=value,
            average_order_value=(
                _rounded(Fraction(value) / len(paid[key])) if paid[key] else None
            ),
            refunded_value=returned[key],
        )
    return facts


def is_counted(
    entry: OrderEntry | RefundEntry, ordered_at: datetime, *, at: datetime
) -> bool:
    """Whether the order of the entry counts at ``at``."""
    if not entry.is_countable or ordered_at > at:
        return False
    return entry.counts_until is None or at < entry.counts_until


def rank_customers(
    customers: Mapping[int, CustomerFacts], *, currency: str
) -> dict[int, int]:
    """Rank (0 to 100) of everyone with an order, by recency, frequency and spend.

    Spend is the lifetime value in ``currency``, the shop's own. Exact fractions, so
    that a half is rounded up and never lost to binary arithmetic.
    """
    ranked = {
        id_: (
            facts.orders[ALL_CHANNELS],
            facts.values.get((ALL_CHANNELS, currency), ValueFacts()),
        )
        for id_, facts in customers.items()
        if facts.orders.get(ALL_CHANNELS, OrderFacts()).order_count > 0
    }
    if len(ranked) < RANKED_FROM:
        return {}
    recency = _percent_ranks({i: o.last_order_at for i, (o, _) in ranked.items()})
    frequency = _percent_ranks({i: o.order_count for i, (o, _) in ranked.items()})
    spend = _percent_ranks({i: v.lifetime_value for i, (_, v) in ranked.items()})
    return {
        i: floor(100 * (recency[i] + frequency[i] + spend[i]) / 3 + Fraction(1, 2))
        for i in ranked
    }


def _percent_ranks(values: Mapping[int, object]) -> dict[int, Fraction]:
    """PostgreSQL's percent_rank(): how many are lower, of all the others."""
    ordered = sorted(values.values())  # type: ignore[type-var]
    lower: dict[object, int] = {}
    for position, value in enumerate(ordered):
        lower.setdefault(value, position)
    return {i: Fraction(lower[value], len(ordered) - 1) for i, value in values.items()}


def _sum_orders(orders: list[OrderEntry]) -> OrderFacts:
    units = [order.units for order in orders]
    instants = sorted(order.at for order in orders)
    return OrderFacts(
        order_count=len(orders),
        units_bought=sum(units),
        average_units_per_order=_rounded(Fraction(sum(units), len(units))),
        largest_order_units=max(units),
        first_order_at=instants[0],
        last_order_at=instants[-1],
    )


def _rounded(exact: Fraction) -> Decimal:
    """Four decimals, halves up; exact until the last step."""
    return Decimal(floor(exact * 10_000 + Fraction(1, 2))).scaleb(-4)
