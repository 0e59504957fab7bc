"""A promotion meets a group's price, to the cent."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saleor_customer_groups.engine.price_lists import (
    Item,
    PriceList,
    PromotionPolicy,
    Scope,
    Target,
)
from saleor_customer_groups.engine.pricing import quote
from saleor_customer_groups.engine.promotions import Reduction, best_reduction, settle

from .prices import (
    ITEMS,
    QUANTITIES,
    entry,
    fixed,
    market,
    price_list,
    price_lists,
    shirt,
)

BETTER, COMBINE, EXCLUDE = (
    PromotionPolicy.BETTER_OF,
    PromotionPolicy.COMBINE,
    PromotionPolicy.EXCLUDE,
)


def off(value: object, *, percent: bool = False, number: int = 1) -> Reduction:
    return Reduction(
        key=f"rule-{number}",
        number=number,
        value=Decimal(str(value)),
        is_percentage=percent,
    )


REDUCTIONS = st.lists(
    st.builds(
        off,
        st.sampled_from([0, 1, 5, 20, 1000]),
        percent=st.just(False),
        number=st.integers(0, 3),
    ),
    max_size=3,
)


@pytest.mark.parametrize(
    ("policy", "own", "reduction", "base", "price", "is_group_price"),
    [
        # The sale: 100 - 20 % = 80 for everybody.
        (BETTER, 90, off(20, percent=True), 100, 80, False),
        (BETTER, 75, off(20, percent=True), 75, 75, True),
        # 80 both ways: the customer's own price.
        (BETTER, 80, off(20, percent=True), 80, 80, True),
        # 90 * 0.8, and 90 - 15.
        (COMBINE, 90, off(20, percent=True), 90, 72, True),
        (COMBINE, 90, off(15), 90, 75, True),
        # Dearer than the sale, and yet the group's price stands.
        (EXCLUDE, 90, off(20, percent=True), 90, 90, True),
        # A raise: 110 stands without a sale, and gives way to one.
        (BETTER, 110, None, 110, 110, True),
        (BETTER, 110, off(1), 100, 99, False),
        (COMBINE, 110, off(1), 110, 109, True),
        # More is taken off than there is.
        (COMBINE, 10, off(15), 10, 0, True),
    ],
)
def test_settle__by_policy(
    policy: PromotionPolicy,
    own: int,
    reduction: Reduction | None,
    base: int,
    price: int,
    is_group_price: bool,
) -> None:
    listed = price_list(
        promotions=policy,
        entries={Target(Scope.ALL): entry(1, (1, fixed(own)))},
    )
    found = settle(
        quote(shirt(100), 1, [listed], market()), [reduction] if reduction else []
    )
    assert (found.base, found.price, found.is_group_price) == (
        base,
        price,
        is_group_price,
    )


def test_settle__no_list__the_promotion_alone() -> None:
    found = settle(quote(shirt(100), 1, [], market()), [off(20), off(30, number=2)])
    assert (found.base, found.price, found.is_group_price) == (100, 70, False)


@pytest.mark.parametrize(
    ("reductions", "expected"),
    [
        ([off(10, number=2), off(10, number=1)], 1),
        ([off(10, number=1), off(10, percent=True, number=2)], 1),
        ([off(9, number=1), off(10, percent=True, number=2)], 2),
    ],
)
def test_best_reduction__the_most_then_the_oldest(
    reductions: list[Reduction], expected: int
) -> None:
    best = best_reduction(Decimal(100), reductions, "EUR")
    assert best is not None
    assert best.number == expected


def test_best_reduction__takes_nothing_off__none() -> None:
    assert best_reduction(Decimal("0.01"), [off(10, percent=True)], "EUR") is None


@given(ITEMS, QUANTITIES, price_lists(), REDUCTIONS)
def test_settle__any__never_below_zero_nor_worse_than_another_promotion(
    item: Item, quantity: int, lists: list[PriceList], reductions: list[Reduction]
) -> None:
    quoted = quote(item, quantity, lists, market())
    found = settle(quoted, reductions)
    assert 0 <= found.price <= found.base
    fewer = [settle(quoted, reductions[:count]) for count in range(len(reductions))]
    assert all(found.price <= each.price for each in fewer)
    winner = quoted.winner
    if winner and winner.price_list.promotions is BETTER:
        everybody = settle(quote(item, quantity, [], market()), reductions)
        assert found.price == min(
            quoted.amount,
            everybody.price if everybody.reduction else quoted.amount,
        )
