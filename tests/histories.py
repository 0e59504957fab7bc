"""Hypothesis strategies for customers: histories full of unknowns and boundaries.

Orders are late, in the future, refunded, cancelled or re-assigned, in several channels
and currencies; instants fall on local midnights, on the days when clocks change, and
exactly on now. Order facts are calculated from the rows by ``tests.calculator``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from saleor_customer_groups.engine.customers import (
    ActivityEntry,
    CustomerFacts,
    FactValue,
    LineEntry,
    OrderEntry,
    RefundEntry,
)
from saleor_customer_groups.engine.text import target_key, text_key
from saleor_customer_groups.engine.vocabulary import CONSENT_CHOICES
from saleor_customer_groups.engine.windows import Moment
from tests.calculator import order_facts, value_facts

CHANNELS = ("web", "app")
CURRENCIES = ("EUR", "USD", "JPY")
TEXTS = ("krakow", "warszawa", "ca", "de", "unknown", "10%_5", "x")
GROUPS = ("vip", "wholesale")
VOUCHERS = ("welcome10", "spring")
TARGETS = tuple(
    target_key(kind, value)
    for kind, value in (
        ("brand", "nike"),
        ("brand", "puma"),
        ("category", "shoes"),
        ("product", "air"),
        ("variant", "air-42"),
        ("collection", "summer"),
    )
)
TERMS = tuple(target_key("term", value) for value in ("shoes", "running shoes"))
#: Custom attributes that generated customers may have, by key; see ``attributes``.
ATTRIBUTE_TYPES = {
    "tier": "text",
    "score": "number",
    "renewed": "instant",
    "founded": "date",
    "club": "flag",
    "tags": "set",
}

_TICK = timedelta(microseconds=1)
#: Noon before, on and after days with 23 or 25 hours, a skipped midnight and day, a
#: leap day, a month end and a new year, each in a zone where it matters.
_NOWS = (
    ("UTC", datetime(2026, 3, 10, 12, tzinfo=UTC)),
    ("UTC", datetime(2028, 2, 29, 0, tzinfo=UTC)),
    ("Europe/Warsaw", datetime(2026, 3, 29, 1, tzinfo=UTC)),
    ("Europe/Warsaw", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
    ("America/Sao_Paulo", datetime(2018, 11, 4, 3, tzinfo=UTC)),
    ("America/Havana", datetime(2026, 11, 1, 4, 30, tzinfo=UTC)),
    ("America/New_York", datetime(2026, 3, 31, 3, 59, 59, 999999, tzinfo=UTC)),
    ("Pacific/Apia", datetime(2011, 12, 31, 10, tzinfo=UTC)),
    ("Asia/Kathmandu", datetime(2026, 12, 31, 18, 15, tzinfo=UTC)),
)


@dataclass(frozen=True, slots=True)
class Purchase:
    """One order with its lines and refunds, which always move together."""

    order: OrderEntry
    lines: tuple[LineEntry, ...]
    refunds: tuple[RefundEntry, ...]


@st.composite
def moments(draw: st.DrawFn) -> Moment:
    """A boundary moment, or one up to three days away from it."""
    zone, now = draw(st.sampled_from(_NOWS))
    away = draw(st.just(timedelta()) | st.timedeltas(timedelta(-3), timedelta(3)))
    return Moment(now + away, ZoneInfo(zone))


@st.composite
def instants(draw: st.DrawFn, moment: Moment) -> datetime:
    """Around now, around a local midnight, whole hours from now, or anywhere near."""
    edge = draw(st.sampled_from((timedelta(), _TICK, -_TICK, timedelta(seconds=1))))
    match draw(st.sampled_from(("now", "midnight", "hours", "any"))):
        case "now":
            return moment.now + edge
        case "midnight":
            return moment.start_of(draw(days(moment))) + edge
        case "hours":
            return moment.now + timedelta(hours=draw(st.integers(-72, 48))) + edge
        case _:
            return moment.now + draw(st.timedeltas(timedelta(-800), timedelta(60)))


def days(moment: Moment) -> st.SearchStrategy[date]:
    """Days of the shop: mostly window ends, some anywhere within three years."""
    near = st.sampled_from((-366, -365, -90, -31, -30, -28, -8, -7, -6, -1, 0, 1, 7, 8))
    return st.one_of(near, st.integers(-800, 60)).map(
        lambda count: moment.today + timedelta(days=count)
    )


def birthdates(moment: Moment) -> st.SearchStrategy[date]:
    """Leap days, birthdays about today, and any other day; a few in the future."""
    about = st.builds(
        lambda day, years: _years_before(day, years), days(moment), st.integers(-1, 90)
    )
    leap = st.sampled_from((date(1996, 2, 29), date(2008, 2, 29), date(2000, 2, 28)))
    return st.one_of(leap, about, st.dates(date(1920, 1, 1), date(2030, 12, 31)))


def _years_before(day: date, years: int) -> date:
    if (day.month, day.day) == (2, 29):
        return date(day.year - 4 * years, 2, 28)
    return day.replace(year=day.year - years)


def amounts() -> st.SearchStrategy[Decimal]:
    round_ones = st.sampled_from(("0", "0.01", "10", "33.33", "100", "1000"))
    return st.one_of(round_ones.map(Decimal), st.decimals(0, 2000, places=2))


@st.composite
def purchases(draw: st.DrawFn, moment: Moment) -> Purchase:
    """An order, possibly late, in the future, not countable or ended, in any state."""
    order = OrderEntry(
        at=draw(instants(moment)),
        channel=draw(st.sampled_from(CHANNELS)),
        currency=draw(st.sampled_from(CURRENCIES)),
        paid=draw(amounts()),
        units=draw(st.integers(0, 12)),
        voucher_codes=draw(st.frozensets(st.sampled_from(VOUCHERS), max_size=2)),
        is_countable=draw(st.sampled_from((True, True, True, False))),
        counts_until=draw(st.none() | st.none() | instants(moment)),
    )
    counting = {
        "channel": order.channel,
        "is_countable": order.is_countable,
        "counts_until": order.counts_until,
    }
    line = st.builds(
        LineEntry,
        at=st.just(order.at),
        quantity=st.integers(1, 5),
        targets=st.frozensets(st.sampled_from(TARGETS), max_size=3),
        **{name: st.just(value) for name, value in counting.items()},
    )
    refund = st.builds(
        RefundEntry,
        at=instants(moment),
        order_at=st.just(order.at),
        currency=st.just(order.currency),
        amount=amounts() | st.just(order.paid),
        **{name: st.just(value) for name, value in counting.items()},
    )
    return Purchase(
        order=order,
        lines=tuple(draw(st.lists(line, max_size=3))),
        refunds=tuple(draw(st.lists(refund, max_size=2))),
    )


@st.composite
def activities(draw: st.DrawFn, moment: Moment) -> ActivityEntry:
    kinds = ("viewed", "searched", "added_to_cart", "added_to_wishlist")
    kind = draw(st.sampled_from(kinds))
    targets = TERMS if kind == "searched" else TARGETS
    return ActivityEntry(
        kind=kind,
        day=draw(days(moment)),
        channel=draw(st.sampled_from(CHANNELS)),
        count=draw(st.integers(1, 4)),
        targets=draw(st.frozensets(st.sampled_from(targets), min_size=1, max_size=2)),
    )


@st.composite
def personal_facts(draw: st.DrawFn, moment: Moment) -> dict[str, FactValue]:
    """Columns of the profile facts; each is missing half of the time."""
    text = st.sampled_from(TEXTS).map(text_key)
    choice = st.sampled_from(CONSENT_CHOICES)
    optional = draw(
        st.fixed_dictionaries(
            {},
            optional={
                "joined_at": instants(moment),
                "birthdate": birthdates(moment),
                "gender_key": text,
                "state_key": text,
                "country_key": text,
                "city_key": text,
                "postal_code_key": text,
                "language_key": text,
                "email_domain_key": text,
                "customer_type_key": text,
                "is_registered": st.booleans(),
                "is_staff": st.booleans(),
                "email_marketing": choice,
                "sms_marketing": choice,
                "phone_marketing": choice,
                "post_marketing": choice,
            },
        )
    )
    facts: dict[str, FactValue] = dict(optional)
    if draw(st.booleans()):
        facts["open_checkout_at"] = draw(instants(moment))
        facts["open_checkout_value"] = draw(amounts())
        facts["open_checkout_currency"] = draw(st.sampled_from(CURRENCIES))
    return facts


@st.composite
def attributes(draw: st.DrawFn, moment: Moment) -> dict[str, tuple[FactValue, ...]]:
    """Values by key: scalars missing half of the time, the set always there."""
    text = st.sampled_from(TEXTS)
    scalars = draw(
        st.fixed_dictionaries(
            {},
            optional={
                "tier": text,
                "score": st.integers(-3, 3).map(Decimal),
                "renewed": instants(moment),
                "founded": days(moment),
                "club": st.booleans(),
            },
        )
    )
    tags = draw(st.lists(text, unique=True, max_size=3))
    return {"tags": tuple(tags), **{key: (value,) for key, value in scalars.items()}}


@st.composite
def customers(draw: st.DrawFn, moment: Moment, profile_id: int = 1) -> CustomerFacts:
    """One customer at the moment, from nothing known to a long history."""
    bought = tuple(draw(st.lists(purchases(moment), max_size=5)))
    person = CustomerFacts(
        profile_id=profile_id,
        personal=draw(personal_facts(moment)),
        rank=draw(st.none() | st.integers(0, 100)),
        attributes=draw(attributes(moment)),
        activity=tuple(draw(st.lists(activities(moment), max_size=4))),
        member_of=draw(st.frozensets(st.sampled_from(GROUPS))),
    )
    return with_purchases(person, bought, at=moment.now)


@st.composite
def populations(
    draw: st.DrawFn, moment: Moment, max_size: int = 6
) -> tuple[CustomerFacts, ...]:
    """Customers with ids from 1, after some orders went from one to another."""
    count = draw(st.integers(1, max_size))
    people = [draw(customers(moment, profile_id=id_ + 1)) for id_ in range(count)]
    owned = [list(purchases_of(person)) for person in people]
    for index in range(count):
        if owned[index] and draw(st.booleans()):
            receiver = draw(st.integers(0, count - 1))
            owned[receiver].append(owned[index].pop())
    return tuple(
        with_purchases(person, tuple(bought), at=moment.now)
        for person, bought in zip(people, owned, strict=True)
    )


def with_purchases(
    person: CustomerFacts, bought: tuple[Purchase, ...], *, at: datetime
) -> CustomerFacts:
    """The customer with exactly these purchases, order facts calculated at ``at``."""
    orders = tuple(purchase.order for purchase in bought)
    refunds = tuple(refund for purchase in bought for refund in purchase.refunds)
    return replace(
        person,
        order_history=orders,
        refund_history=refunds,
        line_history=tuple(line for purchase in bought for line in purchase.lines),
        orders=order_facts(orders, at=at),
        values=value_facts(orders, refunds, at=at),
    )


def purchases_of(person: CustomerFacts) -> tuple[Purchase, ...]:
    """The customer's orders, each with the lines and refunds of the same origin."""
    lines, refunds = list(person.line_history), list(person.refund_history)
    found = []
    for order in person.order_history:
        own_lines = [line for line in lines if _is_of(line, line.at, order)]
        own_refunds = [r for r in refunds if _is_of(r, r.order_at, order)]
        lines = [line for line in lines if line not in own_lines]
        refunds = [refund for refund in refunds if refund not in own_refunds]
        found.append(Purchase(order, tuple(own_lines), tuple(own_refunds)))
    return tuple(found)


def _is_of(
    entry: LineEntry | RefundEntry, ordered_at: datetime, order: OrderEntry
) -> bool:
    same_currency = isinstance(entry, LineEntry) or entry.currency == order.currency
    return (
        same_currency
        and ordered_at == order.at
        and entry.channel == order.channel
        and entry.is_countable == order.is_countable
        and entry.counts_until == order.counts_until
    )
