"""Campaigns by the API: making, filling, opening, closing, listing and reporting."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saleor_customer_groups.host import Permission
from saleor_customer_groups.models import Campaign, PriceList, RestrictedKind
from saleor_customer_groups.services.assignments import add_members, remove_members
from saleor_customer_groups.services.groups import archive_group
from saleor_customer_groups.services.restrictions import decide
from tests.making import NOW, StillClock, make_group

from .asking import ApiClient, global_id, nodes
from .pricing import EVERYTHING, make_list
from .pricing import UPDATE as UPDATE_LIST
from .shops import STAFF_NAME, ApiShop
from .test_groups import gid
from .test_prices import EXPLAIN
from .test_restrictions import LIFT, SET

ERRORS = "errors { field message code path }"
FIELDS = """id code name description channels status state startsAt endsAt createdBy
  updatedBy groups { code } items { kind id name priceList { code campaign { code } } }"""
CREATE = f"""mutation ($input: CustomerGroupCampaignCreateInput!) {{
  campaignCreate(input: $input) {{ campaign {{ {FIELDS} }} {ERRORS} }} }}"""
UPDATE = f"""mutation ($id: ID!, $input: CustomerGroupCampaignUpdateInput!) {{
  campaignUpdate(id: $id, input: $input) {{ campaign {{ {FIELDS} }} {ERRORS} }} }}"""
TURN = f"""mutation ($id: ID!) {{ campaign%s(id: $id) {{
  campaign {{ {FIELDS} }} {ERRORS} }} }}"""
DELETE = f"""mutation ($id: ID!, $release: Boolean) {{
  campaignDelete(id: $id, release: $release) {{
    campaign {{ id code name }} {ERRORS} }} }}"""
ADD = f"""mutation ($id: ID!, $items: [ID!]!) {{ campaignItemsAdd(id: $id, items: $items) {{
  added campaign {{ items {{ id }} }} {ERRORS} }} }}"""
REMOVE = f"""mutation ($id: ID!, $items: [ID!]!) {{
  campaignItemsRemove(id: $id, items: $items) {{
    removed campaign {{ items {{ id }} }} {ERRORS} }} }}"""
ASK = f"query ($id: ID, $code: String) {{ campaign(id: $id, code: $code) {{ {FIELDS} }} }}"
LIST = """query ($where: CustomerGroupCampaignWhereInput, $search: String,
    $sortBy: CustomerGroupCampaignSortingInput, $first: Int, $after: String) {
  campaigns(where: $where, search: $search, sortBy: $sortBy, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor } edges { node { code } } } }"""
REPORT = """query ($id: ID!) { campaign(id: $id) { report {
  since until orders buyers
  revenue { currency amount orders buyers averageOrderValue }
  items { item { name } orders buyers } groups { group { code } orders buyers } } } }"""
WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def groups(shop: ApiShop) -> None:
    for code in ("vip", "b2b"):
        make_group(code)


def make_campaign(client: ApiClient, *items: str, **given: Any) -> Any:
    """A campaign for vip that is open for a week from ``NOW`` on."""
    values = {
        "name": "Spring",
        "status": "ACTIVE",
        "startsAt": NOW.isoformat(),
        "endsAt": (NOW + WEEK).isoformat(),
        "items": list(items),
        **given,
    }
    values.setdefault("groups", [gid("vip")])
    return client.do(CREATE, input=values)["campaign"]


def voucher(shop: ApiShop, name: str = "TEN") -> str:
    return global_id("Voucher", shop.add_voucher(name))


def codes(client: ApiClient, **arguments: Any) -> list[str]:
    arguments.setdefault("first", 10)
    found = client.get(LIST, **arguments)["campaigns"]
    assert found["totalCount"] == len(found["edges"])
    return [node["code"] for node in nodes(found)]


def test_create__with_everything__is_found_by_id_and_code(
    shop: ApiShop, staff: ApiClient, still: StillClock
) -> None:
    promotion = global_id("Promotion", shop.add_promotion("Sale"))
    given = {
        "description": "For the warm.",
        "channels": ["web", "app"],
        "groups": [gid("vip"), gid("b2b")],
    }
    made = make_campaign(
        staff, voucher(shop), promotion, make_list(staff, name="Cheap"), **given
    )

    assert {
        key: value for key, value in made.items() if key not in ("id", "items")
    } == {
        "code": "spring",
        "name": "Spring",
        "description": "For the warm.",
        "channels": ["app", "web"],
        "status": "ACTIVE",
        "state": "RUNNING",
        "startsAt": NOW.isoformat(),
        "endsAt": (NOW + WEEK).isoformat(),
        "createdBy": STAFF_NAME,
        "updatedBy": STAFF_NAME,
        "groups": [{"code": "b2b"}, {"code": "vip"}],
    }
    assert [(item["kind"], item["priceList"]) for item in made["items"]] == [
        ("VOUCHER", None),
        ("PROMOTION", None),
        ("PRICE_LIST", {"code": "cheap", "campaign": {"code": "spring"}}),
    ]
    assert [item["name"] for item in made["items"]][1:] == ["Sale", "Cheap"]
    assert made["items"][1]["id"] == promotion
    for which in ({"id": made["id"]}, {"code": "spring"}):
        assert staff.get(ASK, **which)["campaign"] == made
    assert staff.get(ASK, code="none")["campaign"] is None
    assert "Exactly one" in staff.ask(ASK).message


def test_create__what_cannot_be__is_refused_and_nothing_is_made(
    shop: ApiShop, staff: ApiClient, still: StillClock
) -> None:
    archive_group("b2b", actor="ann")
    held = voucher(shop)
    make_campaign(staff, held)
    refusals: list[tuple[dict[str, Any], str, str, str | None]] = [
        ({"groups": []}, "REQUIRED", "groups", None),
        ({"groups": [gid("b2b")]}, "ARCHIVED", "groups", None),
        (
            {"groups": [gid("vip"), global_id("CustomerGroup", 2**40)]},
            *("NOT_FOUND", "groups", "groups[1]"),
        ),
        ({"name": "Spring"}, "UNIQUE", "code", None),
        ({"endsAt": NOW.isoformat()}, "INVALID", "endsAt", None),
        ({"channels": [""]}, "INVALID", "channels", None),
        ({"items": [held]}, "IN_USE", "items", "items[0]"),
        ({"items": ["x"]}, "NOT_FOUND", "items", "items[0]"),
        ({"items": [gid("vip")]}, "NOT_FOUND", "items", "items[0]"),
        (
            {"items": [global_id("CustomerGroupPriceList", 2**40)]},
            *("NOT_FOUND", "items", "items[0]"),
        ),
    ]
    for given, code, field, path in refusals:
        values = {
            "name": "Other",
            "groups": [gid("vip")],
            "status": "ACTIVE",
            "startsAt": NOW.isoformat(),
            **given,
        }
        (error,) = staff.refuse(CREATE, input=values)
        assert (error["code"], error["field"], error["path"]) == (code, field, path)
    assert Campaign.objects.count() == 1


def test_update__groups_channels_and_window__what_it_holds_follows(
    shop: ApiShop, staff: ApiClient, still: StillClock
) -> None:
    key = shop.add_voucher("TEN")
    made = make_campaign(staff, global_id("Voucher", key))
    ann = shop.add_customer("Ann Lee")
    add_members("b2b", [ann], actor="eve")

    def is_had(at: datetime, channel: str = "web") -> bool:
        found = decide(RestrictedKind.VOUCHER, [key], ann, channel=channel, at=at)
        return found[key].is_allowed

    assert not is_had(NOW)
    staff.do(UPDATE, id=made["id"], input={"groups": [gid("b2b")]})
    assert is_had(NOW)
    changed = {
        "startsAt": (NOW + WEEK).isoformat(),
        "endsAt": None,
        "channels": ["app"],
    }
    found = staff.do(UPDATE, id=made["id"], input=changed)["campaign"]
    assert (found["state"], found["endsAt"]) == ("SCHEDULED", None)
    assert [is_had(NOW, "app"), is_had(NOW + WEEK), is_had(NOW + WEEK, "app")] == [
        *(False, False, True)
    ]


def test_turns__draft_to_ended__by_the_clock(
    shop: ApiShop, staff: ApiClient, still: StillClock
) -> None:
    made = make_campaign(staff, status="DRAFT", startsAt=None, endsAt=None)

    def turn(verb: str) -> tuple[str, str | None, str | None]:
        found = staff.do(TURN % verb, id=made["id"])["campaign"]
        return found["state"], found["startsAt"], found["endsAt"]

    assert made["state"] == "DRAFT"
    (error,) = staff.refuse(TURN % "End", id=made["id"])
    assert (error["code"], error["field"]) == ("INVALID", "status")
    begun = still.advance(hours=1).isoformat()
    assert turn("Start") == ("RUNNING", begun, None)
    assert turn("Pause") == ("PAUSED", begun, None)
    assert turn("Start") == ("RUNNING", begun, None)
    over = still.advance(hours=1).isoformat()
    assert turn("End") == ("ENDED", begun, over)
    still.advance(hours=1)
    assert turn("End") == ("ENDED", begun, over)
    (error,) = staff.refuse(TURN % "Start", id=made["id"])
    assert (error["code"], error["field"]) == ("INVALID", "endsAt")


def test_items__added_and_removed__stay_limited(
    shop: ApiShop, staff: ApiClient, still: StillClock
) -> None:
    made, ten, cheap = make_campaign(staff), voucher(shop), make_list(staff)
    done = staff.do(ADD, id=made["id"], items=[ten, cheap, ten])
    assert (done["added"], done["campaign"]) == (
        2,
        {"items": [{"id": ten}, {"id": cheap}]},
    )

    # The campaign says for whom they are.
    for query, given, field in (
        (SET, {"voucher": ten, "groups": [gid("b2b")]}, "voucher"),
        (LIFT, {"voucher": ten}, "voucher"),
        (UPDATE_LIST, {"id": cheap, "input": {"groups": [gid("b2b")]}}, "groups"),
    ):
        (error,) = staff.refuse(query, **given)
        assert (error["code"], error["field"]) == ("IN_USE", field)
        assert "“Spring” holds this" in error["message"]
    restriction = """query ($voucher: ID) { customerGroupRestriction(voucher: $voucher) {
      groups { code } campaign { code } } }"""
    found = staff.get(restriction, voucher=ten)["customerGroupRestriction"]
    assert found == {"groups": [{"code": "vip"}], "campaign": {"code": "spring"}}

    done = staff.do(REMOVE, id=made["id"], items=[ten, cheap, voucher(shop, "NO")])
    assert (done["removed"], done["campaign"]["items"]) == (2, [])
    found = staff.get(restriction, voucher=ten)["customerGroupRestriction"]
    assert found == {"groups": [{"code": "vip"}], "campaign": None}
    assert PriceList.objects.get().status == "paused"
    assert staff.do(LIFT, voucher=ten)["lifted"]


def test_delete__holds_something__only_where_it_is_released(
    shop: ApiShop, staff: ApiClient, still: StillClock
) -> None:
    made = make_campaign(staff, make_list(staff, name="Cheap"))
    for more in ({}, {"release": False}, {"release": None}):
        (error,) = staff.refuse(DELETE, id=made["id"], **more)
        assert (error["code"], error["field"]) == ("IN_USE", "release")
        assert "the price list “Cheap”" in error["message"]
    gone = staff.do(DELETE, id=made["id"], release=True)["campaign"]
    assert gone == {"id": made["id"], "code": "spring", "name": "Spring"}
    (error,) = staff.refuse(DELETE, id=made["id"])
    assert (error["code"], error["field"]) == ("NOT_FOUND", "id")
    assert PriceList.objects.get().campaign is None


def test_explain_price__list_of_a_closed_campaign__says_so(
    shop: ApiShop, staff: ApiClient, still: StillClock
) -> None:
    ann, juice = shop.add_customer("Ann Lee"), shop.add_variant("Juice", Decimal(10))
    add_members("vip", [ann], actor="eve")
    cheap = make_list(staff, {**EVERYTHING, "amount": 7}, name="Cheap")
    make_campaign(staff, cheap)
    asked = {
        "variant": global_id("ProductVariant", juice),
        "customer": global_id("User", ann),
        "channel": "web",
    }
    for at, price, hindered in (
        (NOW, 7, []),
        (
            NOW + WEEK,
            10,
            [("CAMPAIGN_CLOSED", "“Spring” ended 2024-05-22 12:00 UTC.")],
        ),
    ):
        found = staff.get(EXPLAIN, at=at.isoformat(), **asked)["explainPrice"]
        assert found["price"] == price
        assert [
            (each["hindrance"], each["sentence"].partition(": ")[2])
            for each in found["hindered"]
        ] == hindered


def test_price_lists__without_managing_products__neither_put_in_nor_taken_out(
    shop: ApiShop, staff: ApiClient, still: StillClock
) -> None:
    cheap, ten = make_list(staff, name="Cheap"), voucher(shop)
    made = make_campaign(staff, cheap)
    client = shop.client(Permission.MANAGE_DISCOUNTS)
    new = {"name": "New", "groups": [gid("vip")], "items": [cheap]}
    for query, given in (
        (REMOVE, {"id": made["id"], "items": [ten, cheap]}),
        (ADD, {"id": made["id"], "items": [ten, cheap]}),
        (CREATE, {"input": new}),
    ):
        answer = client.ask(query, **given)
        assert answer.code == "PermissionDenied"
        assert answer.message.endswith("permissions: MANAGE_PRODUCTS")
    assert [item["id"] for item in made["items"]] == [cheap]
    assert Campaign.objects.count() == 1
    assert client.do(ADD, id=made["id"], items=[ten])["added"] == 1
    prices = "{ campaigns(first: 1) { edges { node { items { name priceList { code } } } } } }"
    assert client.ask(prices).code == "PermissionDenied"


def test_campaign__by_who_may_only_manage_products__is_named_and_tells_no_more(
    shop: ApiShop, staff: ApiClient, still: StillClock
) -> None:
    cheap = make_list(staff)
    make_campaign(staff, cheap, voucher(shop))
    client = shop.client(Permission.MANAGE_PRODUCTS)
    query = "query ($id: ID) { priceList(id: $id) { campaign { name state %s } } }"
    found = client.get(query % "startsAt", id=cheap)["priceList"]["campaign"]
    assert (found["name"], found["state"]) == ("Spring", "RUNNING")
    for field in ("items { name }", "report { orders }"):
        answer = client.ask(query % field, id=cheap)
        assert answer.message.endswith("permissions: MANAGE_DISCOUNTS")


# Lists of them


@pytest.fixture
def several(staff: ApiClient, still: StillClock) -> None:
    def at(days: int | None) -> str | None:
        return None if days is None else (NOW + timedelta(days=days)).isoformat()

    for name, status, start, end, more in (
        ("A draft", "DRAFT", None, None, {}),
        ("Later", "ACTIVE", 5, None, {"channels": ["web"]}),
        ("Now", "ACTIVE", -1, 1, {"groups": [gid("b2b")]}),
        ("Over", "ACTIVE", -9, -8, {"channels": ["app"]}),
        ("Paused", "PAUSED", -2, 2, {}),
    ):
        make_campaign(
            staff, name=name, status=status, startsAt=at(start), endsAt=at(end), **more
        )


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ({"state": ["DRAFT"]}, ["a-draft"]),
        ({"state": ["SCHEDULED"]}, ["later"]),
        ({"state": ["RUNNING"]}, ["now"]),
        ({"state": ["PAUSED"]}, ["paused"]),
        ({"state": ["ENDED"]}, ["over"]),
        ({"state": ["RUNNING", "ENDED"]}, ["now", "over"]),
        ({"state": []}, []),
        ({"channels": ["web"]}, ["a-draft", "later", "now", "paused"]),
        (
            {"window": {"gte": (NOW + timedelta(days=1)).isoformat()}},
            ["a-draft", "later", "paused"],
        ),
        (
            {"window": {"lte": (NOW - timedelta(days=1)).isoformat()}},
            ["a-draft", "now", "over", "paused"],
        ),
    ],
)
def test_campaigns__where__only_these(
    staff: ApiClient, several: None, where: Mapping[str, Any], expected: list[str]
) -> None:
    assert codes(staff, where=where) == expected


def test_campaigns__of_groups__searched_and_sorted(
    staff: ApiClient, several: None
) -> None:
    assert codes(staff, where={"groups": [gid("b2b")]}) == ["now"]
    assert codes(staff, search="a") == ["a-draft", "later", "paused"]
    by_start = {"field": "STARTS_AT", "direction": "ASC"}
    found = ["over", "paused", "now", "later", "a-draft"]
    assert codes(staff, sortBy=by_start) == found
    pages, after = [], None
    for _ in found:
        page = staff.get(LIST, sortBy=by_start, first=1, after=after)["campaigns"]
        pages += [node["code"] for node in nodes(page)]
        after = page["pageInfo"]["endCursor"]
    assert (pages, page["pageInfo"]["hasNextPage"]) == (found, False)


def test_campaigns__with_all_of_each__as_few_statements_for_one_as_for_many(
    shop: ApiShop, staff: ApiClient, still: StillClock
) -> None:
    query = f"""query ($first: Int) {{ campaigns(first: $first) {{ edges {{ node {{
      {FIELDS} report {{ orders items {{ item {{ name }} }} groups {{ group {{ code }} }} }}
    }} }} }} }}"""
    for number in range(3):
        promotion = global_id("Promotion", shop.add_promotion(f"Sale {number}"))
        cheap = make_list(staff, name=f"Cheap {number}")
        ten = voucher(shop, f"TEN-{number}")
        make_campaign(staff, ten, promotion, cheap, name=f"Campaign {number}")
    counts = []
    for first in (1, 3):
        with CaptureQueriesContext(connection) as captured:
            staff.get(query, first=first)
        counts.append(len(captured))
    assert counts[0] == counts[1]


# What they bring


def test_report__orders_with_its_voucher__by_currency_thing_and_group(
    shop: ApiShop, staff: ApiClient, still: StillClock
) -> None:
    ann, bob, cy = (
        shop.add_customer(name) for name in ("Ann Lee", "Bob Ray", "Cy Fox")
    )
    for group, customers in (("vip", [ann, bob]), ("b2b", [bob])):
        add_members(group, customers, actor="eve")
    key, other = shop.add_voucher("TEN"), shop.add_voucher("OTHER")
    made = make_campaign(
        staff,
        *(global_id("Voucher", each) for each in (key, other)),
        groups=[gid("vip"), gid("b2b")],
    )
    day = timedelta(days=1)
    shop.add_order(ann, 10, NOW, voucher=key)
    shop.add_order(ann, 20, NOW + day, voucher=key)
    shop.add_order(bob, 40, NOW + day, voucher=key)
    shop.add_order(bob, 80, NOW + day)
    # Neither in the window, nor a member when ordering.
    shop.add_order(ann, 160, NOW - timedelta(microseconds=1), voucher=key)
    shop.add_order(ann, 320, NOW + WEEK, voucher=key)
    shop.add_order(cy, 5, NOW + day, voucher=key)
    still.advance(days=3)
    remove_members("vip", [bob], actor="eve")

    found = staff.get(REPORT, id=made["id"])["campaign"]["report"]

    (ten,) = found.pop("items")
    assert found == {
        "since": NOW.isoformat(),
        "until": still.now.isoformat(),
        "orders": 4,
        "buyers": 3,
        "revenue": [
            {
                "currency": "EUR",
                "amount": 75,
                "orders": 4,
                "buyers": 3,
                "averageOrderValue": 18.75,
            }
        ],
        "groups": [
            {"group": {"code": "vip"}, "orders": 3, "buyers": 2},
            {"group": {"code": "b2b"}, "orders": 1, "buyers": 1},
        ],
    }
    assert (ten["orders"], ten["buyers"]) == (4, 3)


def test_report__nothing_was_ordered__nothing(
    shop: ApiShop, staff: ApiClient, still: StillClock
) -> None:
    made = make_campaign(
        staff, voucher(shop), status="DRAFT", startsAt=None, endsAt=None
    )
    found = staff.get(REPORT, id=made["id"])["campaign"]["report"]
    assert (found["orders"], found["revenue"], found["groups"]) == (0, [], [])
