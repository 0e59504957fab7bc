"""Host histories: orders as a shop has them, stored in the standalone host's tables.

``entries_of`` says in plain Python what becomes of them, for the calculator to add up.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from saleor_customer_groups.engine.customers import LineEntry, OrderEntry, RefundEntry
from saleor_customer_groups.engine.text import target_key
from saleor_customer_groups.engine.windows import Moment
from saleor_customer_groups.standalone.models import (
    Customer,
    Order,
    OrderLine,
    Product,
    Refund,
)
from tests.histories import amounts, instants

#: As written by a shop, and the key that each is kept under.
CHANNELS = {"Web": "web", "app": "app", " WEB ": "web", "": "default"}
CODES = {"Welcome10": "welcome10", "WELCOME10": "welcome10", "spring": "spring"}
VARIANT = "Air-42"
_TARGETS = frozenset(
    target_key(kind, value)
    for kind, value in (
        ("product", "air"),
        ("variant", "air-42"),
        ("brand", "nike"),
        ("category", "shoes"),
        ("category", "sneakers"),
        ("collection", "summer"),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HostRefund:
    key: str
    at: datetime
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class HostOrder:
    """One order of the shop; ``quantities`` are those of its lines."""

    key: str
    customer: str
    at: datetime
    channel: str
    currency: str
    paid: Decimal
    units: int | None
    voucher_codes: tuple[str, ...]
    is_placed: bool
    is_paid: bool
    refunds: tuple[HostRefund, ...]
    quantities: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Entries:
    """What one customer's orders are as history."""

    orders: tuple[OrderEntry, ...]
    refunds: tuple[RefundEntry, ...]
    lines: tuple[LineEntry, ...]


@st.composite
def host_orders(
    draw: st.DrawFn, moment: Moment, customers: Sequence[str], key: str
) -> HostOrder:
    """Late, to come, unpaid, not placed, refunded in parts, wholly or too much."""
    paid = draw(amounts())
    part = st.sampled_from((paid, paid / 2, paid / 3)).map(_three_decimals)
    refund = st.tuples(instants(moment), part | amounts())
    return HostOrder(
        key=key,
        customer=draw(st.sampled_from(customers)),
        at=draw(instants(moment)),
        channel=draw(st.sampled_from(sorted(CHANNELS))),
        currency=draw(st.sampled_from(("EUR", "USD"))),
        paid=paid,
        units=draw(st.none() | st.integers(0, 9)),
        voucher_codes=tuple(draw(st.sets(st.sampled_from(sorted(CODES)), max_size=2))),
        is_placed=draw(st.sampled_from((True, True, True, False))),
        is_paid=draw(st.sampled_from((True, True, False))),
        refunds=tuple(
            HostRefund(key=f"{key}-{n}", at=at, amount=amount)
            for n, (at, amount) in enumerate(draw(st.lists(refund, max_size=3)))
        ),
        quantities=tuple(draw(st.lists(st.integers(1, 5), max_size=2))),
    )


def _three_decimals(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.001"))


def moves(moment: Moment) -> st.SearchStrategy[datetime]:
    """An instant up to two years before or two months after the moment."""
    return instants(moment) | st.timedeltas(
        timedelta(days=-700), timedelta(days=60)
    ).map(lambda away: moment.now + away)


def ended_at(order: HostOrder) -> datetime | None:
    """When the order was given back in full; None while something of it is kept."""
    given_back = Decimal(0)
    for refund in sorted(order.refunds, key=lambda refund: refund.at):
        given_back += refund.amount
        if given_back >= order.paid > 0:
            return refund.at
    return None


def entries_of(
    orders: Iterable[HostOrder], customer: str, *, counts_unpaid: bool
) -> Entries:
    """The customer's orders, refunds and lines as history keeps them."""
    own = [order for order in orders if order.customer == customer]
    kept: list[OrderEntry] = []
    refunds: list[RefundEntry] = []
    lines: list[LineEntry] = []
    for order in own:
        channel = CHANNELS[order.channel]
        is_countable = order.is_placed and (counts_unpaid or order.is_paid)
        ended = ended_at(order)
        kept.append(
            OrderEntry(
                at=order.at,
                channel=channel,
                currency=order.currency,
                paid=order.paid,
                units=order.units or 0,
                voucher_codes=frozenset(CODES[code] for code in order.voucher_codes),
                is_countable=is_countable,
                counts_until=ended,
            )
        )
        refunds += [
            RefundEntry(
                at=refund.at,
                order_at=order.at,
                channel=channel,
                currency=order.currency,
                amount=refund.amount,
                is_countable=is_countable,
                counts_until=ended,
            )
            for refund in order.refunds
        ]
        lines += [
            LineEntry(
                at=order.at,
                channel=channel,
                quantity=quantity,
                targets=_TARGETS,
                is_countable=is_countable,
                counts_until=ended,
            )
            for quantity in order.quantities
        ]
    return Entries(tuple(kept), tuple(refunds), tuple(lines))


def write_customers(keys: Iterable[str]) -> None:
    Customer.objects.bulk_create(Customer(key=key) for key in keys)
    Product.objects.create(
        key=VARIANT,
        product="Air",
        brand="Nike",
        category_path=["Shoes", "Sneakers"],
        collections=["Summer"],
    )


def write_orders(orders: Sequence[HostOrder]) -> None:
    """Makes the host's orders exactly these."""
    for model in (Refund, OrderLine, Order):
        model.objects.all().delete()
    Order.objects.bulk_create(
        Order(
            key=order.key,
            customer_key=order.customer,
            placed_at=order.at,
            channel=order.channel,
            currency=order.currency,
            total=order.paid,
            paid=order.paid,
            units=order.units,
            voucher_codes=list(order.voucher_codes),
            is_placed=order.is_placed,
            is_paid=order.is_paid,
        )
        for order in orders
    )
    Refund.objects.bulk_create(
        Refund(key=refund.key, order_key=order.key, at=refund.at, amount=refund.amount)
        for order in orders
        for refund in order.refunds
    )
    OrderLine.objects.bulk_create(
        OrderLine(
            key=f"{order.key}-{n}",
            order_key=order.key,
            variant=VARIANT,
            quantity=quantity,
        )
        for order in orders
        for n, quantity in enumerate(order.quantities)
    )
