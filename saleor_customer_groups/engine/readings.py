"""Readings: the value that a condition's fact has for one customer at one moment.

Independent of the SQL compiler on purpose: the two check each other.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, TypeAlias, assert_never

from .customers import (
    ALL_CHANNELS,
    CustomerFacts,
    FactValue,
    LineEntry,
    OrderEntry,
    OrderFacts,
    RefundEntry,
    ValueFacts,
)
from .facts import ATTRIBUTE_PREFIX, UNKNOWN_CHOICE, Fact, Relation
from .operators import FactType, Operator
from .rules import Condition, Target
from .text import target_key, text_key
from .vocabulary import FACTS
from .windows import Moment, age_on, since

#: ``None`` is unknown. Text is a text key, sets hold text keys.
Reading: TypeAlias = FactValue | frozenset[str]

_FOUR_DECIMALS: Final = Decimal("0.0001")
_NO_ORDERS: Final = OrderFacts()
_NO_VALUE: Final = ValueFacts()
_SET_OPERATORS: Final = frozenset(
    {Operator.INCLUDES_ANY, Operator.INCLUDES_ALL, Operator.INCLUDES_NONE}
)


def read(condition: Condition, facts: CustomerFacts, *, moment: Moment) -> Reading:
    """What the condition's fact is for this customer, or None where it is unknown.

    Money is in the condition's currency; text comes as text keys.
    """
    if condition.fact.startswith(ATTRIBUTE_PREFIX):
        return _attribute(condition, facts)
    fact = FACTS[condition.fact]
    match fact.relation:
        case Relation.PROFILE:
            return _personal(fact, condition, facts, moment)
        case Relation.ORDERS:
            return _from_orders(fact, condition, facts, moment)
        case Relation.VALUES:
            return _from_values(fact, condition, facts, moment)
        case Relation.RANKS:
            return facts.rank
        case Relation.LINES:
            return _purchased(condition, facts, moment)
        case Relation.ACTIVITY:
            return _activity(condition, facts, moment)
        case Relation.VOUCHERS:
            return _voucher_codes(condition, facts, moment)
        case Relation.ATTRIBUTES:
            return _attribute(condition, facts)
        case _:
            assert_never(fact.relation)


def is_known(condition: Condition, reading: Reading) -> bool:
    """Whether anything is known; of a choice, "unknown" is a value but no knowledge."""
    fact = FACTS.get(condition.fact)
    if fact and fact.type is FactType.CHOICE:
        return reading != UNKNOWN_CHOICE
    return reading is not None


def _attribute(condition: Condition, facts: CustomerFacts) -> Reading:
    """First value of an attribute, or all of them where a set is asked for.

    A set attribute without values is there as ``()``: known, and empty.
    """
    values = facts.attributes.get(condition.fact.removeprefix(ATTRIBUTE_PREFIX))
    if condition.operator in _SET_OPERATORS or values == ():
        return frozenset(str(value) for value in values or ())
    return values[0] if values else None


def _personal(
    fact: Fact, condition: Condition, facts: CustomerFacts, moment: Moment
) -> Reading:
    value = facts.personal.get(fact.column)
    if fact.type is FactType.CHOICE:
        return value or UNKNOWN_CHOICE
    if fact.type is FactType.MONEY:
        own = facts.personal.get(f"{fact.column.removesuffix('_value')}_currency")
        return value if own == condition.currency else None
    if fact.name == "age" and isinstance(value, date):
        return age_on(moment.today, value)
    return value


def _from_orders(
    fact: Fact, condition: Condition, facts: CustomerFacts, moment: Moment
) -> Reading:
    if fact.type is FactType.TEXT_SET:
        return frozenset(
            channel
            for channel, orders in facts.orders.items()
            if channel != ALL_CHANNELS and orders.order_count > 0
        )
    if condition.within:
        orders = _orders_within(condition, facts, moment)
    else:
        orders = facts.orders.get(_channel(condition), _NO_ORDERS)
    reading: Reading = getattr(orders, fact.column)
    return reading


def _from_values(
    fact: Fact, condition: Condition, facts: CustomerFacts, moment: Moment
) -> Reading:
    if condition.within:
        values = _values_within(condition, facts, moment)
    else:
        key = (_channel(condition), condition.currency or "")
        values = facts.values.get(key, _NO_VALUE)
    reading: Reading = getattr(values, fact.column)
    return reading


def _orders_within(
    condition: Condition, facts: CustomerFacts, moment: Moment
) -> OrderFacts:
    orders = _counted_orders(condition, facts, moment)
    if not orders:
        return _NO_ORDERS
    units = sum(order.units for order in orders)
    return OrderFacts(
        order_count=len(orders),
        units_bought=units,
        average_units_per_order=_mean(Decimal(units), len(orders)),
        largest_order_units=max(order.units for order in orders),
        first_order_at=min(order.at for order in orders),
        last_order_at=max(order.at for order in orders),
    )


def _values_within(
    condition: Condition, facts: CustomerFacts, moment: Moment
) -> ValueFacts:
    start = _start(condition, moment)
    orders = [
        order
        for order in _counted_orders(condition, facts, moment)
        if order.currency == condition.currency
    ]
    refunds = [
        refund
        for refund in facts.refund_history
        if refund.currency == condition.currency
        and _is_in_channel(refund.channel, condition)
        and refund.at <= moment.now
    ]
    paid = sum((order.paid for order in orders), Decimal(0))
    given_back = _total(
        refund
        for refund in refunds
        if _counts(refund, refund.order_at, moment)
        and (start is None or refund.order_at >= start)
    )
    value = max(Decimal(0), paid - given_back)
    return ValueFacts(
        lifetime_value=value,
        average_order_value=_mean(value, len(orders)) if orders else None,
        refunded_value=_total(r for r in refunds if start is None or r.at >= start),
    )


def _voucher_codes(
    condition: Condition, facts: CustomerFacts, moment: Moment
) -> frozenset[str]:
    orders = _counted_orders(condition, facts, moment)
    return frozenset().union(*(order.voucher_codes for order in orders))


def _purchased(condition: Condition, facts: CustomerFacts, moment: Moment) -> int:
    start = _start(condition, moment)
    wanted = _target_keys(condition.target)
    return sum(
        line.quantity
        for line in facts.line_history
        if _counts(line, line.at, moment)
        and (start is None or line.at >= start)
        and _is_in_channel(line.channel, condition)
        and (wanted is None or wanted & line.targets)
    )


def _activity(condition: Condition, facts: CustomerFacts, moment: Moment) -> int:
    start = _start(condition, moment)
    first = moment.day_of(start) if start else date.min
    wanted = _target_keys(condition.target)
    return sum(
        entry.count
        for entry in facts.activity
        if entry.kind == condition.fact
        and first <= entry.day <= moment.today
        and _is_in_channel(entry.channel, condition)
        and (wanted is None or wanted & entry.targets)
    )


def _counted_orders(
    condition: Condition, facts: CustomerFacts, moment: Moment
) -> list[OrderEntry]:
    start = _start(condition, moment)
    return [
        order
        for order in facts.order_history
        if _counts(order, order.at, moment)
        and (start is None or order.at >= start)
        and _is_in_channel(order.channel, condition)
    ]


def _counts(
    entry: OrderEntry | RefundEntry | LineEntry, ordered_at: datetime, moment: Moment
) -> bool:
    return (
        entry.is_countable
        and ordered_at <= moment.now
        and (entry.counts_until is None or entry.counts_until > moment.now)
    )


def _start(condition: Condition, moment: Moment) -> datetime | None:
    return since(condition.within, moment) if condition.within else None


def _channel(condition: Condition) -> str:
    return ALL_CHANNELS if condition.channel is None else text_key(condition.channel)


def _is_in_channel(channel: str, condition: Condition) -> bool:
    return condition.channel is None or channel == text_key(condition.channel)


def _target_keys(target: Target | None) -> frozenset[str] | None:
    if target is None:
        return None
    return frozenset(target_key(target.kind, value) for value in target.values)


def _total(refunds: Iterable[RefundEntry]) -> Decimal:
    return sum((refund.amount for refund in refunds), Decimal(0))


def _mean(total: Decimal, count: int) -> Decimal:
    return (total / count).quantize(_FOUR_DECIMALS, ROUND_HALF_UP)
