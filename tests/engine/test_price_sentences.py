"""Every verdict and hindrance as a sentence, in quotes that the engine made."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from saleor_customer_groups.engine.campaigns import Campaign
from saleor_customer_groups.engine.price_lists import (
    Adjustment,
    Entry,
    FixedPrice,
    Hindrance,
    Item,
    ListPolicy,
    Market,
    PercentageChange,
    PriceList,
    PriceListStatus,
    QuantityBreak,
    Scope,
    Target,
    hindrance,
)
from saleor_customer_groups.engine.price_sentences import (
    hindrance_sentence,
    sentence,
    summary,
)
from saleor_customer_groups.engine.pricing import Verdict, quote

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
ITEM = Item("v", "p", Decimal("9.90"), frozenset({"c1", "c2"}), ("k2", "k1"))
VARIANT, ALL = Target(Scope.VARIANT, "v"), Target(Scope.ALL)


def fixed(amount: str) -> Adjustment:
    return FixedPrice(Decimal(amount))


def percent(percentage: str) -> Adjustment:
    return PercentageChange(Decimal(percentage))


def listed(number: int, name: str, *says: tuple[Any, ...], **more: Any) -> PriceList:
    entries = {
        target: Entry(place, (QuantityBreak(quantity[0] if quantity else 1, how),))
        for place, (target, how, *quantity) in enumerate(says)
    }
    values = {"currency": "EUR", "groups": frozenset({"vip"}), **more}
    return PriceList(
        number=number, code=name.lower(), name=name, entries=entries, **values
    )


def told(
    *lists: PriceList, policy: ListPolicy = ListPolicy.PRIORITY, quantity: int = 3
) -> tuple[str, dict[Verdict, str]]:
    market = Market("web", "EUR", AT, policy)
    found = quote(ITEM, quantity, lists, market)
    sentences = {each.verdict: sentence(each, found) for each in found.candidates}
    assert len(sentences) == len(found.candidates)
    return summary(found), sentences


def test_sentences__of_one_list__say_which_of_its_prices_counts() -> None:
    c1, c2 = Target(Scope.COLLECTION, "c1"), Target(Scope.COLLECTION, "c2")
    said, sentences = told(
        listed(
            1, "VIP", (VARIANT, fixed("8.5"), 10), (c1, fixed("8")), (c2, fixed("7"))
        )
    )
    assert (
        said == "7.00 EUR by “VIP” for a collection, 2.90 EUR less than everybody pays."
    )
    assert sentences == {
        Verdict.WINS: "“VIP” says 7.00 EUR for a collection, and this counts.",
        Verdict.DEARER_IN_LIST: (
            "“VIP” says 8.00 EUR for a collection, but for another collection it has a"
            " lower price."
        ),
        Verdict.QUANTITY_NOT_REACHED: (
            "“VIP” has a price for the variant from 10 pieces on, and 3 are bought."
        ),
    }
    _, sentences = told(
        listed(1, "VIP", (c1, fixed("8")), (c2, fixed("8")), (ALL, percent("-10"), 2))
    )
    assert sentences[Verdict.YOUNGER_IN_LIST] == (
        "“VIP” says 8.00 EUR for a collection, but it had this price for another"
        " collection before."
    )
    assert sentences[Verdict.LESS_SPECIFIC] == (
        "“VIP” says 10 % less, 8.91 EUR, for all products from 2 pieces on, but it has a"
        " price for a collection: more specific."
    )


def test_sentences__of_nested_categories__say_nearer() -> None:
    near, far = Target(Scope.CATEGORY, "k2"), Target(Scope.CATEGORY, "k1")
    said, sentences = told(listed(1, "VIP", (far, fixed("1")), (near, percent("0"))))
    assert said == "9.90 EUR by “VIP” for a category, as much as everybody pays."
    assert sentences == {
        Verdict.WINS: (
            "“VIP” says the list price, 9.90 EUR, for a category, and this counts."
        ),
        Verdict.LESS_SPECIFIC: (
            "“VIP” says 1.00 EUR for a category, but it has a price for a nearer"
            " category."
        ),
    }


def test_sentences__of_several_lists__say_why_the_other_counts() -> None:
    gold = listed(2, "Gold", (ALL, percent("12.5")), priority=5)
    vip = listed(1, "VIP", (VARIANT, fixed("8")))
    said, sentences = told(vip, gold)
    assert said == (
        "11.14 EUR by “Gold” for all products, 1.24 EUR more than everybody pays."
    )
    assert sentences == {
        Verdict.WINS: (
            "“Gold” says 12.5 % more, 11.14 EUR, for all products, and this counts."
        ),
        Verdict.LOWER_PRIORITY: (
            "“VIP” says 8.00 EUR for the variant, but “Gold” has a higher priority: 5,"
            " not 0."
        ),
    }
    _, sentences = told(vip, gold, policy=ListPolicy.BEST)
    assert sentences[Verdict.DEARER].endswith(", but “VIP” has a lower price.")
    _, sentences = told(vip, listed(3, "Club", (VARIANT, fixed("8.00"))))
    assert sentences[Verdict.YOUNGER_LIST] == (
        "“Club” says 8.00 EUR for the variant, but “VIP”, with the same priority and"
        " price, is older."
    )


def test_summary__without_lists__is_the_price_of_everybody() -> None:
    assert told()[0] == (
        "9.90 EUR, the list price of everybody: no price list has a price."
    )


def test_hindrance_sentences__of_each__say_what_is_in_the_way() -> None:
    hour = timedelta(hours=1)
    lists = {
        Hindrance.NOT_ACTIVE: listed(1, "VIP", status=PriceListStatus.PAUSED),
        Hindrance.OTHER_GROUPS: listed(1, "VIP", groups=frozenset({"b2b"})),
        Hindrance.OTHER_CURRENCY: listed(1, "VIP", currency="USD"),
        Hindrance.OTHER_CHANNELS: listed(1, "VIP", channels=frozenset({"b", "a"})),
        Hindrance.NOT_STARTED: listed(1, "VIP", starts_at=AT + hour),
        Hindrance.ENDED: listed(1, "VIP", ends_at=AT),
        Hindrance.CAMPAIGN_CLOSED: listed(
            1, "VIP", campaign=Campaign(code="spring", name="Spring", ends_at=AT)
        ),
    }
    market = Market("web", "EUR", AT)
    said = {}
    for expected, each in lists.items():
        assert hindrance(each, frozenset({"vip"}), market) is expected
        said[expected] = hindrance_sentence(each, expected, market)
    assert said == {
        Hindrance.NOT_ACTIVE: "“VIP” gives no prices: its status is paused.",
        Hindrance.OTHER_GROUPS: "“VIP” is for groups that the customer is not in.",
        Hindrance.OTHER_CURRENCY: "“VIP” is in USD, and “web” sells in EUR.",
        Hindrance.OTHER_CHANNELS: "“VIP” is for other channels: a, b.",
        Hindrance.NOT_STARTED: "“VIP” starts 2026-03-01 13:00 UTC.",
        Hindrance.ENDED: "“VIP” ended 2026-03-01 12:00 UTC.",
        Hindrance.CAMPAIGN_CLOSED: (
            "“VIP” is in a campaign: “Spring” ended 2026-03-01 12:00 UTC."
        ),
    }
    assert set(said) == set(Hindrance)
