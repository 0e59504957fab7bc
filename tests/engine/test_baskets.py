"""A basket adds up to the cent, takes one code, and says why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saleor_customer_groups.engine.basket_sentences import code_sentence, line_sentence
from saleor_customer_groups.engine.baskets import (
    CodeRefusal,
    JudgedCode,
    Line,
    Offer,
    judge_codes,
    share_out,
    with_codes,
)
from saleor_customer_groups.engine.campaigns import Campaign
from saleor_customer_groups.engine.price_lists import PromotionPolicy, Scope, Target
from saleor_customer_groups.engine.pricing import quote
from saleor_customer_groups.engine.promotions import Reduction, settle
from saleor_customer_groups.engine.restrictions import Restriction

from .prices import NOW, entry, fixed, market, price_list, shirt

NAMES = {"vip": "VIP", "b2b": "Wholesale"}
MONEY = st.integers(0, 10_000).map(lambda cents: Decimal(cents).scaleb(-2))


def money(*amounts: str) -> tuple[Decimal, ...]:
    return tuple(map(Decimal, amounts))


def line(
    quantity: int = 1,
    own: str | None = None,
    *,
    policy: PromotionPolicy = PromotionPolicy.BETTER_OF,
    sale: str | None = None,
) -> Line:
    """So many shirts for 100 EUR, or at a list's price, on sale for everybody."""
    lists = []
    if own is not None:
        entries = {Target(Scope.ALL): entry(1, (1, fixed(own)))}
        lists = [price_list(promotions=policy, entries=entries)]
    reductions = []
    if sale is not None:
        reduction = Reduction(
            key="r",
            number=1,
            value=Decimal(sale),
            is_percentage=False,
            promotion="p",
            name="Sale",
        )
        reductions.append(reduction)
    item = shirt()
    quoted = quote(item, quantity, lists, market())
    guest = quote(item, quantity, [], market())
    return Line(quoted, settle(quoted, reductions), settle(guest, reductions), quantity)


def taking(*offs: str, key: str = "v") -> Offer:
    return Offer(key=key, off=money(*offs))


# --- sharing out -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "weights", "currency", "parts"),
    [
        ("10", ("30", "30", "30"), "EUR", ("3.34", "3.33", "3.33")),
        ("10", ("30", "60"), "EUR", ("3.33", "6.67")),
        ("0.01", ("1", "1"), "EUR", ("0.01", "0")),
        ("100", ("300", "300", "300"), "JPY", ("34", "33", "33")),
        ("1.000", ("3.000", "3.000", "3.000"), "KWD", ("0.334", "0.333", "0.333")),
        ("5", ("0", "5"), "EUR", ("0", "5")),
        ("0", ("0", "0"), "EUR", ("0", "0")),
    ],
)
def test_share_out__an_amount__is_in_parts_to_the_unit(
    amount: str, weights: Sequence[str], currency: str, parts: Sequence[str]
) -> None:
    found = share_out(Decimal(amount), money(*weights), currency)
    assert found == money(*parts)


@given(weights=st.lists(MONEY, min_size=1, max_size=8), share=st.integers(0, 100))
def test_share_out__of_anything__adds_up_and_no_part_is_above_its_weight(
    weights: list[Decimal], share: int
) -> None:
    total = sum(weights, Decimal())
    amount = (total * share / 100).quantize(Decimal("0.01"))
    amount = min(amount, total)

    parts = share_out(amount, weights, "EUR")

    assert sum(parts) == (amount if total else 0)
    for part, weight in zip(parts, weights, strict=True):
        assert 0 <= part <= weight
        exact = amount * weight / total if total else Decimal()
        assert abs(part - exact) < Decimal("0.01")


# --- codes -----------------------------------------------------------------------------


def judged(
    codes: Sequence[str],
    offers: Mapping[str, Offer],
    restrictions: Mapping[str, Restriction] | None = None,
    memberships: frozenset[str] = frozenset(),
) -> list[tuple[CodeRefusal | None, Decimal, str]]:
    found = judge_codes(
        codes,
        offers,
        restrictions or {},
        memberships=memberships,
        channel="web",
        at=NOW,
    )
    return [
        (each.refusal, each.off, code_sentence(each, "EUR", NAMES)) for each in found
    ]


def accepted(offer: Offer) -> Sequence[JudgedCode]:
    """Its code, which is for everybody."""
    nobody = frozenset[str]()
    return judge_codes(
        ["A"], {"A": offer}, {}, memberships=nobody, channel="web", at=NOW
    )


VIP_ONLY = {"v": Restriction(frozenset({"vip"}))}


def test_codes__for_a_group__are_refused_to_others_with_the_reason() -> None:
    offers = {"VIP10": taking("4.50", "0.50")}
    (outside,) = judged(["VIP10"], offers, VIP_ONLY)
    (inside,) = judged(["VIP10"], offers, VIP_ONLY, frozenset({"vip"}))
    assert outside == (CodeRefusal.NOT_A_MEMBER, 0, "VIP10 refused: not in VIP.")
    assert inside == (None, Decimal("5.00"), "VIP10 takes off 5.00 EUR.")


def test_codes__refused__say_why() -> None:
    both = {"v": Restriction(frozenset({"vip", "b2b"}))}
    without = {"v": Restriction(frozenset(), frozenset({"b2b"}))}
    campaign = Campaign(code="spring", name="Spring", ends_at=NOW - timedelta(days=1))
    in_campaign = {"v": Restriction(frozenset({"vip"}), campaign=campaign)}
    late = Offer(key="v", refusal=CodeRefusal.ENDED, reason="it ended yesterday")
    for found, expected in (
        (
            judged(["A"], {"A": taking("1")}, both),
            "A refused: not in Wholesale or VIP.",
        ),
        (
            judged(["A"], {"A": taking("1")}, without, frozenset({"b2b"})),
            "A refused: not for Wholesale.",
        ),
        (judged(["A"], {}), "A refused: there is no such code."),
        (judged(["A"], {"A": late}), "A refused: it ended yesterday."),
        (
            judged(["A"], {"A": taking("1")}, in_campaign, frozenset({"vip"})),
            "A refused: it is in a campaign, and “Spring” ended 2026-02-28 12:00 UTC.",
        ),
        # For whom it is counts before all else: others learn nothing more of it.
        (judged(["A"], {"A": late}, VIP_ONLY), "A refused: not in VIP."),
    ):
        assert found[0][2] == expected
        assert found[0][1] == 0


def test_codes__several__the_first_accepted_is_taken_and_each_is_judged_once() -> None:
    offers = {"A": taking("1", key="v"), "B": taking("2", key="b"), "C": taking("3")}
    found = judged(["A", "B", "A", "C"], offers, VIP_ONLY)
    assert [each[0] for each in found] == [
        CodeRefusal.NOT_A_MEMBER,
        None,
        CodeRefusal.NOT_A_MEMBER,
    ]
    others = judged(["B", "D"], {"B": taking("2", key="b"), "D": taking("9", key="d")})
    assert others[1] == (
        CodeRefusal.ONE_CODE_ONLY,
        0,
        "D refused: a basket takes one code, and it has B.",
    )


def test_codes__for_shipping__are_accepted_and_take_nothing_off() -> None:
    (found,) = judged(["SHIP"], {"SHIP": Offer(key="v", is_for_shipping=True)})
    assert found[:2] == (None, 0)
    assert "for shipping" in found[2]


# --- totals ----------------------------------------------------------------------------


def test_basket__of_lines_and_a_code__adds_up_to_the_cent() -> None:
    """3 x 90.00 + 1 x 100.00 = 370.00; 10 % are 27.00 + 10.00."""
    lines = [line(3, "90"), line(1)]
    codes = accepted(taking("27.00", "10.00"))

    basket = with_codes(lines, codes)

    assert [each.subtotal for each in basket.lines] == [270, 100]
    assert [each.total for each in basket.lines] == [243, 90]
    assert (basket.subtotal, basket.off, basket.total) == (370, 37, 333)
    assert with_codes(lines, ()).total == 370


@given(
    prices=st.lists(st.tuples(MONEY, st.integers(1, 20)), min_size=1, max_size=6),
    share=st.integers(0, 100),
)
def test_basket__of_anything__is_the_sum_of_its_lines(
    prices: list[tuple[Decimal, int]], share: int
) -> None:
    lines = [line(quantity, str(price)) for price, quantity in prices]
    subtotals = [each.subtotal for each in lines]
    total = sum(subtotals, Decimal())
    off = (total * share / 100).quantize(Decimal("0.01"))
    offs = share_out(min(off, total), subtotals, "EUR")

    basket = with_codes(lines, accepted(Offer(key="v", off=offs)))

    assert basket.total == sum(each.total for each in basket.lines)
    assert basket.total == basket.subtotal - basket.off
    assert all(each.total >= 0 for each in basket.lines)


# --- sentences -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given_line", "sentence"),
    [
        (
            line(),
            "100.00 EUR, the list price of everybody: no price list has a price.",
        ),
        (
            line(own="90"),
            "90.00 EUR by “List 1” for all products, 10.00 EUR less than everybody pays.",
        ),
        (
            line(sale="25"),
            "75.00 EUR: the list price of everybody, 100.00 EUR, less 25.00 EUR by the"
            " promotion “Sale”.",
        ),
        (
            line(own="90", sale="25"),
            "75.00 EUR: the list price of everybody, 100.00 EUR, less 25.00 EUR by the"
            " promotion “Sale”; by “List 1” for all products it would be 90.00 EUR.",
        ),
        (
            line(own="90", sale="25", policy=PromotionPolicy.COMBINE),
            "65.00 EUR: 90.00 EUR by “List 1” for all products, less 25.00 EUR by the promotion “Sale”.",
        ),
        (
            line(own="90", sale="25", policy=PromotionPolicy.EXCLUDE),
            "90.00 EUR by “List 1” for all products, 10.00 EUR less than everybody pays.",
        ),
    ],
)
def test_line__in_words__says_what_it_costs_and_by_what(
    given_line: Line, sentence: str
) -> None:
    assert line_sentence(given_line) == sentence
