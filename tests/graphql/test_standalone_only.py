"""What only the standalone host can be told: attributes, goods, views, and customers who
share an e-mail address."""

from __future__ import annotations

import pytest

from saleor_customer_groups.services import suggestions
from saleor_customer_groups.services.assignments import add_members
from saleor_customer_groups.services.time_limits import TookTooLong
from saleor_customer_groups.standalone.models import Product
from tests.making import DAY, NOW, StillClock, make_group
from tests.services.shopping import (
    add_line,
    define_attributes,
    do,
    happen,
    join_shop,
    place_order,
    refund,
    set_attribute,
)

from .asking import ApiClient, global_id
from .test_groups import gid
from .test_rules import suggested
from .test_statistics import ask as statistics_of


@pytest.fixture
def goods(still: StillClock) -> None:
    """Anna and Ben bought Kestrel shoes, Ben a Puma hat too; Cleo looked at the hat. Dora
    bought shoes that were given back, and will buy others tomorrow."""
    Product.objects.create(
        key="air-42",
        product="air",
        brand="Kestrel",
        category_path=["Clothes", "Shoes"],
        collections=["Summer"],
    )
    Product.objects.create(
        key="cap-1", product="cap", brand="Puma", category_path=["Clothes", "Hats"]
    )
    keys = join_shop("anna", "ben", "cleo", "dora")
    for key, variant in (("anna", "air-42"), ("ben", "air-42"), ("ben", "cap-1")):
        order = place_order(key, NOW - DAY, voucher_codes=["Spring"])
        add_line(order, variant)
    add_line(place_order("dora", NOW - DAY, is_paid=False), "air-42")
    add_line(place_order("dora", NOW + DAY), "air-42")
    do("cleo", "viewed", NOW - DAY, variant="cap-1")
    do("cleo", "searched", NOW - DAY, term="warm hats")
    happen(*keys)


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("BRAND", [("Kestrel", 2), ("Puma", 1)]),
        ("PRODUCT", [("air", 2), ("cap", 1)]),
        ("VARIANT", [("air-42", 2), ("cap-1", 1)]),
        ("CATEGORY", [("Clothes", 2), ("Hats", 1), ("Shoes", 2)]),
        ("COLLECTION", [("Summer", 2)]),
    ],
)
def test_value_suggestions__of_goods__say_how_many_bought_them(
    staff: ApiClient, goods: None, target: str, expected: list[tuple[str, int]]
) -> None:
    assert suggested(staff, "purchased", target=target) == expected


def test_value_suggestions__searched_for__begin_with_it_first(
    staff: ApiClient, goods: None
) -> None:
    found = suggested(staff, "purchased", target="CATEGORY", search="s")

    assert [value for value, _ in found] == ["Shoes", "Clothes", "Hats"]
    assert suggested(staff, "purchased", target="BRAND", search="KES", first=1) == [
        ("Kestrel", 2)
    ]


def test_value_suggestions__of_what_was_looked_at__count_that(
    staff: ApiClient, goods: None
) -> None:
    assert suggested(staff, "viewed", target="BRAND") == [("Kestrel", 0), ("Puma", 1)]
    assert suggested(staff, "searched", target="TERM") == [("warm hats", 1)]


def test_value_suggestions__of_vouchers__count_who_used_them(
    staff: ApiClient, goods: None
) -> None:
    assert suggested(staff, "voucher_codes_used") == [("spring", 2)]
    assert suggested(staff, "voucher_codes_used", search="PRI") == [("spring", 2)]
    assert suggested(staff, "channels") == [("web", 2)]


def test_value_suggestions__that_take_too_long_to_count__come_without_numbers(
    staff: ApiClient, goods: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetch = suggestions.fetch

    def slow(sql: str, params: dict[str, object]) -> object:
        if "positions" in params:
            raise TookTooLong
        return fetch(sql, params)

    monkeypatch.setattr(suggestions, "fetch", slow)

    found = suggested(staff, "purchased", target="BRAND")

    assert found == [("Kestrel", None), ("Puma", None)]


def test_value_suggestions__of_attributes__are_their_texts(
    staff: ApiClient, still: StillClock
) -> None:
    define_attributes({"tier": "text", "tags": "set", "size": "number"})
    keys = join_shop("anna", "ben", "cleo")
    for key, tier in (("anna", "Gold"), ("ben", "GOLD"), ("cleo", "Gold")):
        set_attribute(key, "tier", tier)
    set_attribute("anna", "tags", "new", "b2b")
    set_attribute("ben", "tags", "b2b")
    set_attribute("ben", "size", number=42)
    happen(*keys)

    assert suggested(staff, "attribute:tier") == [("Gold", 3)]
    assert suggested(staff, "attribute:tags") == [("b2b", 2), ("new", 1)]
    assert suggested(staff, "attribute:tags", search="NE") == [("new", 1)]
    assert suggested(staff, "attribute:size") == []


def test_import__of_an_address_that_several_have__says_so(staff: ApiClient) -> None:
    join_shop("anna", "ben", email="both@example.com")
    make_group("club")
    mutation = """mutation ($id: ID!) {
      customerGroupMembersImport(
        id: $id, text: "Both@example.com", errorPolicy: IGNORE_FAILED
      ) { added problems { outcome message } }
    }"""

    done = staff.get(mutation, id=gid("club"))["customerGroupMembersImport"]

    assert done == {
        "added": 0,
        "problems": [
            {
                "outcome": "AMBIGUOUS",
                "message": "2 customers have “Both@example.com”. Name the one by its"
                " key.",
            }
        ],
    }


def test_statistics__of_refunds_and_currencies__are_as_lifetime_value_has_them(
    staff: ApiClient, still: StillClock
) -> None:
    """What is refunded comes off what was paid, of each customer never below zero, and
    never off an order from before the span."""
    join_shop("anna", "ben", "cleo")
    make_group("club")
    add_members("club", ["anna", "ben", "cleo"], actor="ann")
    refund(place_order("anna", NOW - DAY, paid=100), NOW, 30)
    refund(place_order("ben", NOW - DAY, paid=50), NOW, 49)
    refund(place_order("ben", NOW - DAY, paid=0), NOW, 20)
    refund(place_order("anna", NOW - 9 * DAY, paid=500), NOW, 400)
    place_order("cleo", NOW - DAY, paid=80, currency="PLN")
    gone = place_order("cleo", NOW - DAY, paid=10)
    refund(gone, NOW, 10)
    place_order("cleo", NOW - DAY, paid=5, is_paid=False)
    happen("anna", "ben", "cleo")

    found = statistics_of(staff, "club")

    assert found["orders"] == 4
    assert found["spend"] == [
        {
            "currency": "EUR",
            "amount": 70.0,
            "orders": 3,
            "buyers": 2,
            "averageOrderValue": 23.3333,
        },
        {
            "currency": "PLN",
            "amount": 80.0,
            "orders": 1,
            "buyers": 1,
            "averageOrderValue": 80.0,
        },
    ]


def test_health__nothing_is_replaced_here(staff: ApiClient) -> None:
    assert staff.get("{ health { seams { name } } }") == {"health": {"seams": []}}


def test_order_prices__orders_from_files_do_not_say(staff: ApiClient) -> None:
    asked = f'{{ orderPrices(order: "{global_id("Order", "1")}") {{ order }} }}'
    assert staff.get(asked) == {"orderPrices": None}
