"""Groups as the API lists and shows them."""

from __future__ import annotations

from typing import Any

import pytest

from saleor_customer_groups.models import CustomerGroup
from saleor_customer_groups.services import groups
from saleor_customer_groups.services.assignments import add_members
from tests.making import NOW, StillClock, document, make_group, orders_at_least

from .asking import ApiClient, global_id, nodes
from .shops import ApiShop

LIST = """query (
  $where: CustomerGroupWhereInput, $search: String, $sortBy: CustomerGroupSortingInput,
  $first: Int, $last: Int, $after: String, $before: String
) {
  customerGroups(
    where: $where, search: $search, sortBy: $sortBy,
    first: $first, last: $last, after: $after, before: $before
  ) {
    totalCount
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    edges { cursor node { code } }
  }
}"""


def gid(code: str) -> str:
    return global_id("CustomerGroup", CustomerGroup.objects.get(code=code).pk)


def codes(staff: ApiClient, **variables: Any) -> list[str]:
    found = staff.get(LIST, **{"first": 100, **variables})["customerGroups"]
    listed = [node["code"] for node in nodes(found)]
    assert found["totalCount"] == len(listed)
    return listed


@pytest.fixture
def five(shop: ApiShop) -> None:
    """standard (1), alpha (2 of its own and one of beta), beta, gamma (dynamic, 1),
    delta (archived)."""
    ann, bob, cid = (shop.add_customer(name) for name in ("Ann", "Bob", "Cid"))
    make_group("alpha", description="First", colour="#1A2B3C")
    make_group("beta", parent="alpha")
    make_group("gamma", orders_at_least(1))
    make_group("delta")
    add_members("alpha", [ann, bob], actor="ann")
    add_members("beta", [cid], actor="ann")
    shop.add_order(cid, 50, NOW)
    groups.archive_group("delta", actor="ann")


def test_groups__without_filters__are_all_by_name(staff: ApiClient, five: None) -> None:
    assert codes(staff) == ["alpha", "beta", "delta", "gamma", "standard"]


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ({}, ["alpha", "beta", "delta", "gamma", "standard"]),
        ({"kind": {"eq": "DYNAMIC"}}, ["gamma"]),
        ({"kind": {"oneOf": ["DYNAMIC", "MANUAL"]}, "archived": True}, ["delta"]),
        ({"archived": False}, ["alpha", "beta", "gamma", "standard"]),
        ({"visibility": {"eq": "PUBLIC"}}, []),
        ({"isDefault": True}, ["standard"]),
        ({"isDefault": False, "archived": False}, ["alpha", "beta", "gamma"]),
        ({"code": {"eq": "beta"}}, ["beta"]),
        ({"code": {"oneOf": ["beta", "gamma", "nobody"]}}, ["beta", "gamma"]),
        ({"code": {"oneOf": []}}, []),
        ({"code": {"eq": "beta", "oneOf": ["gamma"]}}, []),
        ({"name": {"eq": "Beta"}}, ["beta"]),
        ({"memberCount": {"eq": 3}}, ["alpha", "standard"]),
        ({"memberCount": {"oneOf": [0, 1]}}, ["beta", "delta", "gamma"]),
        ({"memberCount": {"range": {"gte": 1, "lte": 2}}}, ["beta", "gamma"]),
        ({"memberCount": {"range": {"gte": 4}}}, []),
        (
            {"memberCount": {"range": {}}},
            ["alpha", "beta", "delta", "gamma", "standard"],
        ),
        (
            {"OR": [{"code": {"eq": "beta"}}, {"kind": {"eq": "DYNAMIC"}}]},
            ["beta", "gamma"],
        ),
        (
            {"OR": [{"code": {"eq": "beta"}}, {}]},
            ["alpha", "beta", "delta", "gamma", "standard"],
        ),
        (
            {"AND": [{"memberCount": {"range": {"gte": 1}}}, {"archived": False}]},
            ["alpha", "beta", "gamma", "standard"],
        ),
        ({"AND": [{"code": {"eq": "beta"}}, {"code": {"eq": "gamma"}}]}, []),
    ],
)
def test_groups__where__are_those_for_which_all_holds(
    staff: ApiClient, five: None, where: dict[str, Any], expected: list[str]
) -> None:
    assert codes(staff, where=where) == expected


def test_groups__where_ids__are_those(staff: ApiClient, five: None) -> None:
    assert codes(staff, where={"ids": [gid("gamma"), gid("beta")]}) == ["beta", "gamma"]
    assert codes(staff, where={"ids": []}) == []


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ("x", "Invalid ID: x. Expected: CustomerGroup."),
        (global_id("User", 1), "Expected: CustomerGroup, received: User."),
        (global_id("CustomerGroup", "one"), "Invalid ID"),
        (global_id("CustomerGroup", 2**63), "Invalid ID"),
    ],
)
def test_groups__where_a_wrong_id__say_so(
    staff: ApiClient, wrong: str, message: str
) -> None:
    answer = staff.ask(LIST, first=1, where={"ids": [wrong]})

    assert message in answer.message
    assert answer.code == "InvalidId"


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        ("LPH", ["alpha"]),
        (" eta ", ["beta"]),
        ("", ["alpha", "beta", "delta", "gamma", "standard"]),
        ("%", []),
        ("zzz", []),
    ],
)
def test_groups__searched__have_it_in_name_or_code(
    staff: ApiClient, five: None, search: str, expected: list[str]
) -> None:
    assert codes(staff, search=search) == expected


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("NAME", ["alpha", "beta", "delta", "gamma", "standard"]),
        ("CODE", ["alpha", "beta", "delta", "gamma", "standard"]),
        ("MEMBER_COUNT", ["delta", "beta", "gamma", "standard", "alpha"]),
        ("CREATED_AT", ["standard", "alpha", "beta", "gamma", "delta"]),
        ("UPDATED_AT", ["standard", "alpha", "beta", "gamma", "delta"]),
    ],
)
@pytest.mark.parametrize("size", [1, 2, 5])
def test_groups__sorted__are_the_same_in_pages_of_any_size_and_both_ways(
    staff: ApiClient, five: None, field: str, expected: list[str], size: int
) -> None:
    for number, code in enumerate(("standard", "alpha", "beta", "gamma", "delta")):
        at = NOW.replace(minute=number)
        CustomerGroup.objects.filter(code=code).update(created_at=at, updated_at=at)
    for direction in ("ASC", "DESC"):
        wanted = expected if direction == "ASC" else expected[::-1]
        sort_by = {"field": field, "direction": direction}
        forth = paged(staff, size, "first", "after", "endCursor", sort_by)
        back = paged(staff, size, "last", "before", "startCursor", sort_by)
        assert [code for page in forth for code in page] == wanted
        assert [code for page in reversed(back) for code in page] == wanted


def paged(
    staff: ApiClient, size: int, word: str, beyond: str, end: str, sort_by: Any
) -> list[list[str]]:
    """Codes page by page, as a client goes through the list."""
    found, cursor = [], None
    while True:
        page = staff.get(LIST, **{word: size, beyond: cursor, "sortBy": sort_by})
        listed = page["customerGroups"]
        info = listed["pageInfo"]
        found.append([node["code"] for node in nodes(listed)])
        ways = ["hasNextPage", "hasPreviousPage"]
        onward, backward = ways if word == "first" else ways[::-1]
        assert info[backward] is (cursor is not None)
        assert info["startCursor"] == listed["edges"][0]["cursor"]
        assert info["endCursor"] == listed["edges"][-1]["cursor"]
        cursor = info[end]
        if not info[onward]:
            return found


@pytest.mark.parametrize("field", ["NAME", "MEMBER_COUNT", "CREATED_AT"])
def test_groups__after_a_cursor_of_another_list__refuse_it_or_go_on(
    staff: ApiClient, five: None, field: str
) -> None:
    cursor = staff.get(LIST, first=1)["customerGroups"]["pageInfo"]["endCursor"]

    answer = staff.ask(
        LIST, first=1, after=cursor, sortBy={"field": field, "direction": "ASC"}
    )

    if field == "NAME":
        assert answer.data
    else:
        assert answer.message == "Received cursor is invalid."


SHOW = """query ($id: ID, $code: String) { customerGroup(id: $id, code: $code) {
  id code name kind visibility audience description colour contactType isDefault
  subscribeTexts { language text }
  parent { code } children { code }
  rule ruleDescription revision memberCount share
  status { state reason frozenSince evaluatedThrough }
  createdAt updatedAt archivedAt
  usage { kind id sentence group { code } }
} }"""


def test_group__manual__is_shown(staff: ApiClient, five: None) -> None:
    found = staff.get(SHOW, code="alpha")["customerGroup"]

    assert found.pop("createdAt") == found.pop("updatedAt")
    assert found == {
        "id": gid("alpha"),
        "code": "alpha",
        "name": "Alpha",
        "kind": "MANUAL",
        "visibility": "PRIVATE",
        "audience": "CUSTOMERS",
        "description": "First",
        "colour": "#1a2b3c",
        "contactType": "NONE",
        "isDefault": False,
        "subscribeTexts": [],
        "parent": None,
        "children": [{"code": "beta"}],
        "rule": None,
        "ruleDescription": None,
        "revision": 0,
        "memberCount": 3,
        "share": 1.0,
        "status": {
            "state": "ACTIVE",
            "reason": "",
            "frozenSince": None,
            "evaluatedThrough": None,
        },
        "archivedAt": None,
        "usage": [
            {
                "kind": "CHILD",
                "id": gid("beta"),
                "sentence": "its child group “Beta”",
                "group": {"code": "beta"},
            }
        ],
    }


def test_group__dynamic__is_shown_with_its_rule(
    staff: ApiClient, still: StillClock, five: None
) -> None:
    found = staff.get(SHOW, id=gid("gamma"))["customerGroup"]

    assert found["kind"] == "DYNAMIC"
    assert found["rule"] == document(orders_at_least(1))
    assert found["ruleDescription"] == "Number of orders is at least 1"
    assert found["revision"] == 1
    assert found["memberCount"] == 1
    assert found["share"] == pytest.approx(1 / 3)
    assert found["status"]["state"] == "ACTIVE"
    assert found["status"]["evaluatedThrough"] == "2024-05-15T12:00:00+00:00"


def test_group__public__is_shown_with_its_texts(
    staff: ApiClient, shop: ApiShop
) -> None:
    make_group(
        "news",
        visibility="public",
        contact_type="email",
        subscribe_text={"pl": "Tak", "en": "Yes"},
    )

    found = staff.get(SHOW, code="news")["customerGroup"]

    assert (found["visibility"], found["contactType"]) == ("PUBLIC", "EMAIL")
    assert found["subscribeTexts"] == [
        {"language": "en", "text": "Yes"},
        {"language": "pl", "text": "Tak"},
    ]


def test_group__default__covers_registered_customers(
    staff: ApiClient, five: None
) -> None:
    found = staff.get(SHOW, code="standard")["customerGroup"]

    assert found["isDefault"] is True
    assert (found["memberCount"], found["share"]) == (3, 1.0)


def test_group__archived__says_so(staff: ApiClient, five: None) -> None:
    found = staff.get(SHOW, code="delta")["customerGroup"]

    assert found["status"]["state"] == "ARCHIVED"
    assert found["archivedAt"]


def test_group__frozen__says_since_when_and_why(
    staff: ApiClient, still: StillClock, five: None
) -> None:
    revision = CustomerGroup.objects.get(code="gamma").revisions.get()
    revision.rule["rule"]["fact"] = "no_such_fact"
    revision.save()
    groups.touch_registry()
    groups.evaluate_group(revision.group_id)

    found = staff.get(SHOW, code="gamma")["customerGroup"]

    assert found["status"]["state"] == "FROZEN"
    assert "no_such_fact" in found["status"]["reason"]
    assert found["status"]["frozenSince"] == "2024-05-15T12:00:00+00:00"
    assert found["ruleDescription"] is None
    assert found["memberCount"] == 1


def test_group__whose_rule_was_not_evaluated_yet__says_so(
    staff: ApiClient, five: None
) -> None:
    CustomerGroup.objects.filter(code="gamma").update(evaluated_revision=0)

    found = staff.get(SHOW, code="gamma")["customerGroup"]

    assert found["status"]["state"] == "EVALUATING"


def test_group__named_by_a_rule__tells_by_which(staff: ApiClient, five: None) -> None:
    make_group("omega", {"group": "beta"})

    found = staff.get(SHOW, code="beta")["customerGroup"]

    assert found["usage"] == [
        {
            "kind": "RULE",
            "id": gid("omega"),
            "sentence": "the rule of “Omega”",
            "group": {"code": "omega"},
        }
    ]
    assert found["parent"] == {"code": "alpha"}


def test_group__that_there_is_not__is_null(staff: ApiClient) -> None:
    assert staff.get(SHOW, code="nobody") == {"customerGroup": None}
    assert staff.get(SHOW, id=global_id("CustomerGroup", 999_999)) == {
        "customerGroup": None
    }


@pytest.mark.parametrize("variables", [{}, {"id": "x", "code": "y"}])
def test_group__by_no_name_or_by_two__is_refused(
    staff: ApiClient, variables: dict[str, str]
) -> None:
    assert "Exactly one" in staff.ask(SHOW, **variables).message


def test_groups__where_more_than_anybody_writes__are_refused(staff: ApiClient) -> None:
    broad = {"OR": [{"code": {"eq": "x"}}] * 100}
    deep: dict[str, Any] = {}
    for _ in range(150):
        deep = {"AND": [deep]}

    assert "more than 100 conditions" in staff.ask(LIST, first=1, where=broad).message
    assert "more than 100 conditions" in staff.ask(LIST, first=1, where=deep).message
    assert codes(staff, where={"OR": [{"code": {"eq": "standard"}}] * 99})
