"""Making, changing and ending groups."""

from __future__ import annotations

from typing import Any

import pytest

from saleor_customer_groups.models import (
    Assignment,
    CustomerGroup,
    DeletedGroup,
    MembershipEvent,
)
from saleor_customer_groups.services import groups
from saleor_customer_groups.services.assignments import add_members
from saleor_customer_groups.services.verification import verify
from tests.making import (
    NOW,
    StillClock,
    document,
    ledger_problems,
    make_group,
    members,
    orders_at_least,
)

from .asking import ApiClient, global_id
from .shops import STAFF_NAME, ApiShop
from .test_groups import gid

ERRORS = "errors { field code message path problem joins leaves }"
CREATE = f"""mutation ($input: CustomerGroupCreateInput!) {{
  customerGroupCreate(input: $input) {{ {ERRORS}
    customerGroup {{
      code name kind visibility audience description colour contactType revision
      memberCount rule subscribeTexts {{ language text }} parent {{ code }}
      status {{ state }}
    }}
  }}
}}"""
UPDATE = f"""mutation (
  $id: ID!, $input: CustomerGroupUpdateInput!, $confirm: CustomerGroupConfirmationInput
) {{ customerGroupUpdate(id: $id, input: $input, confirm: $confirm) {{ {ERRORS}
  customerGroup {{
    code name visibility description revision memberCount isDefault rule
    subscribeTexts {{ language text }} parent {{ code }} status {{ state }}
  }}
}} }}"""


def simple(name: str, arguments: str = "", fields: str = "") -> str:
    return f"""mutation ($id: ID!) {{ {name}(id: $id{arguments}) {{
      {ERRORS} customerGroup {{ code name }} {fields}
    }} }}"""


def test_create__a_manual_group__makes_it_as_said(
    shop: ApiShop, staff: ApiClient
) -> None:
    make_group("people", visibility="public", subscribe_text={"en": "Join"})

    made = staff.do(
        CREATE,
        input={
            "name": "News & more",
            "visibility": "PUBLIC",
            "contactType": "EMAIL",
            "description": "For mailings",
            "colour": "#ABCDEF",
            "parent": gid("people"),
            "subscribeTexts": [
                {"language": "en", "text": "Yes"},
                {"language": "pl", "text": "Tak"},
            ],
        },
    )

    assert made["customerGroup"] == {
        "code": "news-more",
        "name": "News & more",
        "kind": "MANUAL",
        "visibility": "PUBLIC",
        "audience": "CUSTOMERS",
        "description": "For mailings",
        "colour": "#abcdef",
        "contactType": "EMAIL",
        "revision": 0,
        "memberCount": 0,
        "rule": None,
        "subscribeTexts": [
            {"language": "en", "text": "Yes"},
            {"language": "pl", "text": "Tak"},
        ],
        "parent": {"code": "people"},
        "status": {"state": "ACTIVE"},
    }


def test_create__a_dynamic_group__has_its_members_at_once(
    shop: ApiShop, staff: ApiClient, still: StillClock
) -> None:
    ann = shop.add_customer("Ann")
    shop.add_order(ann, 50, NOW)

    rule = document(orders_at_least(1))
    made = staff.do(CREATE, input={"name": "Buyers", "code": "b", "rule": rule})

    assert made["customerGroup"]["kind"] == "DYNAMIC"
    assert (made["customerGroup"]["memberCount"], members("b")) == (1, {ann})
    revision = CustomerGroup.objects.get(code="b").revisions.get()
    assert revision.created_by == STAFF_NAME


@pytest.mark.parametrize(
    ("given", "field", "code"),
    [
        ({"name": ""}, "name", "INVALID"),
        ({"name": "   "}, "name", "INVALID"),
        ({"name": "日本"}, "code", "REQUIRED"),
        ({"name": "x", "code": "Not A Code"}, "code", "INVALID"),
        ({"name": "x", "code": "standard"}, "code", "UNIQUE"),
        ({"name": "x", "kind": "DYNAMIC"}, "rule", "REQUIRED"),
        ({"name": "x", "colour": "red"}, "colour", "INVALID"),
        ({"name": "x", "visibility": "PUBLIC"}, "subscribeTexts", "REQUIRED"),
        ({"name": "x", "parent": "nothing"}, "parent", "NOT_FOUND"),
        (
            {"name": "x", "parent": global_id("CustomerGroup", 999_999)},
            "parent",
            "NOT_FOUND",
        ),
        ({"name": "x", "membersOf": "nothing"}, "membersOf", "NOT_FOUND"),
    ],
)
def test_create__what_cannot_be__is_refused_and_nothing_is_made(
    staff: ApiClient, given: dict[str, Any], field: str, code: str
) -> None:
    (error,) = staff.refuse(CREATE, input=given)

    assert (error["field"], error["code"]) == (field, code)
    assert error["message"]
    assert CustomerGroup.objects.count() == 1


def test_create__with_a_wrong_rule__tells_every_problem(staff: ApiClient) -> None:
    rule = document({"all": [{"fact": "x", "operator": "is", "value": 1}, {}]})

    errors = staff.refuse(CREATE, input={"name": "x", "rule": rule})

    assert [(e["path"], e["problem"], e["code"], e["field"]) for e in errors] == [
        ("rule.all[0].fact", "UNKNOWN_FACT", "INVALID_RULE", "rule"),
        ("rule.all[1]", "EMPTY_NODE", "INVALID_RULE", "rule"),
    ]


@pytest.fixture
def shoppers(shop: ApiShop, still: StillClock) -> list[str]:
    """Twenty customers; the n-th has n orders of 10 EUR, up to three."""
    keys = [shop.add_customer(f"c{n:02}") for n in range(20)]
    for n in range(1, 4):
        for _ in range(n):
            shop.add_order(keys[n], 10, NOW)
    return keys


def test_create__from_the_members_of_a_group__keeps_them_as_they_are_now(
    shop: ApiShop, staff: ApiClient, shoppers: list[str]
) -> None:
    make_group("buyers", orders_at_least(1))

    made = staff.do(CREATE, input={"name": "Buyers of May", "membersOf": gid("buyers")})

    assert made["customerGroup"]["kind"] == "MANUAL"
    assert made["customerGroup"]["memberCount"] == 3
    assert members("buyers-of-may") == set(shoppers[1:4])
    event = MembershipEvent.objects.filter(group__code="buyers-of-may").first()
    assert event
    assert (event.cause, event.actor) == ("staff", STAFF_NAME)
    shop.add_order(shoppers[7], 10, NOW)
    assert len(members("buyers")) == 4
    assert len(members("buyers-of-may")) == 3
    assert ledger_problems() == []
    assert verify().differences == 0


def test_create__from_the_default_group__keeps_everybody_registered(
    staff: ApiClient, shoppers: list[str]
) -> None:
    made = staff.do(CREATE, input={"name": "All", "membersOf": gid("standard")})

    assert made["customerGroup"]["memberCount"] == 20
    assert Assignment.objects.count() == 20


def test_create__from_a_rule__keeps_whom_it_takes_in_now(
    staff: ApiClient, shoppers: list[str]
) -> None:
    make_group("top")

    made = staff.do(
        CREATE,
        input={
            "name": "Two or more",
            "parent": gid("top"),
            "membersByRule": document(orders_at_least(2)),
        },
    )

    assert made["customerGroup"]["memberCount"] == 2
    assert members("two-or-more") == members("top") == set(shoppers[2:4])
    assert verify().differences == 0


@pytest.mark.parametrize(
    "given",
    [
        {"rule": document(orders_at_least(1))},
        {"membersByRule": document(orders_at_least(1))},
        {"kind": "DYNAMIC"},
    ],
)
def test_create__from_members_and_something_else__is_refused(
    staff: ApiClient, given: dict[str, Any]
) -> None:
    make_group("club")

    errors = staff.refuse(
        CREATE, input={"name": "x", "membersOf": gid("club"), **given}
    )

    assert errors[0]["code"] in ("INVALID", "REQUIRED")
    assert CustomerGroup.objects.count() == 2


def test_create__from_a_wrong_rule__makes_nothing(staff: ApiClient) -> None:
    errors = staff.refuse(CREATE, input={"name": "x", "membersByRule": {"version": 2}})

    assert {error["code"] for error in errors} == {"INVALID_RULE"}
    assert CustomerGroup.objects.count() == 1


def test_update__of_some_fields__leaves_the_others(
    shop: ApiShop, staff: ApiClient
) -> None:
    make_group(
        "news",
        visibility="public",
        subscribe_text={"en": "Yes", "pl": "Tak"},
        description="Old",
    )
    make_group("people", visibility="public", subscribe_text={"en": "Join"})

    changed = staff.do(
        UPDATE,
        id=gid("news"),
        input={
            "name": "News",
            "parent": gid("people"),
            "subscribeTexts": [
                {"language": "pl", "text": ""},
                {"language": "de", "text": "Ja"},
            ],
        },
    )["customerGroup"]

    assert (changed["name"], changed["description"]) == ("News", "Old")
    assert changed["parent"] == {"code": "people"}
    assert changed["subscribeTexts"] == [
        {"language": "de", "text": "Ja"},
        {"language": "en", "text": "Yes"},
    ]
    again = staff.do(
        UPDATE, id=gid("news"), input={"parent": None, "description": "", "name": None}
    )["customerGroup"]
    assert (again["name"], again["description"]) == ("News", "")
    assert again["parent"] is None


@pytest.mark.parametrize(
    ("code", "changes", "field", "error"),
    [
        ("club", {"rule": document(orders_at_least(1))}, "rule", "INVALID"),
        ("club", {"visibility": "PUBLIC"}, "subscribeTexts", "REQUIRED"),
        ("ended", {"name": "x"}, "id", "ARCHIVED"),
        ("gamma", {"visibility": "PUBLIC"}, "visibility", "INVALID"),
        ("gamma", {"rule": document({"group": "gamma"})}, "rule", "CYCLE"),
        ("standard", {"isDefault": False}, "isDefault", "INVALID"),
    ],
)
def test_update__to_what_cannot_be__is_refused_and_nothing_changes(
    staff: ApiClient, code: str, changes: dict[str, Any], field: str, error: str
) -> None:
    make_group("club")
    make_group("ended")
    make_group("gamma", orders_at_least(1))
    groups.archive_group("ended", actor="ann")
    before = list(CustomerGroup.objects.order_by("pk").values())

    (refused,) = staff.refuse(UPDATE, id=gid(code), input=changes)

    assert (refused["field"], refused["code"]) == (field, error)
    assert list(CustomerGroup.objects.order_by("pk").values()) == before


def test_update__of_a_group_that_there_is_not__is_refused(staff: ApiClient) -> None:
    for wrong in ("x", global_id("CustomerGroup", 999_999), global_id("User", 1)):
        (error,) = staff.refuse(UPDATE, id=wrong, input={"name": "x"})
        assert (error["field"], error["code"]) == ("id", "NOT_FOUND")


def test_update__of_the_default_mark__moves_it(staff: ApiClient) -> None:
    make_group("everybody")

    changed = staff.do(UPDATE, id=gid("everybody"), input={"isDefault": True})

    assert changed["customerGroup"]["isDefault"] is True
    assert CustomerGroup.objects.get(is_default=True).code == "everybody"


def test_update__of_a_rule_that_moves_many__asks_for_the_numbers(
    shop: ApiShop, staff: ApiClient, shoppers: list[str]
) -> None:
    make_group("buyers", orders_at_least(1))
    before = members("buyers")
    wanted = {"id": gid("buyers"), "input": {"rule": document(orders_at_least(0))}}

    (error,) = staff.refuse(UPDATE, **wanted)

    assert (error["code"], error["field"]) == ("CONFIRMATION_REQUIRED", "confirm")
    assert (error["joins"], error["leaves"]) == (17, 0)
    assert error["message"] == (
        "“Buyers” has 3 members; 17 would join and 0 would leave. Confirm these two"
        " numbers."
    )
    assert members("buyers") == before
    assert CustomerGroup.objects.get(code="buyers").revision == 1

    changed = staff.do(UPDATE, **wanted, confirm={"joins": 17, "leaves": 0})

    assert changed["customerGroup"]["revision"] == 2
    assert changed["customerGroup"]["memberCount"] == 20
    assert verify().differences == 0


def test_update__confirmed_with_numbers_that_have_grown__asks_again(
    shop: ApiShop, staff: ApiClient, shoppers: list[str]
) -> None:
    make_group("buyers", orders_at_least(1))
    wanted = {"id": gid("buyers"), "input": {"rule": document(orders_at_least(0))}}
    shop.add_customer("late")

    (error,) = staff.refuse(UPDATE, **wanted, confirm={"joins": 17, "leaves": 0})

    assert (error["joins"], error["leaves"]) == (18, 0)
    assert staff.do(UPDATE, **wanted, confirm={"joins": 18, "leaves": 5})


def test_update__of_a_rule_that_moves_few_or_nobody__asks_nothing(
    shop: ApiShop, staff: ApiClient, shoppers: list[str]
) -> None:
    make_group("all", orders_at_least(0))
    two_leave = document({"not": {"any": [orders_at_least(3), {"group": "one"}]}})
    make_group("one")
    add_members("one", [shoppers[9]], actor="ann")

    changed = staff.do(UPDATE, id=gid("all"), input={"rule": two_leave})

    # Two of twenty are a tenth, not more.
    assert changed["customerGroup"]["memberCount"] == 18
    same = staff.do(UPDATE, id=gid("all"), input={"rule": two_leave})
    assert same["customerGroup"]["revision"] == 2
    (error,) = staff.refuse(
        UPDATE, id=gid("all"), input={"rule": document(orders_at_least(1))}
    )
    assert (error["joins"], error["leaves"]) == (1, 16)


def test_update__of_the_audience__asks_as_a_rule_does(
    shop: ApiShop, staff: ApiClient, shoppers: list[str]
) -> None:
    make_group("all", orders_at_least(0))

    (error,) = staff.refuse(UPDATE, id=gid("all"), input={"audience": "VISITORS"})

    assert (error["joins"], error["leaves"]) == (0, 20)
    assert staff.do(UPDATE, id=gid("all"), input={"name": "Everybody"})


def test_update__of_a_wrong_rule__tells_every_problem(staff: ApiClient) -> None:
    make_group("gamma", orders_at_least(1))

    errors = staff.refuse(UPDATE, id=gid("gamma"), input={"rule": {"version": 1}})

    assert [(error["path"], error["problem"]) for error in errors] == [
        ("rule", "MISSING_KEY")
    ]


DUPLICATE = f"""mutation ($id: ID!, $name: String!, $code: String) {{
  customerGroupDuplicate(id: $id, name: $name, code: $code) {{ {ERRORS}
    customerGroup {{ code name kind rule memberCount }}
  }}
}}"""


def test_duplicate__of_a_group__is_like_it(
    staff: ApiClient, shoppers: list[str]
) -> None:
    make_group("buyers", orders_at_least(1))

    copy = staff.do(DUPLICATE, id=gid("buyers"), name="Buyers 2")["customerGroup"]

    assert copy == {
        "code": "buyers-2",
        "name": "Buyers 2",
        "kind": "DYNAMIC",
        "rule": document(orders_at_least(1)),
        "memberCount": 3,
    }
    (error,) = staff.refuse(DUPLICATE, id=gid("buyers"), name="x", code="buyers")
    assert (error["field"], error["code"]) == ("code", "UNIQUE")


def test_archive__of_a_group__ends_it(staff: ApiClient, shoppers: list[str]) -> None:
    make_group("buyers", orders_at_least(1))
    mutation = simple("customerGroupArchive")

    done = staff.do(mutation, id=gid("buyers"))

    assert done["customerGroup"]["code"] == "buyers"
    assert members("buyers") == set()
    event = MembershipEvent.objects.filter(change="left").first()
    assert event
    assert (event.cause, event.actor) == ("archive", STAFF_NAME)
    (error,) = staff.refuse(mutation, id=gid("standard"))
    assert error["code"] == "IN_USE"


def test_delete__of_a_group__leaves_its_record(
    staff: ApiClient, shoppers: list[str]
) -> None:
    make_group("buyers", orders_at_least(1))
    mutation = simple("customerGroupDelete", fields="")
    id_ = gid("buyers")

    done = staff.do(mutation.replace("{ code name }", "{ id code name }"), id=id_)

    assert done["customerGroup"] == {"id": id_, "code": "buyers", "name": "Buyers"}
    assert not CustomerGroup.objects.filter(code="buyers").exists()
    assert DeletedGroup.objects.get().deleted_by == STAFF_NAME
    (error,) = staff.refuse(mutation, id=id_)
    assert (error["field"], error["code"]) == ("id", "NOT_FOUND")


def test_delete__of_what_is_used__is_refused_and_says_by_what(
    staff: ApiClient, shoppers: list[str]
) -> None:
    make_group("buyers", orders_at_least(1))
    make_group("fans", {"group": "buyers"})
    before = members("buyers")

    (error,) = staff.refuse(simple("customerGroupDelete"), id=gid("buyers"))

    assert error["code"] == "IN_USE"
    assert "the rule of “Fans”" in error["message"]
    assert members("buyers") == before


def test_evaluate__of_a_group__says_who_moved(
    shop: ApiShop, staff: ApiClient, shoppers: list[str]
) -> None:
    make_group("buyers", orders_at_least(1))
    CustomerGroup.objects.get(code="buyers").membership_set.all().delete()
    mutation = simple("customerGroupEvaluate", fields="joined left")

    done = staff.do(mutation, id=gid("buyers"))

    assert (done["joined"], done["left"]) == (3, 0)
    assert members("buyers") == set(shoppers[1:4])


def test_mutations__in_one_request__see_what_the_ones_before_did(
    staff: ApiClient, shoppers: list[str]
) -> None:
    make_group("buyers", orders_at_least(1))
    query = """mutation ($id: ID!) {
      a: customerGroupUpdate(id: $id, input: {name: "One"}) {
        customerGroup { name memberCount } }
      b: customerGroupArchive(id: $id) { customerGroup { name memberCount } }
    }"""

    found = staff.get(query, id=gid("buyers"))

    assert found["a"]["customerGroup"] == {"name": "One", "memberCount": 3}
    assert found["b"]["customerGroup"] == {"name": "One", "memberCount": 0}
