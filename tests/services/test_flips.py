"""Ticks and events keep memberships equal to a full evaluation at every instant."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, seed, settings

from saleor_customer_groups.engine.windows import Moment
from saleor_customer_groups.host import get_host
from saleor_customer_groups.models import CustomerGroup, Membership, Shop
from saleor_customer_groups.services import ticks, worker
from saleor_customer_groups.services.assignments import add_members
from saleor_customer_groups.services.memberships import (
    evaluate_group,
    select_group_members,
)
from saleor_customer_groups.services.queries import fetch
from saleor_customer_groups.services.ranks import midnight
from saleor_customer_groups.services.registry import get_registry
from saleor_customer_groups.services.shops import get_shop
from saleor_customer_groups.services.verification import verify
from saleor_customer_groups.standalone.models import Checkout, Customer, Order, Product
from tests.strategies import (
    BRAND_POOL,
    CATALOGUE,
    CATEGORY_POOL,
    CHANNEL_POOL,
    CODE_POOL,
    COLLECTION_POOL,
    CURRENCY_POOL,
    TERM_POOL,
    VARIANT_POOL,
    rule_documents,
)
from tests.syncing import sync_all

from .conftest import StillClock
from .shopping import (
    add_line,
    define_attributes,
    do,
    happen,
    make_group,
    members,
    place_order,
    refund,
    set_attribute,
    set_shop,
)

#: Each kind of clockwork by itself, so that no sweep can be missed by chance.
_ONE = {"operator": "at_least", "value": 1}
_PICKED: tuple[dict[str, object], ...] = (
    {"fact": "joined_at", "operator": "in_the_last", "value": {"hours": 5}},
    {"fact": "joined_at", "operator": "in_the_last", "value": {"days": 3}},
    {"not": {"fact": "joined_at", "operator": "in_the_last", "value": {"months": 1}}},
    {"fact": "joined_at", "operator": "in_the_next", "value": {"days": 2}},
    {"fact": "joined_at", "operator": "in_the_next", "value": {"hours": 30}},
    {"fact": "joined_at", "operator": "more_than_ago", "value": {"weeks": 2}},
    {"fact": "joined_at", "operator": "anniversary_in_the_last", "value": {"days": 3}},
    {"fact": "birthdate", "operator": "anniversary_in_the_next", "value": {"days": 7}},
    {
        "fact": "birthdate",
        "operator": "anniversary_in_the_last",
        "value": {"months": 1},
    },
    {"fact": "birthdate", "operator": "in_the_last", "value": {"years": 30}},
    {"fact": "age", "operator": "at_least", "value": 18},
    {"fact": "age", "operator": "between", "value": {"from": 30, "to": 34}},
    {"fact": "last_order_at", "operator": "in_the_last", "value": {"days": 1}},
    {"fact": "last_order_at", "operator": "more_than_ago", "value": {"days": 30}},
    {"fact": "first_order_at", "operator": "in_the_last", "value": {"months": 1}},
    {
        "fact": "first_order_at",
        "operator": "anniversary_in_the_next",
        "value": {"days": 5},
    },
    {
        "fact": "last_order_at",
        "operator": "more_than_ago",
        "value": {"days": 2},
        "within": {"days": 7},
    },
    {
        "fact": "first_order_at",
        "operator": "anniversary_in_the_last",
        "value": {"days": 2},
        "within": {"months": 2},
    },
    {"fact": "order_count", **_ONE},
    {"fact": "order_count", **_ONE, "within": {"hours": 12}},
    {"fact": "order_count", "operator": "is", "value": 0, "within": {"days": 7}},
    {"fact": "order_count", **_ONE, "within": {"days": 30}, "channel": "shop"},
    {"fact": "largest_order_units", **_ONE, "within": {"days": 2}},
    {"fact": "lifetime_value", "operator": "at_least", "value": 20, "currency": "EUR"},
    {
        "fact": "lifetime_value",
        "operator": "at_least",
        "value": 20,
        "currency": "EUR",
        "within": {"days": 7},
    },
    {
        "fact": "average_order_value",
        "operator": "is_known",
        "currency": "EUR",
        "within": {"days": 2},
    },
    {
        "fact": "refunded_value",
        "operator": "greater_than",
        "value": 0,
        "currency": "EUR",
        "within": {"days": 7},
    },
    {"fact": "refunded_value", "operator": "greater_than", "value": 0},
    {"fact": "purchased", **_ONE},
    {"fact": "purchased", **_ONE, "target": {"brand": "Nike"}, "within": {"days": 7}},
    {"fact": "purchased", **_ONE, "within": {"hours": 36}},
    {"fact": "viewed", **_ONE},
    {"fact": "viewed", **_ONE, "within": {"days": 1}},
    {"fact": "viewed", **_ONE, "target": {"category": "shoes"}, "within": {"weeks": 1}},
    {"fact": "searched", **_ONE, "within": {"days": 7}},
    {
        "fact": "voucher_codes_used",
        "operator": "includes_any",
        "value": ["WELCOME10", "SPRING"],
    },
    {
        "fact": "voucher_codes_used",
        "operator": "includes_all",
        "value": ["WELCOME10", "SPRING"],
        "within": {"days": 7},
    },
    {
        "fact": "voucher_codes_used",
        "operator": "includes_none",
        "value": ["WELCOME10"],
        "within": {"hours": 40},
    },
    {"fact": "channels", "operator": "includes_any", "value": ["shop"]},
    {"fact": "attribute:visited_at", "operator": "in_the_last", "value": {"hours": 6}},
    {"fact": "attribute:visited_at", "operator": "in_the_next", "value": {"days": 1}},
    {"fact": "attribute:anniversary", "operator": "in_the_next", "value": {"days": 3}},
    {
        "fact": "attribute:anniversary",
        "operator": "anniversary_in_the_next",
        "value": {"days": 3},
    },
    {"fact": "open_checkout_at", "operator": "more_than_ago", "value": {"hours": 4}},
    {"fact": "rank", "operator": "at_least", "value": 60},
    {"not": {"fact": "rank", "operator": "less_than", "value": 40}},
    {"all": [{"group": "staff"}, {"fact": "order_count", **_ONE}]},
    {"not": {"group": "staff"}},
)
_WORDS_OF_TIME = ("within", "in_the_", "more_than_ago", "age", "rank", "group")
_CUSTOMERS = tuple(f"c{number}" for number in range(30))


def _generated(count: int, number: int) -> list[dict[str, object]]:
    """Rules of any kind, most of them about time; the same ones for a number."""
    found: list[dict[str, object]] = []

    @seed(number)
    @settings(
        max_examples=count * 4,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(rule_documents(max_depth=2, max_conditions=3))
    def collect(document: dict[str, object]) -> None:
        text = json.dumps(document)
        if any(word in text for word in _WORDS_OF_TIME) or len(found) % 5 == 0:
            found.append(document)

    collect()
    return found[:count]


class _History:
    """Random happenings near the present, many of them just at the ends of windows."""

    def __init__(self, random: Random, zone: ZoneInfo) -> None:
        self.random = random
        self.zone = zone

    def instant(self, now: datetime) -> datetime:
        random = self.random
        edge = timedelta(microseconds=random.choice((0, 0, 1, -1, 10**6)))
        moment = Moment(now, self.zone)
        match random.randrange(4):
            case 0:
                days = random.choice((-365, -90, -31, -30, -7, -3, -2, -1, 0, 1, 2, 7))
                day = moment.today + timedelta(days=days)
                return moment.start_of(day) + edge
            case 1:
                return now + timedelta(hours=random.randint(-48, 72)) + edge
            case 2:
                return now + timedelta(
                    minutes=random.randint(-60 * 24 * 40, 60 * 24 * 9)
                )
            case _:
                return now + timedelta(seconds=random.randint(-(10**8), 10**6))

    def join(self, key: str, now: datetime) -> None:
        random = self.random
        Customer.objects.create(key=key)
        self.edit(key, now)
        for _ in range(random.choice((0, 1, 1, 2, 4))):
            self.order(key, now)
        for _ in range(random.choice((0, 1, 3))):
            self.act(key, now)

    def edit(self, key: str, now: datetime) -> None:
        random = self.random
        day = Moment(now, self.zone).today
        birth = day + timedelta(days=random.choice((-8, -1, 0, 1, 3, 8, 30, 200)))
        years = random.choice((0, 17, 18, 30, 34, 35, 44))
        leap = datetime(random.choice((1996, 2004)), 2, 29, tzinfo=UTC).date()
        birth = birth.replace(day=min(birth.day, 28), year=birth.year - years)
        Customer.objects.filter(key=key).update(
            joined_at=random.choice((None, self.instant(now))),
            birthdate=random.choice((None, leap, birth, birth)),
            is_registered=random.random() < 0.8,
            is_active=random.random() < 0.95,
            is_staff=random.random() < 0.1,
            country=random.choice((None, "DE", "us")),
            gender=random.choice((None, "female")),
        )
        Checkout.objects.filter(customer_key=key).delete()
        if random.random() < 0.3:
            at = self.instant(now)
            currency = random.choice(CURRENCY_POOL)
            Checkout.objects.create(
                key=key, customer_key=key, currency=currency, value=50, updated_at=at
            )
        set_attribute(key, "visited_at", instant=self.instant(now))
        anniversary = self.instant(now).astimezone(self.zone).date()
        set_attribute(key, "anniversary", day=anniversary)
        set_attribute(key, "tags", *random.sample(("b", "Ünïcode", "c"), 2))

    def order(self, key: str, now: datetime) -> None:
        random = self.random
        order = place_order(
            key,
            self.instant(now),
            paid=random.choice((0, "9.99", 10, 50, 100)),
            channel=random.choice(CHANNEL_POOL),
            currency=random.choice(("EUR", "EUR", *CURRENCY_POOL)),
            voucher_codes=random.choice(([], ["SPRING"], ["welcome10"], CODE_POOL)),
            is_paid=random.random() < 0.9,
            units=random.randint(0, 12),
        )
        for _ in range(random.randrange(3)):
            add_line(
                order, random.choice((*VARIANT_POOL, "other")), random.randint(1, 3)
            )
        if random.random() < 0.4:
            amount = random.choice((order.paid, 5))
            refund(order, self.instant(now), amount)

    def act(self, key: str, now: datetime) -> None:
        random = self.random
        kind = random.choice(("viewed", "viewed", "searched", "added_to_cart"))
        what = (
            {"term": random.choice(TERM_POOL)}
            if kind == "searched"
            else {"variant": random.choice(VARIANT_POOL)}
        )
        channel = random.choice(CHANNEL_POOL)
        do(key, kind, self.instant(now), channel=channel, **what)

    def happen(self, now: datetime) -> None:
        """A few things to a few customers; an order may change hands."""
        random = self.random
        touched = random.sample(_CUSTOMERS, 4)
        for key in touched:
            random.choice((self.edit, self.order, self.order, self.act))(key, now)
        moved = Order.objects.filter(customer_key=touched[0]).first()
        if moved is not None and random.random() < 0.3:
            moved.customer_key = touched[1]
            moved.save()
        happen(*touched)

    def step(self, now: datetime) -> datetime:
        """The next instant to look at: soon, just at a midnight, or months later."""
        random = self.random
        moment = Moment(now, self.zone)
        midnight = moment.start_of(moment.today + timedelta(days=1))
        instants: tuple[Callable[[], datetime], ...] = (
            lambda: now + timedelta(seconds=random.randint(1, 100)),
            lambda: now + timedelta(hours=random.randint(1, 30)),
            lambda: midnight,
            lambda: max(
                midnight - timedelta(microseconds=1), now + timedelta(seconds=1)
            ),
            lambda: now + timedelta(days=random.randint(1, 9)),
            lambda: now + timedelta(days=random.randint(20, 70)),
        )
        return random.choice(instants)()


def _memberships(group_id: int) -> set[tuple[int, str]]:
    rows = Membership.objects.filter(group_id=group_id)
    return set(rows.values_list("profile_id", "via"))


def _assert_exact(now: datetime) -> None:
    """Every group is what evaluating it in full now would make it."""
    registry = get_registry(get_shop())
    for group in registry.groups.values():
        statement = select_group_members(group, registry, now)
        expected = {row[1:] for row in fetch(statement.sql, statement.params)}
        assert _memberships(group.id) == expected, (now, group.code, group.rule)
    with transaction.atomic():
        assert sync_all(now=now, host=get_host()).rows == 0
        transaction.set_rollback(True)
    assert _verified() == (0, 0)


def _verified() -> tuple[int, int]:
    found = verify()
    return found.differences, found.pending


def _open_shop(zone: str, random: Random, now: datetime) -> _History:
    set_shop(time_zone=zone, currency="EUR")
    define_attributes({key: type_.value for key, type_ in CATALOGUE.attributes.items()})
    for key in VARIANT_POOL:
        Product.objects.create(
            key=key,
            product=key.rpartition("-")[0],
            brand=random.choice(BRAND_POOL),
            category_path=list(CATEGORY_POOL[:2]),
            collections=list(COLLECTION_POOL[:1]),
        )
    history = _History(random, ZoneInfo(zone))
    for key in _CUSTOMERS:
        history.join(key, now)
    happen(*_CUSTOMERS)
    make_group("vip")
    make_group("staff", _PICKED[12])
    add_members("vip", _CUSTOMERS[:7], actor="ann")
    return history


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("zone", "start", "number"),
    [
        # The nights when clocks change are among the first steps.
        ("Europe/Warsaw", datetime(2024, 3, 29, 20, tzinfo=UTC), 1),
        ("America/New_York", datetime(2024, 11, 1, 3, 59, tzinfo=UTC), 2),
        ("Asia/Kathmandu", datetime(2024, 2, 27, 18, 14, 59, tzinfo=UTC), 3),
    ],
)
def test_tick__after_any_length_of_time__leaves_what_a_full_evaluation_finds(
    zone: str, start: datetime, number: int, still_clock: StillClock
) -> None:
    random = Random(number)
    still_clock.now = start
    history = _open_shop(zone, random, start)
    rules = [*_PICKED, *(each["rule"] for each in _generated(20, number))]
    for position, rule in enumerate(rules):
        make_group(f"group-{position}", rule)
    worker.work_off()
    _assert_exact(start)

    dynamic = [group.id for group in get_registry(get_shop()).dynamic]
    flips = 0
    for _ in range(5):
        if random.random() < 0.5:
            still_clock.now = history.step(still_clock.now)
            history.happen(still_clock.now)
            assert _verified() == (0, 0)
        still_clock.now = history.step(still_clock.now)
        evaluate_group(random.choice(dynamic))
        flips += ticks.tick().flips
        worker.work_off()
        _assert_exact(still_clock.now)
        shop = Shop.objects.get()
        assert shop.ranked_at == midnight(still_clock.now, shop)

    assert flips > 200
    assert len(dynamic) > 60


@pytest.mark.django_db
def test_tick__rank_already_taken_by_one_group_today__reaches_the_other_groups(
    still_clock: StillClock,
) -> None:
    """Who of twenty buyers ranks first changes, and the first to know is one group."""
    set_shop(currency="USD")
    for number in range(20):
        Customer.objects.create(key=f"c{number}")
        for _ in range(number + 1):
            place_order(f"c{number}", still_clock.now, currency="USD")
    still_clock.advance(days=1)
    happen(*_CUSTOMERS[:20])
    best = {"fact": "rank", "operator": "at_least", "value": 65}
    make_group("first", best)
    make_group("other", best)
    assert members("other") == {"c19"}

    still_clock.advance(hours=1)
    for _ in range(40):
        place_order("c0", still_clock.now, currency="USD")
    happen("c0")
    still_clock.advance(days=1)
    evaluate_group(CustomerGroup.objects.get(code="first").pk)
    ticks.tick()
    worker.work_off()

    assert members("first") == {"c0"}
    assert members("other") == {"c0"}


#: Ann's history, and to the microsecond when a rule's answer about her changes by itself.
_T = datetime(2024, 3, 31, 10, tzinfo=UTC)  # the clocks of Warsaw changed that night
_ENDS: dict[str, tuple[dict[str, object], datetime]] = {
    "in the next, over": (
        {"fact": "joined_at", "operator": "in_the_next", "value": {"days": 2}},
        _T,
    ),
    "in the last, begins": (
        {"fact": "joined_at", "operator": "in_the_last", "value": {"hours": 5}},
        _T,
    ),
    "in the last, over": (
        {"fact": "joined_at", "operator": "in_the_last", "value": {"hours": 5}},
        _T + timedelta(hours=5, microseconds=1),
    ),
    "days, not hours, since clocks changed": (
        {"fact": "last_order_at", "operator": "in_the_last", "value": {"days": 1}},
        datetime(2024, 4, 1, 22, tzinfo=UTC),
    ),
    "more than ago": (
        {"fact": "last_order_at", "operator": "more_than_ago", "value": {"hours": 24}},
        _T + timedelta(hours=24, microseconds=1),
    ),
    "order of the future": (
        {"fact": "order_count", "operator": "at_least", "value": 2},
        _T,
    ),
    "order fully refunded": (
        {"fact": "order_count", "operator": "is", "value": 0},
        _T + timedelta(days=40),
    ),
    "refund in the window": (
        {
            "fact": "refunded_value",
            "operator": "at_least",
            "value": 10,
            "within": {"days": 2},
        },
        _T + timedelta(days=40),
    ),
    "refund out of the window": (
        {
            "fact": "refunded_value",
            "operator": "at_least",
            "value": 10,
            "within": {"days": 2},
        },
        datetime(2024, 5, 12, 22, tzinfo=UTC),
    ),
    "line of the future": (
        {"fact": "purchased", "operator": "at_least", "value": 7},
        _T,
    ),
    "line out of the window": (
        {
            "fact": "purchased",
            "operator": "at_least",
            "value": 7,
            "within": {"hours": 5},
        },
        _T + timedelta(hours=5, microseconds=1),
    ),
    "voucher of the future": (
        {"fact": "voucher_codes_used", "operator": "includes_any", "value": ["SPRING"]},
        _T,
    ),
    "views of the future": (
        {"fact": "viewed", "operator": "at_least", "value": 1},
        datetime(2024, 3, 31, 22, tzinfo=UTC),
    ),
    "views out of the window": (
        {"fact": "viewed", "operator": "at_least", "value": 1, "within": {"days": 3}},
        datetime(2024, 4, 4, 22, tzinfo=UTC),
    ),
    "of age": (
        {"fact": "age", "operator": "at_least", "value": 18},
        datetime(2024, 4, 1, 22, tzinfo=UTC),
    ),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", _ENDS)
def test_tick__at_the_instant_of_a_change__changes_the_membership(
    name: str, still_clock: StillClock
) -> None:
    rule, instant = _ENDS[name]
    set_shop(time_zone="Europe/Warsaw", currency="USD")
    still_clock.now = datetime(2024, 3, 30, 22, 59, tzinfo=UTC)
    birthdate = datetime(2006, 4, 2, tzinfo=UTC).date()
    Customer.objects.create(key="ann", joined_at=_T, birthdate=birthdate)
    place_order("ann", _T - timedelta(days=1), is_paid=name != "order fully refunded")
    order = place_order("ann", _T, voucher_codes=["spring"], currency="USD")
    add_line(order, "shoe", 7)
    refund(order, _T + timedelta(days=40), 10)
    do("ann", "viewed", _T + timedelta(days=1), variant="shoe")
    happen("ann")
    make_group("group", rule)

    still_clock.now = instant - timedelta(microseconds=1)
    ticks.tick()
    worker.work_off()
    before = members("group")
    _assert_exact(still_clock.now)
    still_clock.now = instant
    ticks.tick()
    worker.work_off()
    assert {frozenset(before), frozenset(members("group"))} == {
        frozenset(),
        frozenset({"ann"}),
    }
    _assert_exact(still_clock.now)
