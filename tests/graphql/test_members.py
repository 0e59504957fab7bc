"""Members of groups, the record of them, and customers by groups."""

from __future__ import annotations

import base64
from datetime import timedelta
from typing import Any

import pytest

from saleor_customer_groups.models import CustomerGroup, Mark, Membership, Profile
from saleor_customer_groups.services import groups
from saleor_customer_groups.services.assignments import add_members, remove_members
from saleor_customer_groups.services.queries import fetch
from saleor_customer_groups.services.worker import work_off
from tests.making import NOW, StillClock, make_group, orders_at_least

from .asking import ApiClient, global_id, nodes, user_id
from .shops import STAFF_NAME, ApiShop
from .test_groups import gid

MEMBERS = """query (
  $code: String!, $search: String, $where: CustomerGroupMemberWhereInput,
  $sortBy: CustomerGroupMemberSortingInput,
  $first: Int, $last: Int, $after: String, $before: String
) { customerGroup(code: $code) { members(
  search: $search, where: $where, sortBy: $sortBy,
  first: $first, last: $last, after: $after, before: $before
) {
  totalCount
  pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  edges { node {
    customer { id key name email } since via cause actor why group { code }
  } }
} } }"""


def listed(staff: ApiClient, code: str, **variables: Any) -> Any:
    variables = {"code": code, "first": 100, **variables}
    return staff.get(MEMBERS, **variables)["customerGroup"]["members"]


def names(staff: ApiClient, code: str, **variables: Any) -> list[str]:
    found = listed(staff, code, **variables)
    members = [node["customer"]["name"] for node in nodes(found)]
    assert found["totalCount"] == len(members)
    return members


@pytest.fixture
def club(shop: ApiShop, still: StillClock) -> dict[str, str]:
    """Keys by name. club: Zoe, Ann, Bob an hour apart, Cid by its child "inner"."""
    keys = {
        name: shop.add_customer(f"{name} Lee", f"{email}@example.com")
        for name, email in (("Zoe", "d"), ("Ann", "c"), ("Bob", "b"), ("Cid", "a"))
    }
    make_group("club")
    make_group("inner", parent="club")
    for name in ("Zoe", "Ann", "Bob"):
        add_members("club", [keys[name]], actor="ann")
        still.advance(hours=1)
    add_members("inner", [keys["Cid"]], actor="ben")
    return keys


def test_members__of_a_manual_group__say_since_when_how_and_why(
    staff: ApiClient, club: dict[str, str]
) -> None:
    found = nodes(listed(staff, "club"))

    assert found[0] == {
        "customer": {
            "id": user_id(club["Zoe"]),
            "key": club["Zoe"],
            "name": "Zoe Lee",
            "email": "d@example.com",
        },
        "since": "2024-05-15T12:00:00+00:00",
        "via": "OWN",
        "cause": "STAFF",
        "actor": "ann",
        "why": f"In, because ann put the customer in on {real_day()}.",
        "group": {"code": "club"},
    }
    assert found[3]["via"] == "CHILD"
    assert found[3]["since"] == "2024-05-15T15:00:00+00:00"
    assert found[3]["why"] == (
        "In, because the customer is in the child group “Inner”."
    )


def real_day() -> str:
    """The day on which assignments are put down: by the database's own clock."""
    return f"{fetch('SELECT now()', {})[0][0]:%Y-%m-%d}"


def test_members__of_a_dynamic_group__say_what_the_rule_does(
    shop: ApiShop, staff: ApiClient, club: dict[str, str]
) -> None:
    make_group("buyers", orders_at_least(1))
    shop.add_order(club["Ann"], 50, NOW)

    (found,) = nodes(listed(staff, "buyers"))

    assert found["customer"]["name"] == "Ann Lee"
    assert (found["via"], found["cause"], found["actor"]) == ("OWN", "EVENT", "")
    assert found["why"] == "In, because number of orders is 1 (at least 1)."


def test_members__of_the_default_group__are_so_by_definition(
    staff: ApiClient, club: dict[str, str]
) -> None:
    found = listed(staff, "standard", first=1)

    assert found["totalCount"] == 4
    assert found["pageInfo"]["hasNextPage"] is True
    (node,) = nodes(found)
    assert (node["since"], node["via"], node["cause"]) == (None, None, None)
    assert node["why"] == (
        "In, because the default group covers every registered customer."
    )


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, "Zoe Ann Bob Cid"),
        ({"search": "lee"}, "Zoe Ann Bob Cid"),
        ({"search": " ANN "}, "Ann"),
        ({"search": "b@exam"}, "Bob"),
        ({"search": "%"}, ""),
        ({"where": {"via": ["CHILD"]}}, "Cid"),
        ({"where": {"via": ["OWN", "CHILD"]}}, "Zoe Ann Bob Cid"),
        ({"where": {"since": {"gte": "2024-05-15T13:00:00Z"}}}, "Ann Bob Cid"),
        ({"where": {"since": {"lte": "2024-05-15T13:00:00Z"}}}, "Zoe Ann"),
        ({"where": {"since": {"lte": "2024-05-15T14:59:00+02:00"}}}, "Zoe"),
        (
            {
                "search": "lee",
                "where": {
                    "via": ["OWN"],
                    "since": {"gte": "2024-05-15T13:00:00Z"},
                },
            },
            "Ann Bob",
        ),
    ],
)
def test_members__searched_and_filtered__are_those_for_whom_all_holds(
    staff: ApiClient, club: dict[str, str], variables: dict[str, Any], expected: str
) -> None:
    found = names(staff, "club", **variables)

    assert found == [f"{name} Lee" for name in expected.split()]


def test_members__of_the_default_group__are_searched(
    staff: ApiClient, club: dict[str, str]
) -> None:
    assert names(staff, "standard", search="bob") == ["Bob Lee"]
    since = {"since": {"gte": "2000-01-01T00:00:00Z"}}
    assert names(staff, "standard", where=since) == []
    assert names(staff, "standard", where={"via": ["OWN"]}) == []


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("PROFILE", "Zoe Ann Bob Cid"),
        ("SINCE", "Zoe Ann Bob Cid"),
        ("NAME", "Ann Bob Cid Zoe"),
        ("EMAIL", "Cid Bob Ann Zoe"),
    ],
)
@pytest.mark.parametrize("size", [1, 3])
@pytest.mark.parametrize("code", ["club", "standard"])
def test_members__sorted__are_the_same_in_pages_of_any_size_and_both_ways(
    staff: ApiClient,
    club: dict[str, str],
    field: str,
    expected: str,
    size: int,
    code: str,
) -> None:
    for direction in ("ASC", "DESC"):
        wanted = [f"{name} Lee" for name in expected.split()]
        if direction == "DESC":
            wanted.reverse()
        sort_by = {"field": field, "direction": direction}
        forth = pages(staff, code, size, "first", "after", "endCursor", sort_by)
        back = pages(staff, code, size, "last", "before", "startCursor", sort_by)
        assert [name for page in forth for name in page] == wanted
        assert [name for page in reversed(back) for name in page] == wanted


def pages(
    staff: ApiClient,
    code: str,
    size: int,
    word: str,
    beyond: str,
    end: str,
    sort_by: Any,
) -> list[list[str]]:
    found, cursor = [], None
    while True:
        variables = {"first": None, word: size, beyond: cursor, "sortBy": sort_by}
        page = listed(staff, code, **variables)
        found.append([node["customer"]["name"] for node in nodes(page)])
        onward = "hasNextPage" if word == "first" else "hasPreviousPage"
        cursor = page["pageInfo"][end]
        if not page["pageInfo"][onward]:
            return found


def test_members__of_whoever_has_the_same_name__are_each_on_one_page(
    shop: ApiShop, staff: ApiClient
) -> None:
    make_group("twins")
    twins = [shop.add_customer("Twin Lee") for _ in range(5)]
    add_members("twins", twins, actor="ann")
    for direction in ("ASC", "DESC"):
        sort_by = {"field": "NAME", "direction": direction}
        found, cursor = [], None
        for size in (2, 2, 1):
            page = listed(staff, "twins", first=2, after=cursor, sortBy=sort_by)
            assert len(page["edges"]) == size
            found += [node["customer"]["key"] for node in nodes(page)]
            cursor = page["pageInfo"]["endCursor"]
        assert found == (twins if direction == "ASC" else twins[::-1])


def test_members__after_a_cursor_that_was_tampered_with__are_refused(
    staff: ApiClient, club: dict[str, str]
) -> None:
    for place in ('["x", 1]', '["1", -1]', '["1"]', "1", '["\\ud800", 1]', "{}"):
        cursor = base64.b64encode(place.encode()).decode()
        for field in ("PROFILE", "SINCE"):
            sort_by = {"field": field, "direction": "ASC"}
            answer = staff.ask(
                MEMBERS, code="club", first=1, after=cursor, sortBy=sort_by
            )
            assert answer.message == "Received cursor is invalid.", place


HISTORY = """query (
  $code: String!, $where: CustomerGroupEventWhereInput, $first: Int, $last: Int,
  $after: String, $before: String
) { customerGroup(code: $code) { history(
  where: $where, first: $first, last: $last, after: $after, before: $before
) {
  totalCount
  pageInfo { hasNextPage endCursor startCursor hasPreviousPage }
  edges { node {
    at change cause revision actor customer { name } group { code }
  } }
} } }"""


def test_history__of_a_group__is_who_joined_and_left_latest_first(
    staff: ApiClient, still: StillClock, club: dict[str, str]
) -> None:
    still.advance(days=1)
    remove_members("club", [club["Bob"]], actor="ben")

    found = staff.get(HISTORY, code="club", first=2)["customerGroup"]["history"]

    assert found["totalCount"] == 5
    assert nodes(found) == [
        {
            "at": "2024-05-16T15:00:00+00:00",
            "change": "LEFT",
            "cause": "STAFF",
            "revision": 0,
            "actor": "ben",
            "customer": {"name": "Bob Lee"},
            "group": {"code": "club"},
        },
        {
            "at": "2024-05-15T15:00:00+00:00",
            "change": "JOINED",
            "cause": "STAFF",
            "revision": 0,
            "actor": "ben",
            "customer": {"name": "Cid Lee"},
            "group": {"code": "club"},
        },
    ]
    rest = staff.get(
        HISTORY, code="club", first=10, after=found["pageInfo"]["endCursor"]
    )["customerGroup"]["history"]
    assert [n["customer"]["name"] for n in nodes(rest)] == [
        "Bob Lee",
        "Ann Lee",
        "Zoe Lee",
    ]
    assert rest["pageInfo"]["hasNextPage"] is False


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ({"change": "LEFT"}, ["Bob Lee"]),
        ({"cause": ["RULE", "TIME"]}, []),
        ({"change": "JOINED", "cause": ["STAFF"]}, "Cid Bob Ann Zoe"),
        ({"at": {"gte": "2024-05-15T14:00:00Z"}}, "Bob Cid Bob"),
        ({"at": {"lte": "2024-05-15T12:00:00Z"}}, "Zoe"),
    ],
)
def test_history__filtered__has_only_what_is_asked(
    staff: ApiClient,
    still: StillClock,
    club: dict[str, str],
    where: dict[str, Any],
    expected: Any,
) -> None:
    still.advance(days=1)
    remove_members("club", [club["Bob"]], actor="ben")
    if isinstance(expected, str):
        expected = [f"{name} Lee" for name in expected.split()]

    found = staff.get(HISTORY, code="club", first=100, where=where)

    history = found["customerGroup"]["history"]
    assert [node["customer"]["name"] for node in nodes(history)] == expected
    assert history["totalCount"] == len(expected)


BY_GROUPS = """query (
  $any: [ID!], $all: [ID!], $none: [ID!], $search: String, $first: Int, $after: String,
  $sortBy: CustomerGroupCustomerSortingInput
) { customersByGroups(
  any: $any, all: $all, none: $none, search: $search, first: $first, after: $after,
  sortBy: $sortBy
) {
  totalCount
  pageInfo { hasNextPage endCursor }
  edges { node { key name groups { group { code } since via cause actor why } } }
} }"""


def by_groups(staff: ApiClient, **variables: Any) -> list[str]:
    found = staff.get(BY_GROUPS, **{"first": 100, **variables})["customersByGroups"]
    assert found["totalCount"] == len(found["edges"])
    return [node["name"].removesuffix(" Lee") for node in nodes(found)]


def test_customers_by_groups__any_all_and_none__have_to_hold_together(
    shop: ApiShop, staff: ApiClient, club: dict[str, str]
) -> None:
    make_group("vip")
    add_members("vip", [club["Ann"], club["Cid"]], actor="ann")
    guest = shop.add_customer("Dot Lee", is_registered=False)
    vip, inner, all_of_club = gid("vip"), gid("inner"), gid("club")
    standard = gid("standard")

    assert by_groups(staff) == ["Zoe", "Ann", "Bob", "Cid", "Dot"]
    assert by_groups(staff, any=[vip]) == ["Ann", "Cid"]
    assert by_groups(staff, any=[vip, all_of_club]) == ["Zoe", "Ann", "Bob", "Cid"]
    assert by_groups(staff, all=[vip, inner]) == ["Cid"]
    assert by_groups(staff, all=[vip, vip, inner]) == ["Cid"]
    assert by_groups(staff, none=[vip]) == ["Zoe", "Bob", "Dot"]
    assert by_groups(staff, any=[all_of_club], none=[vip]) == ["Zoe", "Bob"]
    assert by_groups(staff, all=[all_of_club, vip], none=[inner]) == ["Ann"]
    assert by_groups(staff, any=[vip], all=[all_of_club], search="cid") == ["Cid"]
    # The default group has no member rows.
    assert by_groups(staff, any=[standard]) == ["Zoe", "Ann", "Bob", "Cid"]
    assert by_groups(staff, none=[standard]) == ["Dot"]
    assert by_groups(staff, all=[standard, vip]) == ["Ann", "Cid"]
    assert by_groups(staff, all=[standard]) == ["Zoe", "Ann", "Bob", "Cid"]
    assert by_groups(staff, any=[vip, standard], none=[vip]) == ["Zoe", "Bob"]
    assert by_groups(staff, none=[vip, standard]) == ["Dot"]
    assert guest


def test_customers_by_groups__sorted__go_on_after_a_page(
    staff: ApiClient, club: dict[str, str]
) -> None:
    for direction, wanted in (("ASC", "Ann Bob Cid Zoe"), ("DESC", "Zoe Cid Bob Ann")):
        sort_by = {"field": "NAME", "direction": direction}
        found, cursor = [], None
        while True:
            page = staff.get(BY_GROUPS, first=3, after=cursor, sortBy=sort_by)
            listed_ = page["customersByGroups"]
            found += [node["name"].removesuffix(" Lee") for node in nodes(listed_)]
            cursor = listed_["pageInfo"]["endCursor"]
            if not listed_["pageInfo"]["hasNextPage"]:
                break
        assert found == wanted.split()


def test_customers_by_groups__each__say_their_groups_since_when_and_why(
    shop: ApiShop, staff: ApiClient, club: dict[str, str]
) -> None:
    make_group("buyers", orders_at_least(1))
    shop.add_order(club["Cid"], 50, NOW)

    found = staff.get(BY_GROUPS, first=1, all=[gid("inner")])["customersByGroups"]

    (node,) = nodes(found)
    assert [each["group"]["code"] for each in node["groups"]] == [
        "buyers",
        "club",
        "inner",
        "standard",
    ]
    buyers, _, inner, standard = node["groups"]
    assert buyers["why"] == "In, because number of orders is 1 (at least 1)."
    assert (inner["via"], inner["cause"], inner["actor"]) == ("OWN", "STAFF", "ben")
    assert inner["since"] == "2024-05-15T15:00:00+00:00"
    assert standard["via"] is None


def test_customers_by_groups__of_a_group_that_there_is_not__are_refused(
    staff: ApiClient,
) -> None:
    missing = global_id("CustomerGroup", 999_999)

    answer = staff.ask(BY_GROUPS, first=1, none=[missing])

    assert answer.message == f"There is no customer group with the ID {missing}."


def test_members__of_erased_and_inactive_customers__are_none(
    shop: ApiShop, staff: ApiClient, club: dict[str, str]
) -> None:
    """Nobody of them is found in the default group or by search either."""
    shop.add_customer("Gone Lee", is_active=False)

    assert "Gone Lee" not in names(staff, "standard")
    assert "Gone" not in by_groups(staff)


def test_members__while_marks_wait__are_those_of_the_rows(
    shop: ApiShop, staff: ApiClient, club: dict[str, str]
) -> None:
    make_group("buyers", orders_at_least(1))
    Mark.objects.create(profile_id=Profile.objects.get(host_key=club["Zoe"]).pk)

    assert names(staff, "buyers") == []

    work_off()
    shop.add_order(club["Zoe"], 50, NOW - timedelta(days=1))
    assert names(staff, "buyers") == ["Zoe Lee"]
    groups.archive_group("buyers", actor=STAFF_NAME)
    assert names(staff, "buyers") == []


CUSTOMER = """query ($id: ID!) { customerGroupCustomer(id: $id) {
  id key name email
  groups { group { code } }
  history(first: 10) { totalCount edges { node { change group { code } groupName } } }
} }"""


def test_customer__by_id__has_groups_and_a_record(
    shop: ApiShop, staff: ApiClient, still: StillClock, club: dict[str, str]
) -> None:
    make_group("other")
    add_members("other", [club["Cid"]], actor="ann")
    still.advance(hours=1)
    groups.delete_group("other", actor="ann")

    found = staff.get(CUSTOMER, id=user_id(club["Cid"]))["customerGroupCustomer"]

    assert (found["key"], found["name"], found["email"]) == (
        club["Cid"],
        "Cid Lee",
        "a@example.com",
    )
    assert [each["group"]["code"] for each in found["groups"]] == [
        "club",
        "inner",
        "standard",
    ]
    assert found["history"]["totalCount"] == 4
    events = [
        (node["change"], node["group"] and node["group"]["code"], node["groupName"])
        for node in nodes(found["history"])
    ]
    assert events[:2] == [("LEFT", None, "Other"), ("JOINED", None, "Other")]
    assert sorted(events[2:]) == [
        ("JOINED", "club", "Club"),
        ("JOINED", "inner", "Inner"),
    ]


def test_customer__whom_nobody_knows__is_null(staff: ApiClient) -> None:
    assert staff.get(CUSTOMER, id=user_id("nobody")) == {"customerGroupCustomer": None}
    assert "received: CustomerGroup" in staff.ask(CUSTOMER, id=gid("standard")).message


def test_visitor__with_the_key_of_a_customer__is_not_shown_as_that(
    staff: ApiClient, club: dict[str, str]
) -> None:
    make_group("guests", audience="visitors")
    visitor = Profile.objects.create(kind="visitor", host_key=club["Ann"])
    group = CustomerGroup.objects.get(code="guests")
    Membership.objects.create(group=group, profile=visitor, via="own", joined_at=NOW)

    (found,) = nodes(listed(staff, "guests"))

    assert found["customer"]["name"] == "Visitor"
    assert found["customer"]["email"] == ""
    assert found["customer"]["id"] != user_id(club["Ann"])
    assert names(staff, "guests", search="Ann") == []
