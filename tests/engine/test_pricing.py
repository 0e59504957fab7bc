"""Which list's price is paid: examples by hand, and what holds for any lists."""

from __future__ import annotations

import random
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saleor_customer_groups.engine.price_lists import (
    FixedPrice,
    Hindrance,
    Item,
    ListPolicy,
    PriceList,
    PriceListStatus,
    Scope,
    Target,
    hindrance,
)
from saleor_customer_groups.engine.pricing import Verdict, adjusted, quote
from saleor_customer_groups.engine.rounding import Rounding, RoundingMode

from .prices import (
    ITEMS,
    NOW,
    QUANTITIES,
    VIP,
    applicable,
    entry,
    fixed,
    market,
    numbered,
    percent,
    price_list,
    price_lists,
    shirt,
)

VARIANT = Target(Scope.VARIANT, "shirt-m")
PRODUCT = Target(Scope.PRODUCT, "shirt")
SUMMER = Target(Scope.COLLECTION, "summer")
SALE = Target(Scope.COLLECTION, "sale")
SHIRTS = Target(Scope.CATEGORY, "shirts")
CLOTHES = Target(Scope.CATEGORY, "clothes")
EVERYTHING = Target(Scope.ALL)


# Within a list


def test_quote__no_list__everybodys_price() -> None:
    found = quote(shirt(100), 1, [], market())
    assert (found.amount, found.winner) == (Decimal(100), None)


def test_quote__list_about_something_else__everybodys_price() -> None:
    other = price_list(
        entries={Target(Scope.VARIANT, "shirt-l"): entry(1, (1, fixed(1)))}
    )
    assert quote(shirt(100), 1, [other], market()).amount == 100


@pytest.mark.parametrize(
    ("targets", "expected"),
    [
        ([VARIANT, PRODUCT, SUMMER, SHIRTS, CLOTHES, EVERYTHING], VARIANT),
        ([PRODUCT, SUMMER, SHIRTS, CLOTHES, EVERYTHING], PRODUCT),
        ([SUMMER, SHIRTS, CLOTHES, EVERYTHING], SUMMER),
        ([SHIRTS, CLOTHES, EVERYTHING], SHIRTS),
        ([CLOTHES, EVERYTHING], CLOTHES),
        ([EVERYTHING], EVERYTHING),
    ],
)
def test_quote__several_entries__the_most_specific_even_if_dearer(
    targets: list[Target], expected: Target
) -> None:
    """The more specific, the dearer here: it wins by what it is about."""
    dearest_first = {
        target: entry(number, (1, fixed(90 - number)))
        for number, target in enumerate(targets)
    }
    found = quote(shirt(100), 1, [price_list(entries=dearest_first)], market())
    assert found.winner is not None
    assert found.winner.target == expected
    assert [each.verdict for each in found.candidates] == [
        Verdict.WINS,
        *[Verdict.LESS_SPECIFIC] * (len(targets) - 1),
    ]


@pytest.mark.parametrize(
    ("summer", "sale", "expected", "verdict"),
    [
        (entry(1, (1, fixed(80))), entry(2, (1, fixed(70))), SALE, "dearer_in_list"),
        (entry(1, (1, fixed(70))), entry(2, (1, fixed(70))), SUMMER, "younger_in_list"),
        (entry(2, (1, fixed(70))), entry(1, (1, fixed(70))), SALE, "younger_in_list"),
    ],
)
def test_quote__two_collections__the_cheaper_then_the_older(
    summer: object, sale: object, expected: Target, verdict: str
) -> None:
    both = price_list(entries={SUMMER: summer, SALE: sale})
    winner, loser = quote(shirt(100), 1, [both], market()).candidates
    assert (winner.target, loser.verdict) == (expected, verdict)


@pytest.mark.parametrize(
    ("quantity", "amount"),
    [(1, 100), (4, 100), (5, 90), (9, 90), (10, 80), (1000, 80)],
)
def test_quote__breaks__the_highest_that_is_reached(quantity: int, amount: int) -> None:
    broken = price_list(entries={VARIANT: entry(1, (10, fixed(80)), (5, fixed(90)))})
    assert quote(shirt(100), quantity, [broken], market()).amount == amount


def test_quote__break_not_reached__the_less_specific_entry_takes_its_place() -> None:
    both = price_list(
        entries={
            VARIANT: entry(1, (10, fixed(50))),
            EVERYTHING: entry(2, (1, percent(-5))),
        }
    )
    few = quote(shirt(100), 9, [both], market())
    assert few.amount == 95
    assert [each.verdict for each in few.candidates] == [
        Verdict.WINS,
        Verdict.QUANTITY_NOT_REACHED,
    ]
    assert quote(shirt(100), 10, [both], market()).amount == 50


# Among lists


@pytest.mark.parametrize(
    ("policy", "amounts", "priorities", "winner", "verdict"),
    [
        (ListPolicy.PRIORITY, (90, 80), (1, 0), 0, Verdict.LOWER_PRIORITY),
        (ListPolicy.PRIORITY, (90, 80), (0, 0), 1, Verdict.DEARER),
        (ListPolicy.PRIORITY, (80, 80), (0, 0), 0, Verdict.YOUNGER_LIST),
        (ListPolicy.BEST, (90, 80), (1, 0), 1, Verdict.DEARER),
        (ListPolicy.BEST, (80, 80), (0, 1), 1, Verdict.LOWER_PRIORITY),
        (ListPolicy.BEST, (80, 80), (0, 0), 0, Verdict.YOUNGER_LIST),
    ],
)
def test_quote__two_lists__by_policy(
    policy: ListPolicy,
    amounts: tuple[int, int],
    priorities: tuple[int, int],
    winner: int,
    verdict: Verdict,
) -> None:
    lists = [
        price_list(
            number,
            priority=priorities[number],
            entries={VARIANT: entry(number, (1, fixed(amounts[number])))},
        )
        for number in (0, 1)
    ]
    first, second = quote(shirt(100), 1, lists, market(policy)).candidates
    assert first.price_list.number == winner
    assert second.verdict is verdict


def test_quote__less_specific_in_a_list_of_higher_priority__wins() -> None:
    """Specificity decides within a list only."""
    broad = price_list(1, priority=1, entries={EVERYTHING: entry(1, (1, fixed(99)))})
    narrow = price_list(2, entries={VARIANT: entry(2, (1, fixed(50)))})
    assert quote(shirt(100), 1, [broad, narrow], market()).amount == 99


def test_quote__list_price_is_lower_than_the_list__the_list_counts() -> None:
    """The base price counts only where no list has an entry: lists may raise."""
    dear = price_list(entries={EVERYTHING: entry(1, (1, percent(10)))})
    assert quote(shirt(100), 1, [dear], market()).amount == 110


def test_quote__list_in_another_currency__says_nothing() -> None:
    dollars = price_list(currency="USD", entries={VARIANT: entry(1, (1, fixed(1)))})
    assert quote(shirt(100), 1, [dollars], market()).candidates == ()


# Amounts


@pytest.mark.parametrize(
    ("currency", "list_price", "percentage", "rounding", "expected"),
    [
        # 19.99 * 0.85 = 16.9915
        ("EUR", "19.99", "-15", None, "16.99"),
        # 999 * 0.875 = 874.125
        ("JPY", "999", "-12.5", None, "874"),
        # 1.250 * 0.9 = 1.1250, and 1.235 * 0.9 = 1.1115, half up
        ("KWD", "1.250", "-10", None, "1.125"),
        ("KWD", "1.235", "-10", None, "1.112"),
        ("EUR", "100", "-100", None, "0.00"),
        ("EUR", "80", "10", None, "88.00"),
        # 19.99 * 0.85 = 16.9915: between 15.99 and 16.99, 0.0015 above the latter
        ("EUR", "19.99", "-15", Rounding(Decimal(1), Decimal("0.99")), "16.99"),
        (
            "EUR",
            "19.99",
            "-15",
            Rounding(Decimal(1), Decimal("0.99"), RoundingMode.UP),
            "17.99",
        ),
        (
            "EUR",
            "18.80",
            "-15",
            Rounding(Decimal(1), Decimal("0.99"), RoundingMode.DOWN),
            "14.99",
        ),
        ("JPY", "1234", "-10", Rounding(Decimal(100), Decimal(80)), "1080"),
    ],
)
def test_adjusted__percentage__rounded_once(
    currency: str,
    list_price: str,
    percentage: str,
    rounding: Rounding | None,
    expected: str,
) -> None:
    owner = price_list(currency=currency, rounding=rounding)
    found = adjusted(percent(percentage), Decimal(list_price), owner)
    assert str(found) == expected


def test_adjusted__fixed__as_it_was_entered() -> None:
    """The list's rounding is for what is computed."""
    owner = price_list(rounding=Rounding(Decimal(1), Decimal("0.99")))
    assert adjusted(fixed("12.34"), Decimal(20), owner) == Decimal("12.34")


# Who a list is for, where and when


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, None),
        ({"groups": frozenset({"b2b"})}, Hindrance.OTHER_GROUPS),
        ({"groups": frozenset()}, Hindrance.OTHER_GROUPS),
        ({"currency": "USD"}, Hindrance.OTHER_CURRENCY),
        ({"channels": frozenset({"shop"})}, Hindrance.OTHER_CHANNELS),
        ({"channels": frozenset({"shop", "web"})}, None),
        ({"status": PriceListStatus.DRAFT}, Hindrance.NOT_ACTIVE),
        ({"status": PriceListStatus.PAUSED}, Hindrance.NOT_ACTIVE),
        ({"starts_at": NOW}, None),
        ({"starts_at": NOW + timedelta(microseconds=1)}, Hindrance.NOT_STARTED),
        ({"ends_at": NOW}, Hindrance.ENDED),
        ({"ends_at": NOW + timedelta(microseconds=1)}, None),
    ],
)
def test_hindrance__each_ground(given: dict[str, object], expected: object) -> None:
    assert hindrance(price_list(**given), VIP, market()) == expected


@given(price_lists())
def test_applicable__windows__half_open(lists: list[PriceList]) -> None:
    """Two lists, one ending when the other starts, are never both in force nor neither."""
    for each in lists:
        if each.ends_at is None:
            continue
        successor = price_list(99, groups=each.groups, starts_at=each.ends_at)
        predecessor = price_list(98, groups=each.groups, ends_at=each.ends_at)
        found = applicable([predecessor, successor], each.groups, market())
        assert len(found) == 1


# What holds for any lists


def _oracle(
    item: Item, quantity: int, lists: list[PriceList], policy: ListPolicy
) -> Decimal:
    """Straight from the words of docs/pricing.md, without the code that is tested."""
    offers = []
    for each in lists:
        chosen: list[tuple[int, Decimal, int]] = []
        for target, found in each.entries.items():
            depth = {
                Scope.VARIANT: 0 if target.key == item.variant else None,
                Scope.PRODUCT: 1 if target.key == item.product else None,
                Scope.COLLECTION: 2 if target.key in item.collections else None,
                Scope.CATEGORY: 3 + item.categories.index(target.key)
                if target.key in item.categories
                else None,
                Scope.ALL: 1000,
            }[target.scope]
            reached = [step for step in found.breaks if step.from_quantity <= quantity]
            if depth is None or not reached:
                continue
            step = max(reached)
            change = step.adjustment
            amount = (
                change.amount
                if isinstance(change, FixedPrice)
                else (item.list_price * (100 + change.percentage) / 100).quantize(
                    Decimal("0.01"), "ROUND_HALF_UP"
                )
            )
            chosen.append((depth, amount, found.number))
        if chosen:
            amount = min(chosen)[1]
            order = (
                (-each.priority, amount)
                if policy is ListPolicy.PRIORITY
                else (amount, -each.priority)
            )
            offers.append((order, each.number, amount))
    return min(offers)[2] if offers else item.list_price


@given(ITEMS, QUANTITIES, price_lists(), st.sampled_from(ListPolicy))
def test_quote__any_lists__as_the_words_say(
    item: Item, quantity: int, lists: list[PriceList], policy: ListPolicy
) -> None:
    found = quote(item, quantity, lists, market(policy))
    assert found.amount == _oracle(item, quantity, lists, policy)


@given(ITEMS, QUANTITIES, price_lists(), st.sampled_from(ListPolicy), st.randoms())
def test_quote__any_order_of_rows__the_same_answer(
    item: Item,
    quantity: int,
    lists: list[PriceList],
    policy: ListPolicy,
    chance: random.Random,
) -> None:
    expected = quote(item, quantity, lists, market(policy))
    shuffled = []
    for each in lists:
        rows = list(each.entries.items())
        chance.shuffle(rows)
        given = {
            "groups": each.groups,
            "priority": each.priority,
            "promotions": each.promotions,
            "channels": each.channels,
            "starts_at": each.starts_at,
            "ends_at": each.ends_at,
        }
        shuffled.append(price_list(each.number, entries=dict(rows), **given))
    chance.shuffle(shuffled)
    assert quote(item, quantity, shuffled, market(policy)) == expected


@given(ITEMS, QUANTITIES, price_lists(), st.sampled_from(ListPolicy))
def test_quote__without_the_losers__the_winner_stays(
    item: Item, quantity: int, lists: list[PriceList], policy: ListPolicy
) -> None:
    """Total and transitive: who wins among all wins against each alone, and each
    candidate that lost is beaten by the one that it is said to have lost to."""
    winner = quote(item, quantity, lists, market(policy)).winner
    if winner is None:
        return
    for other in lists:
        pair = {winner.price_list.number: winner.price_list, other.number: other}
        again = quote(item, quantity, list(pair.values()), market(policy)).winner
        assert again == winner


@given(ITEMS, price_lists())
def test_quote__larger_quantity__never_a_smaller_break(
    item: Item, lists: list[PriceList]
) -> None:
    for each in lists:
        for found in each.entries.values():
            reached = [found.reached(quantity) for quantity in (1, 2, 3, 5, 12)]
            steps = [step.from_quantity if step else 0 for step in reached]
            assert steps == sorted(steps)


@given(ITEMS, QUANTITIES, price_lists(), st.sampled_from(ListPolicy))
def test_quote__candidates__each_entry_about_the_item_once(
    item: Item, quantity: int, lists: list[PriceList], policy: ListPolicy
) -> None:
    found = quote(item, quantity, lists, market(policy))
    about = {target for _, target in item.targets()}
    expected = sum(len(about & each.entries.keys()) for each in lists)
    assert len(found.candidates) == expected
    winners = [each for each in found.candidates if each.verdict is Verdict.WINS]
    assert winners == ([found.winner] if found.winner else [])


@given(price_lists(), st.frozensets(st.sampled_from(["vip", "b2b", "none"])))
def test_applicable__more_groups__never_fewer_lists(
    lists: list[PriceList], groups: frozenset[str]
) -> None:
    fewer = numbered(applicable(lists, groups, market()))
    more = numbered(applicable(lists, groups | {"gold"}, market()))
    assert set(fewer) <= set(more)
