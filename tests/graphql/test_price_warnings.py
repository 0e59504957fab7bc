"""What is worth a look in price lists, by the API."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saleor_customer_groups.engine.price_lists import ListPolicy
from saleor_customer_groups.services.groups import archive_group
from saleor_customer_groups.services.price_lists import set_channel_policy
from tests.making import NOW, StillClock, make_group

from .asking import ApiClient, nodes
from .pricing import EVERYTHING, UPDATE, make_list, variant
from .shops import ApiShop
from .test_groups import gid

ASK = """query ($id: ID!) { priceList(id: $id) { warnings {
  code sentence count names target { kind } } } }"""
LATER = NOW + timedelta(days=5)


class Lists:
    """Lists for vip and b2b, and juice that costs everybody 10 EUR."""

    def __init__(self, shop: ApiShop, staff: ApiClient) -> None:
        for code in ("vip", "b2b"):
            make_group(code)
        self.staff = staff
        self.juice = variant(shop.add_variant("Juice", Decimal(10)))

    def make(self, name: str, *prices: dict[str, Any], **given: Any) -> str:
        return make_list(self.staff, *prices, name=name, **given)

    def warnings(self, id_: str) -> Any:
        return self.staff.get(ASK, id=id_)["priceList"]["warnings"]

    def codes(self, id_: str) -> list[str]:
        return [each["code"] for each in self.warnings(id_)]


@pytest.fixture
def lists(still: StillClock, shop: ApiShop, staff: ApiClient) -> Lists:
    return Lists(shop, staff)


def test_warnings__of_a_sound_list__are_none(lists: Lists) -> None:
    id_ = lists.make("A", {**EVERYTHING, "percentage": -10}, floorPercentage=80)
    assert lists.warnings(id_) == []


def test_warnings__of_a_list_that_gives_nobody_a_price__say_why(lists: Lists) -> None:
    empty = lists.make("A")
    assert lists.warnings(empty) == [
        {
            "code": "EMPTY",
            "sentence": "The list has no prices.",
            "count": 0,
            "names": [],
            "target": None,
        }
    ]
    past = {
        "startsAt": (NOW - timedelta(days=9)).isoformat(),
        "endsAt": NOW.isoformat(),
    }
    ended = lists.make("B", {**EVERYTHING, "amount": 9}, **past)
    assert lists.codes(ended) == ["ENDED"]
    alone = lists.make("C", {**EVERYTHING, "amount": 9}, groups=[gid("b2b")])
    archive_group("b2b", actor="eve")
    assert lists.codes(alone) == ["NO_MEMBERS"]


def test_warnings__of_a_list_that_another_always_beats__name_it(lists: Lists) -> None:
    weak = lists.make("Weak", {**lists.juice, "amount": 9, "fromQuantity": 2})
    strong = lists.make(
        "Strong",
        {**EVERYTHING, "percentage": -10},
        priority=1,
        groups=[gid("vip"), gid("b2b")],
    )
    (warning,) = lists.warnings(weak)
    assert (warning["code"], warning["names"]) == ("NEVER_WINS", ["Strong"])
    assert "“Strong” is for the same customers" in warning["sentence"]
    assert lists.codes(strong) == []


@pytest.mark.parametrize(
    "change",
    [
        {"priority": 0},
        {"groups": ["b2b"]},
        {"channels": ["app"]},
        {"status": "PAUSED"},
        {"endsAt": LATER.isoformat()},
        {"startsAt": LATER.isoformat()},
    ],
)
def test_warnings__where_the_other_does_not_always_win__are_none(
    lists: Lists, change: dict[str, Any]
) -> None:
    weak = lists.make("Weak", {**lists.juice, "amount": 9}, channels=["web"])
    strong = lists.make("Strong", {**EVERYTHING, "percentage": -10}, priority=1)
    assert lists.codes(weak) == ["NEVER_WINS"]
    if "groups" in change:
        change = {"groups": [gid(code) for code in change["groups"]]}
    lists.staff.do(UPDATE, id=strong, input=change)
    assert lists.codes(weak) == []


def test_warnings__where_the_other_lacks_a_price_or_the_best_wins__are_none(
    lists: Lists,
) -> None:
    both = {**lists.juice, "amount": 9}, {**EVERYTHING, "percentage": -1}
    some = lists.make("Some", *both)
    later = lists.make("Later", {**lists.juice, "amount": 8})
    lists.make("Strong", {**lists.juice, "amount": 9, "fromQuantity": 2}, priority=1)
    assert lists.codes(some) == lists.codes(later) == []

    lists.make("All", {**EVERYTHING, "percentage": -5}, priority=2)
    assert lists.codes(some) == ["NEVER_WINS"]
    set_channel_policy("web", ListPolicy.BEST)
    assert lists.codes(some) == []


def test_warnings__of_raises_that_another_undercuts__count_them(lists: Lists) -> None:
    """12 EUR is above the 10 of everybody, and so is 20 % more; 9 EUR is not."""
    dear = lists.make(
        "Dear",
        {**lists.juice, "amount": 12},
        {**lists.juice, "amount": 9, "fromQuantity": 10},
        {**EVERYTHING, "percentage": 20},
    )
    assert lists.codes(dear) == []
    other = lists.make("Low", {**EVERYTHING, "percentage": -5}, groups=[gid("b2b")])
    assert lists.codes(dear) == []

    lists.staff.do(UPDATE, id=other, input={"groups": [gid("vip"), gid("b2b")]})
    (warning,) = lists.warnings(dear)
    assert (warning["code"], warning["count"], warning["names"]) == (
        "RAISES_UNDERCUT",
        2,
        ["Low"],
    )
    assert warning["sentence"].startswith("2 prices are above everybody's")
    assert warning["target"] == {"kind": "VARIANT"}
    lists.staff.do(UPDATE, id=dear, input={"priority": 1})
    assert lists.codes(dear) == []
    set_channel_policy("web", ListPolicy.BEST)
    assert lists.codes(dear) == ["RAISES_UNDERCUT"]


def test_warnings__of_prices_below_the_floor__count_them(lists: Lists) -> None:
    """Of 10 EUR and a floor of 80 %: 8.00 is not below it, 7.99 is; -20 % is not."""
    id_ = lists.make(
        "A",
        {**lists.juice, "amount": 8},
        {**lists.juice, "amount": "7.99", "fromQuantity": 2},
        {**EVERYTHING, "percentage": -20},
        {**EVERYTHING, "percentage": "-20.01", "fromQuantity": 2},
        floorPercentage="80",
    )
    (warning,) = lists.warnings(id_)
    assert (warning["code"], warning["count"]) == ("BELOW_FLOOR", 2)
    assert warning["sentence"] == "2 prices are below the floor of the list."
    lists.staff.do(UPDATE, id=id_, input={"floorPercentage": None})
    assert lists.codes(id_) == []


@pytest.mark.parametrize("floor", ["-1", "100.5", "0.00001"])
def test_floor__that_cannot_be__is_refused(lists: Lists, floor: str) -> None:
    id_ = lists.make("A")
    (error,) = lists.staff.refuse(UPDATE, id=id_, input={"floorPercentage": floor})
    assert (error["field"], error["code"]) == ("floorPercentage", "INVALID")


def test_warnings__of_groups_by_what_customers_write__name_them(lists: Lists) -> None:
    city = {"fact": "city", "operator": "is", "value": "Paris"}
    make_group("parisians", city)
    make_group("friends", {"group": "parisians"})
    make_group("buyers", {"fact": "order_count", "operator": "at_least", "value": 1})
    id_ = lists.make(
        "A",
        {**EVERYTHING, "percentage": -5},
        groups=[gid("friends"), gid("buyers"), gid("vip")],
    )
    (warning,) = lists.warnings(id_)
    assert (warning["code"], warning["names"]) == ("SELF_DECLARED", ["Friends"])


def test_warnings__of_many_lists__take_as_many_statements_as_of_one(
    lists: Lists,
) -> None:
    ask = """query ($first: Int) { priceLists(first: $first) { edges { node {
      code warnings { code } } } } }"""
    for number in range(10):
        lists.make(f"L{number}", {**lists.juice, "amount": 9 + number})
    lists.staff.get(ask, first=1)  # what a process keeps is read once
    counts = []
    for first in (10, 1):
        with CaptureQueriesContext(connection) as captured:
            found = lists.staff.get(ask, first=first)["priceLists"]
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert len(nodes(found)) == 1
