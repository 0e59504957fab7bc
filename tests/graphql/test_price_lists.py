"""Price lists by the API: making, changing, copying, deleting and listing them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saleor_customer_groups.graphql.connections import write_cursor
from saleor_customer_groups.models import ChannelPricing, Price, PriceList
from saleor_customer_groups.services.groups import archive_group
from saleor_customer_groups.services.paging import Place
from tests.making import NOW, StillClock, make_group

from .asking import ApiClient, global_id, nodes
from .pricing import (
    COPY,
    CREATE,
    DELETE,
    EVERYTHING,
    SET,
    SETTINGS,
    UPDATE,
    make_list,
    prices_of,
    said,
    variant,
)
from .shops import STAFF_NAME, ApiShop
from .test_groups import gid

ASK = f"query ($id: ID, $code: String) {{ priceList(id: $id, code: $code) {{ {SETTINGS} }} }}"
LIST = """query ($where: CustomerGroupPriceListWhereInput, $search: String,
    $sortBy: CustomerGroupPriceListSortingInput, $first: Int, $after: String) {
  priceLists(where: $where, search: $search, sortBy: $sortBy, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor } edges { node { code } } } }"""
POLICY = """mutation ($channel: String!, $policy: CustomerGroupListPolicy!) {
  channelPricingUpdate(channel: $channel, policy: $policy) {
    channelPricing { channel policy } errors { field code } } }"""
LATER = NOW + timedelta(days=1)


@pytest.fixture(autouse=True)
def groups(shop: ApiShop) -> None:
    for code in ("vip", "b2b"):
        make_group(code)


def codes(client: ApiClient, **arguments: Any) -> list[str]:
    arguments.setdefault("first", 10)
    found = client.get(LIST, **arguments)["priceLists"]
    assert found["totalCount"] == len(found["edges"])
    return [node["code"] for node in nodes(found)]


def test_create__with_everything__is_found_by_id_and_code(
    staff: ApiClient, still: StillClock
) -> None:
    given = {
        "name": "Winter prices",
        "currency": "EUR",
        "groups": [gid("vip"), gid("b2b")],
        "description": "For the cold.",
        "channels": ["web", "app"],
        "priority": 7,
        "promotions": "COMBINE",
        "rounding": {"step": "1", "ending": 0.99, "mode": "UP"},
        "status": "PAUSED",
        "startsAt": NOW.isoformat(),
        "endsAt": LATER.isoformat(),
    }
    made = staff.do(CREATE, input=given)["priceList"]

    assert {key: value for key, value in made.items() if key != "id"} == {
        **given,
        "code": "winter-prices",
        "channels": ["app", "web"],
        "rounding": {"step": 1, "ending": 0.99, "mode": "UP"},
        "groups": [{"code": "b2b"}, {"code": "vip"}],
        "createdBy": STAFF_NAME,
        "priceCount": 0,
    }
    for which in ({"id": made["id"]}, {"code": "winter-prices"}):
        assert staff.get(ASK, **which) == {"priceList": made}
    assert staff.get(ASK, code="none") == {"priceList": None}
    assert "Exactly one" in staff.ask(ASK).message


def test_create__with_the_least__is_a_draft_for_every_channel(staff: ApiClient) -> None:
    given = {"name": "VIP", "currency": "JPY", "groups": [gid("vip")]}
    made = staff.do(CREATE, input=given)["priceList"]
    assert (made["status"], made["promotions"]) == ("DRAFT", "BETTER_OF")
    assert (made["channels"], made["rounding"], made["startsAt"]) == ([], None, None)


@pytest.mark.parametrize(
    ("change", "field", "code", "path"),
    [
        ({"name": " "}, "name", "INVALID", None),
        ({"code": "Ü"}, "code", "INVALID", None),
        ({"code": "taken"}, "code", "UNIQUE", None),
        ({"currency": "EURO"}, "currency", "INVALID", None),
        ({"groups": []}, "groups", "REQUIRED", None),
        ({"groups": ["x"]}, "groups", "NOT_FOUND", None),
        (
            {"groups": [global_id("CustomerGroup", 2**40)]},
            *("groups", "NOT_FOUND", "groups[0]"),
        ),
        ({"channels": [" "]}, "channels", "INVALID", None),
        ({"channels": ["x" * 256]}, "channels", "INVALID", None),
        ({"channels": [f"c{n}" for n in range(101)]}, "channels", "TOO_MANY", None),
        ({"priority": 2_000_000}, "priority", "INVALID", None),
        ({"rounding": {"step": "0"}}, "rounding", "INVALID", None),
        ({"rounding": {"step": "1", "ending": "1"}}, "rounding", "INVALID", None),
        ({"rounding": {"step": "0.001"}}, "rounding", "INVALID", None),
        ({"rounding": {"step": "1e40"}}, "rounding", "INVALID", None),
        (
            {"startsAt": LATER.isoformat(), "endsAt": NOW.isoformat()},
            *("endsAt", "INVALID", None),
        ),
    ],
)
def test_create_and_update__what_cannot_be__is_refused_and_nothing_changes(
    staff: ApiClient, change: dict[str, Any], field: str, code: str, path: str | None
) -> None:
    make_list(staff, name="Taken")
    before = list(PriceList.objects.values())
    given = {"name": "VIP", "currency": "EUR", "groups": [gid("vip")], **change}

    (error,) = staff.refuse(CREATE, input=given)

    assert (error["field"], error["code"], error["path"]) == (field, code, path)
    if not {"code", "currency"} & set(change):
        id_ = global_id("CustomerGroupPriceList", before[0]["id"])
        (error,) = staff.refuse(UPDATE, id=id_, input=change)
        assert (error["field"], error["code"], error["path"]) == (field, code, path)
    assert list(PriceList.objects.values()) == before


def test_update__what_is_given__changes_and_null_takes_away(
    staff: ApiClient, still: StillClock
) -> None:
    rounding = {"step": "0.05"}
    id_ = make_list(
        staff, rounding=rounding, startsAt=NOW.isoformat(), endsAt=LATER.isoformat()
    )
    now = still.advance(hours=1)

    changed = staff.do(
        UPDATE,
        id=id_,
        input={
            "name": "Gold",
            "groups": [gid("b2b")],
            "status": "PAUSED",
            "priority": -3,
            "rounding": None,
            "endsAt": None,
            "description": None,
        },
    )["priceList"]

    assert (changed["name"], changed["code"]) == ("Gold", "vip")
    assert changed["groups"] == [{"code": "b2b"}]
    assert (changed["status"], changed["priority"]) == ("PAUSED", -3)
    assert (changed["rounding"], changed["endsAt"]) == (None, None)
    assert (changed["startsAt"], changed["description"]) == (NOW.isoformat(), "")
    assert changed["updatedAt"] == now.isoformat()


def test_update__group_archived__refused(staff: ApiClient) -> None:
    id_ = make_list(staff)
    archive_group("b2b", actor="ann")
    (error,) = staff.refuse(UPDATE, id=id_, input={"groups": [gid("b2b")]})
    assert (error["field"], error["code"]) == ("groups", "ARCHIVED")


@pytest.mark.parametrize(
    "id_", [global_id("CustomerGroupPriceList", 2**40), global_id("Voucher", 1), "x"]
)
def test_mutations__of_a_list_that_is_not_there__say_so(
    staff: ApiClient, id_: str
) -> None:
    for mutation, more in (
        (UPDATE, {"input": {}}),
        (DELETE, {}),
        (COPY, {"name": "x"}),
        (SET, {"prices": []}),
    ):
        (error,) = staff.refuse(mutation, id=id_, **more)
        assert (error["field"], error["code"]) == ("id", "NOT_FOUND")


def test_delete__a_list__its_prices_go_along_and_its_groups_are_free(
    staff: ApiClient,
) -> None:
    delete = 'mutation { customerGroupDelete(id: "%s") { errors { code message } } }'
    usage = 'query { customerGroup(code: "vip") { usage { kind id name sentence } } }'
    id_ = make_list(staff, {**EVERYTHING, "percentage": -5}, name="Gold prices")
    (error,) = staff.refuse(delete % gid("vip"))
    assert error["code"] == "IN_USE"
    assert "the price list “Gold prices”" in error["message"]
    assert staff.get(usage)["customerGroup"]["usage"] == [
        {
            "kind": "PRICE_LIST",
            "id": id_,
            "name": "Gold prices",
            "sentence": "the price list “Gold prices”",
        }
    ]

    gone = staff.do(DELETE, id=id_)["priceList"]

    assert gone == {"id": id_, "code": "gold-prices", "name": "Gold prices"}
    assert not PriceList.objects.exists()
    assert not Price.objects.exists()
    staff.do(delete % gid("vip"))


def test_copy__with_a_percentage__is_a_draft_of_changed_prices(
    shop: ApiShop, staff: ApiClient
) -> None:
    key = shop.add_variant("Juice", 9)
    id_ = make_list(
        staff,
        {**variant(key), "amount": "8.33"},
        {**variant(key), "amount": "7", "fromQuantity": 10},
        {**EVERYTHING, "percentage": "-10"},
        priority=3,
        channels=["web"],
    )

    copied = staff.do(COPY, id=id_, name="Dearer", percentage="5")["priceList"]

    assert (copied["code"], copied["status"]) == ("dearer", "DRAFT")
    assert (copied["priority"], copied["channels"]) == (3, ["web"])
    assert (copied["groups"], copied["priceCount"]) == ([{"code": "vip"}], 3)
    assert said(prices_of(staff, copied["id"])) == [
        ("ALL", [(1, None, -5.5)]),  # 0.90 * 1.05 = 0.945
        ("VARIANT", [(1, 8.75, None), (10, 7.35, None)]),  # 8.33 * 1.05 = 8.7465
    ]
    same = staff.do(COPY, id=id_, name="Same")["priceList"]
    assert said(prices_of(staff, same["id"])) == said(prices_of(staff, id_))


def test_copy__what_cannot_be__is_refused_and_nothing_is_made(
    shop: ApiShop, staff: ApiClient
) -> None:
    key = shop.add_variant("Juice", 9)
    id_ = make_list(staff, {**variant(key), "amount": "999999999999.99"})
    for given, field, code in (
        ({"percentage": "-100.5"}, "percentage", "INVALID"),
        ({"percentage": "1"}, "percentage", "INVALID"),
        ({"percentage": "0.00001"}, "percentage", "INVALID"),
        ({"code": "vip"}, "code", "UNIQUE"),
    ):
        (error,) = staff.refuse(COPY, id=id_, name="Copy", **given)
        assert (error["field"], error["code"]) == (field, code)
    assert PriceList.objects.count() == 1


def test_price_lists__filtered_and_sorted__are_those(
    staff: ApiClient, still: StillClock
) -> None:
    for number, (name, given) in enumerate(
        {
            "A": {"priority": 2, "channels": ["web"]},
            "B": {"priority": 1, "groups": [gid("b2b"), gid("vip")]},
            "C": {"priority": 3, "currency": "USD", "channels": ["app"]},
            "D": {"priority": 1, "status": "PAUSED", "groups": [gid("b2b")]},
        }.items()
    ):
        make_list(staff, name=name, **given)
        PriceList.objects.filter(code=name.lower()).update(
            updated_at=NOW - timedelta(days=number)
        )

    assert codes(staff) == ["a", "b", "c", "d"]
    for where, expected in (
        ({"status": ["PAUSED", "DRAFT"]}, ["d"]),
        ({"groups": [gid("vip")]}, ["a", "b", "c"]),
        ({"groups": [gid("b2b")], "status": ["ACTIVE"]}, ["b"]),
        ({"channels": ["web"]}, ["a", "b", "d"]),
        ({"currencies": ["USD"]}, ["c"]),
        ({"groups": []}, []),
    ):
        assert codes(staff, where=where) == expected, where
    assert codes(staff, search="C") == ["c"]
    for field, expected in (
        ("NAME", ["d", "c", "b", "a"]),
        ("PRIORITY", ["c", "a", "d", "b"]),
        ("UPDATED_AT", ["a", "b", "c", "d"]),
    ):
        sort = {"field": field, "direction": "DESC"}
        assert codes(staff, sortBy=sort) == expected
        found, after = [], None
        for _ in range(4):
            page = staff.get(LIST, sortBy=sort, first=1, after=after)["priceLists"]
            found += [node["code"] for node in nodes(page)]
            after = page["pageInfo"]["endCursor"]
        assert (found, page["pageInfo"]["hasNextPage"]) == (expected, False)
    for field, value in (("UPDATED_AT", "2024-05-15T12:00:00"), ("PRIORITY", "x")):
        after = write_cursor(Place(value, 1))
        sort = {"field": field, "direction": "ASC"}
        answer = staff.ask(LIST, first=1, after=after, sortBy=sort)
        assert answer.code == "InvalidPlace"


def test_price_lists__with_any_field__as_many_statements_for_one_as_for_ten(
    shop: ApiShop, staff: ApiClient
) -> None:
    key = shop.add_variant("Juice", 9)
    ask = f"""query ($first: Int) {{ priceLists(first: $first) {{ totalCount edges {{ node {{
      {SETTINGS} prices(first: 5) {{ totalCount edges {{ node {{
        target {{ name id }} breaks {{ amount }} }} }} }} }} }} }} }}"""
    for number in range(10):
        prices = {**variant(key), "amount": 5}, {**EVERYTHING, "percentage": -5}
        make_list(staff, *prices, name=f"List {number}")
    counts = []
    for first in (10, 1):
        with CaptureQueriesContext(connection) as captured:
            staff.get(ask, first=first)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_channel_pricing__updated__is_told(staff: ApiClient) -> None:
    ask = 'query { channelPricing(channel: "web") { channel policy } }'
    assert staff.get(ask) == {
        "channelPricing": {"channel": "web", "policy": "PRIORITY"}
    }

    done = staff.do(POLICY, channel="web", policy="BEST")

    assert done["channelPricing"] == {"channel": "web", "policy": "BEST"}
    assert staff.get(ask) == {"channelPricing": {"channel": "web", "policy": "BEST"}}
    (error,) = staff.refuse(POLICY, channel=" ", policy="BEST")
    assert (error["field"], error["code"]) == ("channel", "INVALID")
    assert ChannelPricing.objects.count() == 1
