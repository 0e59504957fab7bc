"""Copies of price lists: the database rounds as the pure reasoning does."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from saleor_customer_groups.engine.price_lists import (
    FixedPrice,
    PercentageChange,
    Scope,
    Target,
)
from saleor_customer_groups.engine.rounding import Rounding, RoundingMode, round_price
from saleor_customer_groups.models import Price
from saleor_customer_groups.services.errors import CustomerGroupsError, ErrorCode
from saleor_customer_groups.services.groups import delete_group, get_group, usage
from saleor_customer_groups.services.price_list_copies import copy_price_list
from saleor_customer_groups.services.price_lists import (
    PriceListInput,
    create_price_list,
    delete_price_list,
)
from saleor_customer_groups.services.prices import PriceInput, set_prices

from .shopping import make_group

pytestmark = pytest.mark.django_db

ROUNDINGS = {
    "EUR": [
        None,
        *(Rounding(Decimal(1), Decimal("0.99"), mode) for mode in RoundingMode),
        *(Rounding(Decimal("0.05"), mode=mode) for mode in RoundingMode),
        Rounding(Decimal(3), Decimal("1.5")),
    ],
    "JPY": [None, Rounding(Decimal(7), Decimal(2), RoundingMode.DOWN)],
    "KWD": [None, Rounding(Decimal("0.005"))],
}


@pytest.mark.parametrize("currency", ROUNDINGS)
def test_copy__any_amount_and_rounding__as_the_engine_rounds(currency: str) -> None:
    make_group("vip")
    chance = random.Random(currency)
    unit = {"EUR": Decimal("0.01"), "JPY": Decimal(1), "KWD": Decimal("0.001")}[
        currency
    ]
    amounts = [unit * number for number in (0, 1, 2, 50, 99, 100, 149, 150, 151)]
    amounts += [unit * chance.randrange(10**8) for _ in range(200)]
    for number, rounding in enumerate(ROUNDINGS[currency]):
        given = PriceListInput(
            name=f"List {number}", currency=currency, groups=["vip"], rounding=rounding
        )
        code = create_price_list(given, actor="eve").code
        keys = {f"v{index}": amount for index, amount in enumerate(amounts)}
        prices = (
            PriceInput(Target(Scope.VARIANT, key), FixedPrice(amount))
            for key, amount in keys.items()
        )
        set_prices(code, list(prices))
        for percentage in ("-100", "-33.3333", "-0.5", "7", "12.5", "900"):
            change = Decimal(percentage)
            copied = copy_price_list(
                code, name=f"By {number} {percentage}", actor="eve", percentage=change
            )
            found = dict(
                Price.objects.filter(price_list=copied).values_list("key", "amount")
            )
            assert found == {
                key: round_price(amount * (100 + change) / 100, currency, rounding)
                for key, amount in keys.items()
            }


@pytest.mark.parametrize("rounding", [None, Rounding(Decimal(1), Decimal("0.99"))])
def test_copy__percentages__leave_so_much_more_or_less(
    rounding: Rounding | None,
) -> None:
    make_group("vip")
    given = PriceListInput(
        name="List", currency="EUR", groups=["vip"], rounding=rounding
    )
    code = create_price_list(given, actor="eve").code
    said = {"k1": "-10", "k2": "0", "k3": "-100", "k4": "33.3333"}
    prices = [
        PriceInput(Target(Scope.CATEGORY, key), PercentageChange(Decimal(percentage)))
        for key, percentage in said.items()
    ]
    set_prices(code, prices)
    for number, (percentage, expected) in enumerate(
        {
            "5": ["-5.5", "5", "-100", "40"],
            "-50": ["-55", "-50", "-100", "-33.3334"],
            "0": list(said.values()),
        }.items()
    ):
        copied = copy_price_list(
            code, name=f"By {number}", actor="eve", percentage=Decimal(percentage)
        )
        rows = Price.objects.filter(price_list=copied).order_by("key")
        assert list(rows.values_list("amount", "percentage")) == [
            (None, Decimal(each)) for each in expected
        ]


def test_copy__entries__keep_their_order_of_age() -> None:
    make_group("vip")
    given = PriceListInput(name="List", currency="EUR", groups=["vip"])
    code = create_price_list(given, actor="eve").code
    for key in ("c9", "c1", "c5"):
        target = Target(Scope.COLLECTION, key)
        set_prices(code, [PriceInput(target, FixedPrice(Decimal(5)))])

    copied = copy_price_list(code, name="Copy", actor="eve")

    rows = Price.objects.filter(price_list=copied).order_by("pk")
    assert list(rows.values_list("key", flat=True)) == ["c9", "c1", "c5"]


def test_delete_group__of_a_price_list__refused_and_says_which() -> None:
    make_group("vip")
    given = PriceListInput(name="Gold prices", currency="EUR", groups=["vip"])
    create_price_list(given, actor="eve")
    assert usage(get_group("vip")) == ["the price list “Gold prices”"]
    with pytest.raises(CustomerGroupsError, match="the price list “Gold prices”") as no:
        delete_group("vip", actor="eve")
    assert no.value.code is ErrorCode.IN_USE
    delete_price_list("gold-prices")
    delete_group("vip", actor="eve")
