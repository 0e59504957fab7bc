"""Prices of lists by the API, and why a customer pays what."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saleor_customer_groups.graphql.connections import write_cursor
from saleor_customer_groups.host import get_host
from saleor_customer_groups.models import Price, PriceList
from saleor_customer_groups.services.assignments import add_members
from saleor_customer_groups.services.paging import Place
from saleor_customer_groups.services.prices import PRICES_LIMIT
from tests.making import NOW, StillClock, make_group

from .asking import ApiClient, global_id, user_id
from .pricing import (
    EVERYTHING,
    PRICES,
    REMOVE,
    SET,
    UPDATE,
    make_list,
    prices_of,
    said,
    variant,
)
from .shops import ApiShop
from .test_groups import gid

EXPLAIN = """query ($variant: ID!, $customer: ID, $channel: String!, $quantity: Int,
    $at: DateTime) {
  explainPrice(variant: $variant, customer: $customer, channel: $channel,
      quantity: $quantity, at: $at) {
    variant target { name } customer channel currency quantity at policy listPrice price
    sentence
    winner { priceList { code } }
    candidates { priceList { code } target { kind } step { fromQuantity } fromQuantity
      price verdict sentence }
    hindered { priceList { code } hindrance sentence } } }"""


class Sold:
    """A variant for 10 EUR, that Ann of vip and b2b and Bob of nothing may buy."""

    def __init__(self, shop: ApiShop) -> None:
        for code in ("vip", "b2b"):
            make_group(code)
        self.ann, self.bob = shop.add_customer("Ann Lee"), shop.add_customer("Bob Ray")
        for code in ("vip", "b2b"):
            add_members(code, [self.ann], actor="eve")
        self.juice = shop.add_variant("Juice", Decimal(10))
        self.product = get_host().catalogue([self.juice])[self.juice].product

    def explain(self, client: ApiClient, customer: str | None, **more: Any) -> Any:
        asked = {"variant": global_id("ProductVariant", self.juice), "channel": "web"}
        whose = {"customer": user_id(customer)} if customer else {}
        return client.get(EXPLAIN, **asked, **whose, **more)["explainPrice"]


@pytest.fixture
def sold(shop: ApiShop) -> Sold:
    return Sold(shop)


def product(key: str) -> dict[str, str]:
    return {"kind": "PRODUCT", "id": global_id("Product", key)}


def test_set__prices_of_all_kinds__are_told_by_target(
    staff: ApiClient, sold: Sold, still: StillClock
) -> None:
    id_ = make_list(staff)
    now = still.advance(hours=1)
    given = [
        {**variant(sold.juice), "amount": "7.5", "fromQuantity": 10},
        {**variant(sold.juice), "amount": 8.99},
        {**product(sold.product), "percentage": "-12.5"},
        {**EVERYTHING, "percentage": 0},
    ]

    done = staff.do(SET, id=id_, prices=given)

    assert done["changed"] == 4
    assert done["priceList"] == {"priceCount": 4, "updatedAt": now.isoformat()}
    found = prices_of(staff, id_)
    assert said(found) == [
        ("ALL", [(1, None, 0)]),
        ("PRODUCT", [(1, None, -12.5)]),
        ("VARIANT", [(1, 8.99, None), (10, 7.5, None)]),
    ]
    targets = [edge["node"]["target"] for edge in found["edges"]]
    assert targets[0] == {
        "kind": "ALL",
        "id": None,
        "name": "All products",
        "code": "",
    }
    assert targets[2] == {**variant(sold.juice), "name": "Juice", "code": "juice"}
    assert staff.do(SET, id=id_, prices=given)["changed"] == 0
    still.advance(hours=1)
    given[1]["amount"] = "8"
    assert staff.do(SET, id=id_, prices=given)["changed"] == 1
    assert said(prices_of(staff, id_, kinds=["VARIANT"])) == [
        ("VARIANT", [(1, 8, None), (10, 7.5, None)])
    ]


def test_remove__targets__at_every_quantity_and_others_stay(
    staff: ApiClient, sold: Sold
) -> None:
    id_ = make_list(
        staff,
        {**variant(sold.juice), "amount": 8},
        {**variant(sold.juice), "amount": 7, "fromQuantity": 10},
        {**EVERYTHING, "percentage": -5},
    )

    done = staff.do(
        REMOVE, id=id_, targets=[variant(sold.juice), product(sold.product)]
    )

    assert (done["removed"], done["priceList"]["priceCount"]) == (2, 1)
    assert said(prices_of(staff, id_)) == [("ALL", [(1, None, -5)])]
    (error,) = staff.refuse(REMOVE, id=id_, targets=[EVERYTHING, {"kind": "PRODUCT"}])
    assert (error["code"], error["path"], error["index"]) == (
        "NOT_FOUND",
        "targets[1]",
        1,
    )
    assert Price.objects.count() == 1


def test_set__in_place_of_other_quantities__those_of_the_same_targets_go(
    staff: ApiClient, sold: Sold
) -> None:
    id_ = make_list(
        staff,
        {**variant(sold.juice), "amount": 8},
        {**variant(sold.juice), "amount": 7, "fromQuantity": 10},
        {**variant(sold.juice), "amount": 6, "fromQuantity": 100},
        {**EVERYTHING, "percentage": -5, "fromQuantity": 10},
    )
    given = [
        {**variant(sold.juice), "amount": 8},
        {**variant(sold.juice), "amount": 7, "fromQuantity": 20},
    ]

    done = staff.do(SET, id=id_, prices=given, replacesBreaks=True)

    assert (done["changed"], done["priceList"]["priceCount"]) == (3, 3)
    assert said(prices_of(staff, id_)) == [
        ("ALL", [(10, None, -5)]),
        ("VARIANT", [(1, 8, None), (20, 7, None)]),
    ]
    assert staff.do(SET, id=id_, prices=given, replacesBreaks=True)["changed"] == 0


def test_set__one_that_cannot_be__is_named_and_nothing_is_set(
    staff: ApiClient, sold: Sold
) -> None:
    id_ = make_list(staff)
    good = {**variant(sold.juice), "amount": 5}
    for bad, code in (
        ({"kind": "VARIANT", "amount": 1}, "NOT_FOUND"),
        ({**product(sold.product), "kind": "VARIANT", "amount": 1}, "NOT_FOUND"),
        ({**variant(sold.juice), "kind": "ALL", "amount": 1}, "NOT_FOUND"),
        ({**variant("x" * 300), "amount": 1}, "INVALID"),
        (product(sold.product), "REQUIRED"),
        ({**EVERYTHING, "amount": 1, "percentage": 1}, "REQUIRED"),
        ({**EVERYTHING, "amount": "0.001"}, "INVALID"),
        ({**EVERYTHING, "amount": -1}, "INVALID"),
        ({**EVERYTHING, "amount": "1e400000"}, "INVALID"),
        ({**EVERYTHING, "percentage": "-100.01"}, "INVALID"),
        ({**EVERYTHING, "percentage": 1, "fromQuantity": 0}, "INVALID"),
        (good, "INVALID"),
    ):
        (error,) = staff.refuse(SET, id=id_, prices=[good, bad])
        told = (error["field"], error["code"], error["path"], error["index"])
        assert told == ("prices", code, "prices[1]", 1), bad
    assert not Price.objects.exists()


def test_set__ten_thousand__in_a_few_statements_and_one_more_is_refused(
    staff: ApiClient, sold: Sold
) -> None:
    id_ = make_list(staff)
    prices = [
        {**EVERYTHING, "amount": 5, "fromQuantity": number + 1}
        for number in range(PRICES_LIMIT)
    ]
    counts = []
    for size in (1, PRICES_LIMIT):
        with CaptureQueriesContext(connection) as captured:
            staff.do(SET, id=id_, prices=prices[:size])
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert Price.objects.count() == PRICES_LIMIT
    (error,) = staff.refuse(SET, id=id_, prices=[*prices, EVERYTHING])
    assert (error["code"], error["field"]) == ("TOO_MANY", "prices")


def test_prices__in_pages__are_all_of_them_once(
    shop: ApiShop, staff: ApiClient
) -> None:
    make_group("vip")
    keys = [shop.add_variant(f"Thing {number}", Decimal(9)) for number in range(5)]
    id_ = make_list(
        staff,
        {**EVERYTHING, "percentage": -1},
        *(
            {**variant(key), "amount": 5, "fromQuantity": n}
            for key in keys
            for n in (1, 2)
        ),
    )
    whole = prices_of(staff, id_)
    assert (whole["totalCount"], len(whole["edges"])) == (6, 6)
    forwards, after = [], None
    while after is None or page["pageInfo"]["hasNextPage"]:  # noqa: F821
        page = prices_of(staff, id_, first=4, after=after)
        forwards += page["edges"]
        after = page["pageInfo"]["endCursor"]
    assert forwards == whole["edges"]
    last = prices_of(staff, id_, first=None, last=2)
    assert last["edges"] == whole["edges"][-2:]
    before = last["pageInfo"]["startCursor"]
    page = prices_of(staff, id_, first=None, last=3, before=before)
    assert page["edges"] == whole["edges"][1:4]
    assert page["pageInfo"]["hasPreviousPage"] is True
    for place in ("x:1", "variant"):
        answer = staff.ask(PRICES, id=id_, first=1, after=write_cursor(Place(place, 1)))
        assert answer.code == "InvalidPlace"
    assert "provide a `first`" in staff.ask(PRICES, id=id_).message
    for search in (keys[2], "ING 2", "thing-2"):
        found = prices_of(staff, id_, search=search)
        (edge,) = found["edges"]
        assert edge["node"]["target"]["id"] == variant(keys[2])["id"]
        assert found["totalCount"] == 1
    assert prices_of(staff, id_, search="%")["totalCount"] == 0
    assert prices_of(staff, id_, kinds=["ALL", "PRODUCT"])["totalCount"] == 1


def test_explain__several_lists__winner_losers_and_those_in_the_way(
    staff: ApiClient, sold: Sold, still: StillClock
) -> None:
    make_list(
        staff,
        {**variant(sold.juice), "amount": 8},
        {**variant(sold.juice), "amount": 7, "fromQuantity": 10},
        {**EVERYTHING, "percentage": -50},
        name="VIP",
    )
    make_list(
        staff,
        {**product(sold.product), "percentage": -10},
        name="B2B",
        groups=[gid("b2b")],
        priority=5,
    )
    tomorrow = NOW + timedelta(days=1)
    make_list(
        staff, {**EVERYTHING, "amount": 1}, name="Soon", startsAt=tomorrow.isoformat()
    )
    make_list(staff, {**EVERYTHING, "amount": 1}, name="Draft", status="DRAFT")
    make_list(staff, {**EVERYTHING, "amount": 1}, name="Old", status="ARCHIVED")
    make_list(staff, name="Yen", currency="JPY")

    found = sold.explain(staff, sold.ann, quantity=3)

    assert {key: found[key] for key in ("listPrice", "price", "policy", "winner")} == {
        "listPrice": 10,
        "price": 9,
        "policy": "PRIORITY",
        "winner": {"priceList": {"code": "b2b"}},
    }
    assert (found["currency"], found["quantity"]) == ("EUR", 3)
    assert found["target"] == {"name": "Juice"}
    assert found["at"] == NOW.isoformat()
    assert found["customer"] == user_id(sold.ann)
    assert found["sentence"] == (
        "9.00 EUR by “B2B” for the product, 1.00 EUR less than everybody pays."
    )
    assert [
        (
            each["priceList"]["code"],
            each["target"]["kind"],
            each["price"],
            each["verdict"],
        )
        for each in found["candidates"]
    ] == [
        ("b2b", "PRODUCT", 9, "WINS"),
        ("vip", "VARIANT", 8, "LOWER_PRIORITY"),
        ("vip", "ALL", 5, "LESS_SPECIFIC"),
    ]
    assert found["candidates"][1]["sentence"] == (
        "“VIP” says 8.00 EUR for the variant, but “B2B” has a higher priority: 5, not 0."
    )
    assert {
        (each["priceList"]["code"], each["hindrance"]) for each in found["hindered"]
    } == {("soon", "NOT_STARTED"), ("draft", "NOT_ACTIVE"), ("yen", "OTHER_CURRENCY")}
    assert {each["sentence"] for each in found["hindered"]} >= {
        "“Soon” starts 2024-05-16 12:00 UTC."
    }


def test_explain__quantity_and_instant__decide(
    staff: ApiClient, sold: Sold, still: StillClock
) -> None:
    id_ = make_list(
        staff,
        {**variant(sold.juice), "amount": 8},
        {**variant(sold.juice), "amount": 7, "fromQuantity": 10},
    )
    for quantity, price, step in ((1, 8, 1), (9, 8, 1), (10, 7, 10)):
        found = sold.explain(staff, sold.ann, quantity=quantity)
        (candidate,) = found["candidates"]
        assert (found["price"], candidate["step"]) == (price, {"fromQuantity": step})
    end = NOW + timedelta(hours=1)
    staff.do(UPDATE, id=id_, input={"endsAt": end.isoformat()})
    just_before = end - timedelta(microseconds=1)
    assert sold.explain(staff, sold.ann, at=just_before.isoformat())["price"] == 8
    found = sold.explain(staff, sold.ann, at=end.isoformat())
    assert (found["price"], found["hindered"][0]["hindrance"]) == (10, "ENDED")


def test_explain__guests_and_others__pay_the_list_price(
    staff: ApiClient, sold: Sold
) -> None:
    make_list(staff, {**EVERYTHING, "amount": 1})
    assert sold.explain(staff, sold.ann)["price"] == 1
    for customer in (None, sold.bob):
        found = sold.explain(staff, customer)
        assert (found["price"], found["winner"]) == (10, None)
        assert (found["candidates"], found["hindered"]) == ([], [])
        assert found["sentence"].startswith("10.00 EUR, the list price of everybody")


def test_explain__what_cannot_be__is_refused(staff: ApiClient, sold: Sold) -> None:
    juice = {"variant": global_id("ProductVariant", sold.juice), "channel": "web"}
    for given, told in (
        ({"quantity": 0}, "A quantity is from 1"),
        (
            {"variant": global_id("ProductVariant", "999999")},
            "has no price in the channel",
        ),
        ({"variant": global_id("Product", 1)}, "Expected: ProductVariant"),
        ({"customer": user_id("999999")}, "999999"),
    ):
        answer = staff.ask(EXPLAIN, **{**juice, **given})
        assert told in answer.message
        assert answer.body["data"] == {"explainPrice": None}


def test_explain__any_number_of_lists__as_many_statements(
    staff: ApiClient, sold: Sold
) -> None:
    counts = []
    for number in range(4):
        make_list(staff, {**EVERYTHING, "amount": 5}, name=f"List {number}")
        make_list(staff, name=f"Draft {number}", status="DRAFT")
        with CaptureQueriesContext(connection) as captured:
            sold.explain(staff, sold.ann)
        counts.append(len(captured))
    assert len(set(counts)) == 1
    assert PriceList.objects.count() == 8
