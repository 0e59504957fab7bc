"""What can be charged in a currency is what Saleor rounds to."""

from __future__ import annotations

from babel.numbers import get_currency_precision

from saleor_customer_groups.engine.currencies import CURRENCIES


def test_currencies__each__decimals_that_saleor_rounds_to() -> None:
    assert {code: get_currency_precision(code) for code in CURRENCIES} == CURRENCIES
