"""Price lists, items and markets for tests, written short and generated."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from saleor_customer_groups.engine.price_lists import (
    Adjustment,
    Entry,
    FixedPrice,
    Item,
    ListPolicy,
    Market,
    PercentageChange,
    PriceList,
    PromotionPolicy,
    QuantityBreak,
    Scope,
    Target,
    hindrance,
)

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
VIP = frozenset({"vip"})


def fixed(amount: object) -> FixedPrice:
    return FixedPrice(Decimal(str(amount)))


def percent(percentage: object) -> PercentageChange:
    return PercentageChange(Decimal(str(percentage)))


def entry(number: int, *breaks: tuple[int, Adjustment]) -> Entry:
    return Entry(number, tuple(QuantityBreak(*each) for each in breaks))


def price_list(number: int = 1, **given: object) -> PriceList:
    entries = given.pop("entries", {})
    values: dict[str, object] = {
        "code": f"list-{number}",
        "name": f"List {number}",
        "currency": "EUR",
        "groups": VIP,
        **given,
    }
    return PriceList(number=number, entries=entries, **values)  # type: ignore[arg-type]


def shirt(list_price: object = 100, **given: object) -> Item:
    values: dict[str, object] = {
        "collections": frozenset({"summer", "sale"}),
        "categories": ("shirts", "clothes"),
        **given,
    }
    return Item("shirt-m", "shirt", Decimal(str(list_price)), **values)  # type: ignore[arg-type]


def market(policy: ListPolicy = ListPolicy.PRIORITY, **given: object) -> Market:
    values: dict[str, object] = {
        "channel": "web",
        "currency": "EUR",
        "at": NOW,
        **given,
    }
    return Market(policy=policy, **values)  # type: ignore[arg-type]


#: Few values of each, so that ties and overlaps are frequent.
ITEMS = st.builds(
    Item,
    variant=st.sampled_from(["v1", "v2"]),
    product=st.sampled_from(["p1", "p2"]),
    list_price=st.sampled_from([Decimal("0"), Decimal("9.99"), Decimal("100")]),
    collections=st.frozensets(st.sampled_from(["c1", "c2"])),
    categories=st.sampled_from([(), ("k1",), ("k1", "k2")]),
)
ADJUSTMENTS = st.one_of(
    st.sampled_from(["0", "8", "9", "90"]).map(fixed),
    st.sampled_from(["-100", "-12.5", "-10", "0", "10"]).map(percent),
)
TARGETS = st.sampled_from(
    [
        Target(Scope.VARIANT, "v1"),
        Target(Scope.PRODUCT, "p1"),
        Target(Scope.COLLECTION, "c1"),
        Target(Scope.COLLECTION, "c2"),
        Target(Scope.CATEGORY, "k1"),
        Target(Scope.CATEGORY, "k2"),
        Target(Scope.ALL),
    ]
)
BREAKS = st.dictionaries(
    st.sampled_from([1, 2, 5, 10]), ADJUSTMENTS, min_size=1, max_size=3
)
QUANTITIES = st.sampled_from([1, 2, 3, 5, 12])
WINDOWS = st.sampled_from(
    [None, NOW - timedelta(1), NOW, NOW + timedelta(microseconds=1)]
)


@st.composite
def entries(draw: st.DrawFn, start: int = 0) -> dict[Target, Entry]:
    drawn = draw(st.dictionaries(TARGETS, BREAKS, max_size=5))
    numbers = draw(st.permutations(range(start, start + len(drawn))))
    return {
        target: entry(number, *sorted(breaks.items()))
        for number, (target, breaks) in zip(numbers, drawn.items(), strict=True)
    }


@st.composite
def price_lists(draw: st.DrawFn, most: int = 4) -> list[PriceList]:
    count = draw(st.integers(0, most))
    return [
        price_list(
            number,
            entries=draw(entries(number * 100)),
            priority=draw(st.sampled_from([0, 0, 1])),
            promotions=draw(st.sampled_from(PromotionPolicy)),
            groups=draw(
                st.frozensets(st.sampled_from(["vip", "b2b", "gold"]), min_size=1)
            ),
            channels=draw(st.sampled_from([frozenset(), frozenset({"web"})])),
            starts_at=draw(WINDOWS),
            ends_at=draw(WINDOWS),
        )
        for number in range(count)
    ]


def numbered(lists: Iterable[PriceList]) -> list[int]:
    return [each.number for each in lists]


def applicable(
    lists: Iterable[PriceList], groups: frozenset[str], where: Market
) -> list[PriceList]:
    """The lists that give prices to a member of these groups there and then."""
    return [each for each in lists if hindrance(each, groups, where) is None]
