"""Facts are what a plain Python calculator makes of the host's orders, at any instant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saleor_customer_groups.engine.customers import (
    CustomerFacts,
    LineEntry,
    OrderEntry,
    OrderFacts,
    RefundEntry,
    ValueFacts,
)
from saleor_customer_groups.engine.windows import Moment
from saleor_customer_groups.host import get_host
from saleor_customer_groups.models import Counting, Shop
from saleor_customer_groups.services.queries import fetch, query
from saleor_customer_groups.services.ranks import rank_select, refresh_ranks
from saleor_customer_groups.services.sync import (
    ensure_profiles,
    sync_profiles,
)
from tests.calculator import order_facts, rank_customers, value_facts
from tests.histories import moments
from tests.host_histories import (
    Entries,
    HostOrder,
    HostRefund,
    entries_of,
    host_orders,
    moves,
    write_customers,
    write_orders,
)
from tests.loading import store_customers, undone
from tests.syncing import sync_all

pytestmark = pytest.mark.django_db

CUSTOMERS = ("ann", "bob", "cy")


@dataclass(frozen=True, slots=True)
class Story:
    """Orders as they were first, and as they are later, after all sorts of changes."""

    moment: Moment
    later: datetime
    first: tuple[HostOrder, ...]
    then: tuple[HostOrder, ...]
    past: tuple[datetime, ...]
    counting: Counting


@st.composite
def stories(draw: st.DrawFn) -> Story:
    moment = draw(moments())
    count = draw(st.integers(0, 5))
    first = [draw(host_orders(moment, CUSTOMERS, f"o{n}")) for n in range(count)]
    then = [order for order in first if draw(st.integers(0, 7))]  # few are deleted
    then = [draw(_changed(order, moment)) for order in then]
    then += [
        draw(host_orders(moment, CUSTOMERS, f"late{n}"))
        for n in range(draw(st.integers(0, 2)))
    ]
    return Story(
        moment=moment,
        later=moment.now + draw(st.timedeltas(timedelta(0), timedelta(40))),
        first=tuple(first),
        then=tuple(then),
        past=tuple(draw(st.lists(moves(moment), min_size=2, max_size=4))),
        counting=draw(st.sampled_from(Counting)),
    )


@st.composite
def _changed(draw: st.DrawFn, order: HostOrder, moment: Moment) -> HostOrder:
    if draw(st.booleans()):
        order = replace(order, customer=draw(st.sampled_from(CUSTOMERS)))
    if draw(st.booleans()):
        refund = HostRefund(
            key=f"{order.key}-more", at=draw(moves(moment)), amount=order.paid
        )
        order = replace(order, refunds=(*order.refunds, refund))
    return replace(order, is_paid=draw(st.booleans())) if draw(st.booleans()) else order


@settings(max_examples=60)
@given(stories())
def test_sync__generated_histories__equals_the_calculator(story: Story) -> None:
    with undone():
        ids = prepare(story.counting)
        everyone = sorted(ids.values())
        write_orders(story.first)
        sync_profiles(everyone, now=story.moment.now, host=get_host())
        check(story.first, ids, story, at=story.moment.now)
        check_marks(story.first, ids, story, at=story.moment.now)
        again = sync_profiles(everyone, now=story.moment.now, host=get_host())
        assert again.rows == 0

        write_orders(story.then)
        sync_profiles(everyone, now=story.later, host=get_host())
        check(story.then, ids, story, at=story.later)
        assert sync_all(now=story.later, host=get_host()).rows == 0

        for instant in (*story.past, story.moment.now):
            assert facts_at(instant) == calculated(story.then, ids, story, at=instant)


@settings(max_examples=40)
@given(stories())
def test_sync__orders_that_change_hands__leave_a_mark_for_who_had_them(
    story: Story,
) -> None:
    first_owner = {order.key: order.customer for order in story.first}
    moved = [
        order
        for order in story.then
        if first_owner.get(order.key, order.customer) != order.customer
    ]
    with undone():
        ids = prepare(story.counting)
        write_orders(story.first)
        sync_all(now=story.moment.now, host=get_host())
        write_orders(story.then)
        fetch("DELETE FROM customer_groups_mark", {})

        for receiver in CUSTOMERS:
            if receiver in {order.customer for order in moved}:
                sync_profiles([ids[receiver]], now=story.later, host=get_host())

        losers = {ids[first_owner[order.key]] for order in moved}
        marked = {
            row[0]
            for row in fetch(
                "SELECT profile_id FROM customer_groups_mark WHERE due_at <= now()"
                " AND due_at < '1971-01-01'",
                {},
            )
        }
        received = {ids[order.customer] for order in moved}
        assert losers - received <= marked
        sync_profiles(sorted(ids.values()), now=story.later, host=get_host())
        check(story.then, ids, story, at=story.later)


def prepare(counting: Counting) -> dict[str, int]:
    """An empty shop with the customers; their profile ids by key."""
    Shop.objects.update(counting=counting)
    write_customers(CUSTOMERS)
    ensure_profiles(host=get_host())
    return dict(fetch("SELECT host_key, id FROM customer_groups_profile", {}))


Facts = dict[tuple[object, ...], OrderFacts | ValueFacts]


def calculated(
    orders: Sequence[HostOrder], ids: dict[str, int], story: Story, *, at: datetime
) -> Facts:
    """The calculator's facts by (profile, channel) and (profile, channel, currency)."""
    found: Facts = {}
    for customer, id_ in ids.items():
        own = entries(orders, customer, story)
        found |= {(id_, k): v for k, v in order_facts(own.orders, at=at).items()}
        values = value_facts(own.orders, own.refunds, at=at)
        found |= {(id_, *key): value for key, value in values.items()}
    return without_zeros(found)


def entries(orders: Sequence[HostOrder], customer: str, story: Story) -> Entries:
    return entries_of(orders, customer, counts_unpaid=story.counting is Counting.PLACED)


def facts_at(instant: datetime) -> Facts:
    """What the SQL that fills the fact tables says of an instant."""
    params = {"now": instant, "profiles": None}
    return facts_of(
        fetch(query("order_facts"), params), fetch(query("value_facts"), params)
    )


def stored_facts() -> Facts:
    orders = ", ".join(field.name for field in fields(OrderFacts))
    values = ", ".join(field.name for field in fields(ValueFacts))
    return facts_of(
        fetch(
            f"SELECT profile_id, channel, {orders} FROM customer_groups_order_facts", {}
        ),
        fetch(
            f"SELECT profile_id, channel, currency, {values}"
            " FROM customer_groups_value_facts",
            {},
        ),
    )


def facts_of(
    orders: Sequence[tuple[object, ...]], values: Sequence[tuple[object, ...]]
) -> Facts:
    found: Facts = {}
    for id_, channel, *row in orders:
        found[id_, channel] = OrderFacts(**named(OrderFacts, row))
    for id_, channel, currency, *row in values:
        found[id_, channel, currency] = ValueFacts(**named(ValueFacts, row))
    return without_zeros(found)


def named(
    type_: type[OrderFacts | ValueFacts], row: Sequence[object]
) -> dict[str, Any]:
    return {field.name: value for field, value in zip(fields(type_), row, strict=True)}


def without_zeros(facts: Facts) -> Facts:
    """A row of zeros says as much as no row."""
    return {
        key: value
        for key, value in facts.items()
        if value not in (OrderFacts(), ValueFacts())
    }


def check(
    orders: Sequence[HostOrder], ids: dict[str, int], story: Story, *, at: datetime
) -> None:
    """Facts and history, the instants at which orders end included."""
    assert stored_facts() == calculated(orders, ids, story, at=at)
    expected = {id_: entries(orders, name, story) for name, id_ in ids.items()}
    assert stored_orders() == counted(expected, "orders")
    assert stored_refunds() == counted(expected, "refunds")
    assert stored_lines() == counted(expected, "lines")


Counted = Counter[tuple[int, OrderEntry | RefundEntry | LineEntry]]


def counted(expected: dict[int, Entries], name: str) -> Counted:
    return Counter(
        (id_, entry) for id_, own in expected.items() for entry in getattr(own, name)
    )


def stored_orders() -> Counted:
    rows = fetch(
        "SELECT profile_id, at, channel, currency, paid, units, voucher_codes,"
        " is_countable, counts_until FROM customer_groups_order_record",
        {},
    )
    return Counter(
        (
            id_,
            OrderEntry(
                at=at,
                channel=channel,
                currency=currency,
                paid=paid,
                units=units,
                voucher_codes=frozenset(codes),
                is_countable=is_countable,
                counts_until=until,
            ),
        )
        for id_, at, channel, currency, paid, units, codes, is_countable, until in rows
    )


def stored_refunds() -> Counted:
    names = [field.name for field in fields(RefundEntry)]
    rows = fetch(
        f"SELECT profile_id, {', '.join(names)} FROM customer_groups_refund_record", {}
    )
    return Counter(
        (id_, RefundEntry(**dict(zip(names, row, strict=True)))) for id_, *row in rows
    )


def stored_lines() -> Counted:
    rows = fetch(
        "SELECT l.profile_id, l.at, l.channel, l.quantity, i.targets, l.is_countable,"
        " l.counts_until FROM customer_groups_line_record l"
        " JOIN customer_groups_item i ON i.id = l.item_id",
        {},
    )
    return Counter(
        (
            id_,
            LineEntry(
                at=at,
                channel=channel,
                quantity=quantity,
                targets=frozenset(targets),
                is_countable=is_countable,
                counts_until=until,
            ),
        )
        for id_, at, channel, quantity, targets, is_countable, until in rows
    )


def check_marks(
    orders: Sequence[HostOrder], ids: dict[str, int], story: Story, *, at: datetime
) -> None:
    """For whatever is dated after the instant, a mark waits."""
    expected = {
        (id_, instant)
        for name, id_ in ids.items()
        for own in [entries(orders, name, story)]
        for instant in (
            *(order.at for order in own.orders),
            *(order.counts_until for order in own.orders),
            *(refund.at for refund in own.refunds),
        )
        if instant is not None and instant > at
    }
    rows = fetch("SELECT profile_id, due_at FROM customer_groups_mark", {})
    assert set(rows) == expected


# Ranks

MOMENT = Moment(datetime(2026, 3, 10, 12, tzinfo=UTC), ZoneInfo("Europe/Warsaw"))


@st.composite
def buyers(draw: st.DrawFn) -> list[CustomerFacts]:
    """About as many customers as make a ranking, with few and often equal orders."""
    order = st.tuples(
        st.integers(-60, 3),
        st.sampled_from((0, 5, 10)),
        st.sampled_from(("EUR", "USD")),
    )
    bought = draw(st.lists(st.lists(order, max_size=3), min_size=15, max_size=45))
    return [
        CustomerFacts(
            profile_id=id_,
            order_history=tuple(
                OrderEntry(
                    at=MOMENT.now + timedelta(hours=12 * at),
                    channel="web",
                    currency=currency,
                    paid=Decimal(paid),
                    units=1,
                )
                for at, paid, currency in orders
            ),
        )
        for id_, orders in enumerate(bought, start=1)
    ]


@settings(max_examples=40)
@given(buyers())
def test_ranks__generated_buyers__equal_the_calculator(
    people: list[CustomerFacts],
) -> None:
    with undone():
        store_customers(people)
        former = replace(people[-1], profile_id=901)  # has bought, and is not ranked
        store_customers([former], is_shopper=False)
        now = fetch(rank_select(), {"now": MOMENT.now, "currency": "EUR"})
        Shop.objects.update(time_zone=MOMENT.zone.key, currency="EUR")
        refresh_ranks(now=MOMENT.now)
        taken = fetch("SELECT profile_id, rank FROM customer_groups_rank_snapshot", {})

    assert dict(now) == ranked(people, at=MOMENT.now)
    assert dict(taken) == ranked(people, at=MOMENT.start_of(MOMENT.today))


def ranked(people: Sequence[CustomerFacts], *, at: datetime) -> dict[int, int]:
    return rank_customers(
        {
            person.profile_id: replace(
                person,
                orders=order_facts(person.order_history, at=at),
                values=value_facts(person.order_history, (), at=at),
            )
            for person in people
        },
        currency="EUR",
    )
