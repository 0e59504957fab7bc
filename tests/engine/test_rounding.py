"""Prices that can be charged."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saleor_customer_groups.engine.currencies import CURRENCIES
from saleor_customer_groups.engine.rounding import (
    Rounding,
    RoundingMode,
    is_chargeable,
    round_price,
    unit_of,
)

PRICES = st.decimals(0, 10_000, places=6)
ROUNDINGS = st.builds(
    lambda step, share, mode: Rounding(
        Decimal(step) / 100, Decimal(share % step) / 100, mode
    ),
    st.integers(1, 1000),
    st.integers(0, 999),
    st.sampled_from(RoundingMode),
)


@pytest.mark.parametrize(
    ("price", "mode", "expected"),
    [
        ("0", "nearest", "0.99"),
        ("0.30", "down", "0.99"),
        ("1.48", "nearest", "0.99"),
        ("1.49", "nearest", "1.99"),
        ("1.00", "up", "1.99"),
        ("1.99", "up", "1.99"),
        ("1.98", "down", "0.99"),
        ("1.99", "down", "1.99"),
    ],
)
def test_round__to_99(price: str, mode: str, expected: str) -> None:
    rounding = Rounding(Decimal(1), Decimal("0.99"), RoundingMode(mode))
    assert rounding.round(Decimal(price)) == Decimal(expected)


@given(PRICES, ROUNDINGS)
def test_round_price__twice__as_once(price: Decimal, rounding: Rounding) -> None:
    once = round_price(price, "EUR", rounding)
    assert round_price(once, "EUR", rounding) == once


@given(PRICES, ROUNDINGS)
def test_round__any__of_the_form_and_next_to_the_price(
    price: Decimal, rounding: Rounding
) -> None:
    found = rounding.round(price)
    assert (found - rounding.ending) % rounding.step == 0
    assert found >= 0
    if found > rounding.ending:
        off = found - price
        limits = {
            RoundingMode.UP: 0 <= off < rounding.step,
            RoundingMode.DOWN: -rounding.step < off <= 0,
            RoundingMode.NEAREST: abs(off) * 2 <= rounding.step,
        }
        assert limits[rounding.mode]


@given(PRICES, st.sampled_from(sorted(CURRENCIES)))
def test_round_price__any_currency__can_be_charged(
    price: Decimal, currency: str
) -> None:
    found = round_price(price, currency, None)
    assert is_chargeable(found, currency)
    assert abs(found - price) * 2 <= unit_of(currency)
    assert -found.as_tuple().exponent == CURRENCIES[currency]


def test_round_price__finer_than_the_currency__refused() -> None:
    with pytest.raises(ValueError, match="cannot be charged in JPY"):
        round_price(Decimal(5), "JPY", Rounding(Decimal(1), Decimal("0.99")))


@pytest.mark.parametrize(("step", "ending"), [("0", "0"), ("-1", "0"), ("1", "1")])
def test_rounding__impossible__refused(step: str, ending: str) -> None:
    with pytest.raises(ValueError, match=r"The (step|ending)"):
        Rounding(Decimal(step), Decimal(ending))
