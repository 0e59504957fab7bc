"""Prices read by SQL are those that the pure reasoning gives over every list there is."""

from __future__ import annotations

import os
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saleor_customer_groups.engine.price_lists import (
    Adjustment,
    Entry,
    FixedPrice,
    Item,
    ListPolicy,
    Market,
    PercentageChange,
    PriceList,
    PriceListStatus,
    PromotionPolicy,
    QuantityBreak,
    Scope,
    Target,
)
from saleor_customer_groups.engine.pricing import quote
from saleor_customer_groups.engine.rounding import Rounding, RoundingMode
from saleor_customer_groups.models import PriceList as Row
from saleor_customer_groups.services.assignments import add_members
from saleor_customer_groups.services.campaign_items import (
    CampaignItem,
    ItemKind,
    add_items,
)
from saleor_customer_groups.services.campaign_rows import campaign_of, get_campaign
from saleor_customer_groups.services.campaigns import (
    CampaignInput,
    create_campaign,
    edit_campaign,
)
from saleor_customer_groups.services.groups import archive_group
from saleor_customer_groups.services.price_lists import (
    PriceListInput,
    create_price_list,
    edit_price_list,
    set_channel_policy,
)
from saleor_customer_groups.services.prices import PriceInput, remove_prices, set_prices
from saleor_customer_groups.services.pricing import (
    Buyer,
    open_price_book,
    open_price_books,
)
from saleor_customer_groups.standalone.models import Product
from tests.engine.prices import applicable

from .campaigning import random_campaign
from .shopping import join_shop, make_group

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
#: Every shop has a channel of its own. ``RANDOM_SHOPS=5000`` looks at as many.
SHOPS = int(os.environ.get("RANDOM_SHOPS", "60"))

GROUPS = ("vip", "b2b", "gold", "club")
#: Customer to groups; everybody is in the default group, ``standard``.
CUSTOMERS = {"ann": ("vip", "b2b"), "bob": ("gold",), "cy": GROUPS, "di": ()}
ITEMS = (
    Item("v1", "p1", Decimal("9.99"), frozenset({"c1", "c2"}), ("k2", "k1")),
    Item("v2", "p1", Decimal("19.00"), frozenset({"c1"}), ("k2", "k1")),
    Item("v3", "p2", Decimal("0.50"), frozenset(), ("k1",)),
    Item("v4", "p4", Decimal("100")),
)
TARGETS = (
    Target(Scope.ALL),
    *(Target(Scope.VARIANT, key) for key in ("v1", "v3")),
    *(Target(Scope.PRODUCT, key) for key in ("p1", "p4")),
    *(Target(Scope.COLLECTION, key) for key in ("c1", "c2")),
    *(Target(Scope.CATEGORY, key) for key in ("k1", "k2")),
)


@pytest.fixture
def shop() -> None:
    join_shop(*CUSTOMERS)
    for group in GROUPS:
        make_group(group)
    for customer, groups in CUSTOMERS.items():
        for group in groups:
            add_members(group, [customer], actor="eve")
    Product.objects.bulk_create(
        Product(
            key=item.variant,
            product=item.product,
            category_path=list(reversed(item.categories)),
            collections=sorted(item.collections),
        )
        for item in ITEMS
    )


def _adjustment(chance: random.Random) -> Adjustment:
    if chance.random() < 0.5:
        return FixedPrice(Decimal(chance.choice(["0", "4.99", "8.50", "9"])))
    return PercentageChange(Decimal(chance.choice(["-100", "-12.5", "-10", "0", "25"])))


def _make_list(chance: random.Random, channel: str) -> PriceList:
    """A list in the database, and the same as the pure reasoning knows it."""
    start, end = sorted(
        chance.sample([NOW + timedelta(hours=hours) for hours in (-2, -1, 0, 1, 2)], 2)
    )
    given = PriceListInput(
        name="List",
        code=f"list-{chance.getrandbits(60):x}",
        currency=chance.choice(["EUR", "EUR", "USD"]),
        groups=chance.sample([*GROUPS, "standard"], chance.randint(1, 3)),
        channels=chance.choice([(), (channel,), (channel, "web"), ("web",)]),
        priority=chance.choice([0, 0, 1]),
        promotions=chance.choice(list(PromotionPolicy)),
        rounding=chance.choice(
            [None, Rounding(Decimal(1), Decimal("0.99"), RoundingMode.UP)]
        ),
        status=chance.choice([PriceListStatus.ACTIVE] * 3 + [PriceListStatus.PAUSED]),
        starts_at=chance.choice([None, start]),
        ends_at=chance.choice([None, end]),
    )
    row = create_price_list(given, actor="eve")
    campaign = _hold(chance, row, channel) if chance.random() < 0.5 else None
    prices = [
        PriceInput(target, _adjustment(chance), quantity)
        for target in chance.sample(TARGETS, chance.randint(0, 6))
        for quantity in chance.sample([1, 2, 5], chance.randint(1, 2))
    ]
    assert set_prices(row.code, prices) == len(prices)
    entries: dict[Target, Entry] = {}
    for number, (target, adjustment, quantity) in enumerate(prices):
        known = entries.get(target, Entry(number, ()))
        step = QuantityBreak(quantity, adjustment)
        entries[target] = Entry(known.number, (*known.breaks, step))
    groups = campaign.groups if campaign else given.groups
    return PriceList(
        number=row.pk,
        code=row.code,
        name=row.name,
        currency=given.currency,
        groups=frozenset(groups),
        channels=frozenset(given.channels),
        priority=given.priority,
        promotions=given.promotions,
        rounding=given.rounding,
        # What a campaign holds takes its window in place of its own, and is active.
        status=PriceListStatus.ACTIVE if campaign else given.status,
        starts_at=None if campaign else given.starts_at,
        ends_at=None if campaign else given.ends_at,
        campaign=campaign and campaign_of(get_campaign(campaign.code)),
        entries=entries,
    )


def _hold(chance: random.Random, row: Row, channel: str) -> CampaignInput:
    """Puts the list into a campaign that may be open, and whose groups may change."""
    given = random_campaign(chance, NOW, [*GROUPS, "standard"], channel)
    create_campaign(replace(given, groups=["club"]), actor="eve")
    add_items(given.code, [CampaignItem(ItemKind.PRICE_LIST, row.code)], actor="eve")
    edit_campaign(given.code, {"groups": given.groups}, actor="eve")
    return given


def test_open_price_book__random_shops__as_the_pure_reasoning_over_all_lists(
    shop: None,
) -> None:
    chance = random.Random(20260301)
    reached = 0
    for number in range(SHOPS):
        channel = f"channel-{number}"
        made = [_make_list(chance, channel) for _ in range(chance.randint(0, 4))]
        policy = chance.choice(list(ListPolicy))
        set_channel_policy(channel, policy)
        market = Market(channel, "EUR", NOW, policy)
        for customer, groups in CUSTOMERS.items():
            variants = [item.variant for item in ITEMS]
            buyer = Buyer(customer, channel, "EUR")
            book = open_price_book(buyer, variants, at=NOW)
            lists = applicable(made, frozenset(groups) | {"standard"}, market)
            assert (book is None) is (not lists)
            for item in ITEMS:
                quantity = chance.choice([1, 2, 3, 5, 9])
                expected = quote(item, quantity, lists, market)
                if book is None:
                    assert expected.winner is None
                    continue
                found = book.quote(item.variant, quantity, item.list_price)
                assert found.amount == expected.amount
                assert _told(found.candidates) == _told(expected.candidates)
                reached += found.winner is not None
        for each in made:  # those of every channel would reach the next shop
            edit_price_list(
                each.code, {"status": PriceListStatus.ARCHIVED}, actor="eve"
            )
    assert reached > SHOPS


def _told(candidates: object) -> list[object]:
    return [
        (each.price_list.number, each.target, each.step, each.amount, each.verdict)
        for each in candidates  # type: ignore[attr-defined]
    ]


def _vip_list(**given: object) -> str:
    values: dict[str, object] = {
        "name": "VIP",
        "currency": "EUR",
        "groups": ["vip"],
        "status": PriceListStatus.ACTIVE,
        **given,
    }
    code = create_price_list(PriceListInput(**values), actor="eve").code  # type: ignore[arg-type]
    set_prices(code, [PriceInput(Target(Scope.ALL), PercentageChange(Decimal(-10)))])
    return code


def _price(customer: str, variant: str = "v4") -> Decimal | None:
    book = open_price_book(Buyer(customer, "web", "EUR"), [variant])
    return book and book.quote(variant, 1, Decimal(100)).amount


def test_open_price_book__group_archived__everybodys_price(shop: None) -> None:
    _vip_list()
    assert (_price("ann"), _price("bob")) == (90, None)
    archive_group("vip", actor="eve")
    assert _price("ann") is None


def test_open_price_book__default_group__every_registered_customer(shop: None) -> None:
    _vip_list(groups=["standard"])
    assert {who: _price(who) for who in (*CUSTOMERS, "nobody")} == {
        **dict.fromkeys(CUSTOMERS, Decimal(90)),
        "nobody": None,
    }


def test_set_prices__again__only_what_changed_and_the_age_stays(shop: None) -> None:
    code = _vip_list()
    first = [
        PriceInput(Target(Scope.VARIANT, "v1"), FixedPrice(Decimal(7))),
        PriceInput(Target(Scope.VARIANT, "v1"), FixedPrice(Decimal(6)), 10),
    ]
    assert set_prices(code, first) == 2
    assert set_prices(code, first) == 0
    assert set_prices(code, [first[0]._replace(adjustment=FixedPrice(Decimal(5)))]) == 1
    assert _price("ann", "v1") == 5
    assert remove_prices(code, [Target(Scope.VARIANT, "v1")]) == 2
    assert _price("ann", "v1") == 90


def test_open_price_books__statements__one_for_others_and_three_for_members(
    shop: None,
) -> None:
    """However many lists, items and buyers: lists, what the items are, prices."""
    for number in range(3):
        _vip_list(name=f"VIP {number}")
    counts = {}
    for customers in ("bob",), ("ann",), ("ann", "bob", "cy", "di"):
        buyers = [Buyer(customer, "web", "EUR") for customer in customers]
        with CaptureQueriesContext(connection) as captured:
            open_price_books(buyers, ["v1", "v2", "v3"], at=NOW)
        counts[customers] = len(captured)
    assert list(counts.values()) == [1, 3, 3]


def test_open_price_books__several_buyers__each_his_own(shop: None) -> None:
    _vip_list()
    buyers = [
        Buyer(customer, "web", currency)
        for customer in ("ann", "bob")
        for currency in ("EUR", "USD")
    ]
    assert list(open_price_books(buyers, ["v4"], at=NOW)) == [buyers[0]]
