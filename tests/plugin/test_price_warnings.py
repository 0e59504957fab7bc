"""Prices below what Saleor says that things cost."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from saleor_customer_groups.engine.price_lists import Scope, Target
from saleor_customer_groups.engine.price_warnings import (
    PriceWarning,
    PriceWarningCode,
)
from saleor_customer_groups.models import PriceList
from saleor_customer_groups.services.price_warnings import price_warnings

from .conftest import Shop
from .pricing import fixed, make_list, percent, variant


@pytest.fixture
def shirt(shop: Shop, product_list: list[Any], channel_USD: Any) -> Any:
    """A variant for 10 USD that costs the shop 6."""
    shop.manual_group("vip")
    row = product_list[0].variants.get()
    listing = row.channel_listings.get(channel=channel_USD)
    listing.price_amount, listing.cost_price_amount = Decimal(10), Decimal(6)
    listing.save()
    others = type(listing).objects.exclude(pk=listing.pk)
    others.update(cost_price_amount=None)
    return row


def warnings_of(code: str) -> tuple[PriceWarning, ...]:
    id_ = PriceList.objects.get(code=code).pk
    return tuple(price_warnings([id_]).get(id_, ()))


@pytest.mark.parametrize(
    ("amount", "percentage", "is_low"),
    [
        ("6", None, False),
        ("5.99", None, True),
        (None, "-40", False),
        (None, "-41", True),
    ],
)
def test_price__of_a_variant__is_compared_with_its_cost(
    shirt: Any, amount: str | None, percentage: str | None, is_low: bool
) -> None:
    mine, product = variant(shirt), Target(Scope.PRODUCT, str(shirt.product_id))
    for target in (mine, product):
        price = fixed(target, amount) if amount else percent(target, percentage)
        code = make_list(price, name=f"{target.scope.value}")
        expected = PriceWarning(PriceWarningCode.BELOW_COST, 1, target=target)
        assert warnings_of(code) == ((expected,) if is_low else ())


def test_price__of_everything__is_compared_where_nothing_nearer_counts(
    shirt: Any,
) -> None:
    everything = Target(Scope.ALL)
    code = make_list(percent(everything, -50))
    assert warnings_of(code) == (
        PriceWarning(PriceWarningCode.BELOW_COST, 1, target=everything),
    )
    nearer = make_list(percent(everything, -50), fixed(variant(shirt), 7), name="N")
    assert warnings_of(nearer) == ()


def test_price__in_another_channel_or_currency__is_not_compared(shirt: Any) -> None:
    price = fixed(variant(shirt), "5")
    for number, given in enumerate(({"channels": ["else"]}, {"currency": "EUR"})):
        assert warnings_of(make_list(price, name=f"L{number}", **given)) == ()
