"""Orders placed in the standalone shop, and the groups that they lead to."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from saleor_customer_groups.engine.price_lists import (
    PercentageChange,
    PriceListStatus,
    Scope,
    Target,
)
from saleor_customer_groups.graphql.printer import print_additions
from saleor_customer_groups.host import Permission
from saleor_customer_groups.models import RestrictedKind
from saleor_customer_groups.services.assignments import add_members
from saleor_customer_groups.services.price_lists import (
    PriceListInput,
    create_price_list,
)
from saleor_customer_groups.services.prices import PriceInput, set_prices
from saleor_customer_groups.services.restrictions import Restricted, restrict
from saleor_customer_groups.standalone.models import Order, OrderLine, Product
from tests.graphql.asking import ApiClient, user_id
from tests.graphql.standalone_shop import StandaloneShop
from tests.making import make_group

PLACE = """mutation ($customer: ID!, $lines: [CustomerGroupShopLineInput!]!,
    $codes: [String!]) {
  shopOrderPlace(customer: $customer, lines: $lines, codes: $codes) {
    order { key total currency }
    customer { groups { group { code } why } }
    errors { field code message }
  }
}"""
PRODUCTS = """query ($search: String, $first: Int) {
  shopProducts(search: $search, first: $first) { variant name brand price currency }
}"""
SPENDS = {
    "fact": "lifetime_value",
    "operator": "at_least",
    "value": 100,
    "currency": "EUR",
}


@pytest.fixture
def shop(db: None) -> StandaloneShop:
    for key, name, price, currency in (
        ("cap", "Run Cap", "19.90", "EUR"),
        ("shoe", "Road Runner", "119.00", "EUR"),
        ("mug", "Mug", "9.00", "USD"),
        ("gone", "No Price", None, None),
    ):
        Product.objects.create(
            key=key,
            product=key,
            name=name,
            brand="Okto",
            price=price,
            currency=currency,
        )
    return StandaloneShop()


@pytest.fixture
def staff(shop: StandaloneShop) -> ApiClient:
    return shop.client(Permission.MANAGE_USERS)


def place(
    staff: ApiClient, customer: str, codes: Sequence[str] = (), **lines: int
) -> Any:
    named = [{"variant": key, "quantity": count} for key, count in lines.items()]
    found = staff.get(PLACE, customer=user_id(customer), lines=named, codes=list(codes))
    return found["shopOrderPlace"]


def test_order__that_makes_a_member__says_so_at_once(
    shop: StandaloneShop, staff: ApiClient
) -> None:
    ann = shop.add_customer("Ann")
    make_group("vip", SPENDS)

    small = place(staff, ann, cap=2)
    large = place(staff, ann, cap=1, shoe=1)

    assert small["order"]["total"] == 39.8
    assert [each["group"]["code"] for each in small["customer"]["groups"]] == [
        "standard"
    ]
    assert large["order"] | {"key": ""} == {
        "key": "",
        "total": 138.9,
        "currency": "EUR",
    }
    groups = {
        each["group"]["code"]: each["why"] for each in large["customer"]["groups"]
    }
    assert "EUR 178.70" in groups["vip"]
    order = Order.objects.get(key=large["order"]["key"])
    assert (order.units, order.paid) == (2, Decimal("138.900"))
    assert OrderLine.objects.filter(order_key=order.key).count() == 2


def test_order__of_the_same_variant_twice__has_one_line(
    shop: StandaloneShop, staff: ApiClient
) -> None:
    line = {"variant": "cap", "quantity": 2}
    ann = user_id(shop.add_customer("Ann"))

    found = staff.get(PLACE, customer=ann, lines=[line, line])["shopOrderPlace"]

    assert found["order"]["total"] == 79.6
    assert OrderLine.objects.get().quantity == 4


@pytest.mark.parametrize(
    ("lines", "code", "sentence"),
    [
        ({}, "REQUIRED", "An order has from 1 to 50 lines."),
        ({"cap": 0}, "INVALID", "Of “cap” one can order from 1 to 1,000."),
        ({"cap": 1_001}, "INVALID", "Of “cap” one can order from 1 to 1,000."),
        (
            {"hat": 1},
            "NOT_FOUND",
            "The variant “hat” has no price in the channel “default”.",
        ),
        (
            {"gone": 1},
            "NOT_FOUND",
            "The variant “gone” has no price in the channel “default”.",
        ),
        (
            {"cap": 1, "mug": 1},
            "INVALID",
            "One basket is in one currency, and these are in EUR and USD.",
        ),
    ],
)
def test_order__that_cannot_be__is_refused_and_not_placed(
    shop: StandaloneShop,
    staff: ApiClient,
    lines: dict[str, int],
    code: str,
    sentence: str,
) -> None:
    found = place(staff, shop.add_customer("Ann"), **lines)

    assert found["errors"] == [{"field": "lines", "code": code, "message": sentence}]
    assert found["order"] is None
    assert not Order.objects.exists()


def test_order__of_a_member__is_at_the_groups_price_less_the_code(
    shop: StandaloneShop, staff: ApiClient
) -> None:
    """2 x 17.91 + 107.10 = 142.92, of which 10 % are 14.292: 14.29; on the lines 3.58
    and 10.71."""
    ann, bob = shop.add_customer("Ann"), shop.add_customer("Bob")
    make_group("club")
    add_members("club", [ann], actor="eve")
    given = PriceListInput(
        name="Club", currency="EUR", groups=["club"], status=PriceListStatus.ACTIVE
    )
    everything = PriceInput(Target(Scope.ALL), PercentageChange(Decimal(-10)))
    set_prices(create_price_list(given, actor="eve").code, [everything])
    shop.add_code("CLUB10", percentage=Decimal(10))
    restrict(Restricted(RestrictedKind.VOUCHER, "CLUB10"), ["club"], actor="eve")

    plain = place(staff, ann, cap=2, shoe=1)
    reduced = place(staff, ann, ["CLUB10"], cap=2, shoe=1)
    refused = place(staff, bob, ["CLUB10"], cap=2, shoe=1)

    assert plain["order"]["total"] == 142.92
    assert reduced["order"]["total"] == 128.63
    order = Order.objects.get(key=reduced["order"]["key"])
    assert (order.paid, order.voucher_codes) == (Decimal("128.63"), ["CLUB10"])
    lines = OrderLine.objects.filter(order_key=order.key).order_by("key")
    assert [line.amount for line in lines] == [Decimal("32.24"), Decimal("96.39")]
    assert refused["errors"] == [
        {
            "field": "codes",
            "code": "INVALID",
            "message": "CLUB10 refused: not in Club.",
        }
    ]
    assert Order.objects.count() == 2


def test_order__of_nobody__is_refused(staff: ApiClient) -> None:
    (error,) = place(staff, "nobody", cap=1)["errors"]

    assert (error["field"], error["code"]) == ("customer", "NOT_FOUND")
    assert not Order.objects.exists()


def test_products__to_choose_from__have_a_price(staff: ApiClient) -> None:
    every = staff.get(PRODUCTS)["shopProducts"]

    assert [each["variant"] for each in every] == ["mug", "shoe", "cap"]
    assert every[2] == {
        "variant": "cap",
        "name": "Run Cap",
        "brand": "Okto",
        "price": 19.9,
        "currency": "EUR",
    }
    assert [p["name"] for p in staff.get(PRODUCTS, search="run")["shopProducts"]] == [
        "Road Runner",
        "Run Cap",
    ]
    assert len(staff.get(PRODUCTS, first=1)["shopProducts"]) == 1
    assert "from 1 to 100" in staff.ask(PRODUCTS, first=0).message


def test_additions__in_the_repository__are_fresh() -> None:
    document = Path(__file__).parents[2] / "saleor_customer_groups" / "standalone"
    text = (document / "schema.graphql").read_text(encoding="utf-8")
    assert text == print_additions(), "schema.graphql is stale: make docs writes it."
