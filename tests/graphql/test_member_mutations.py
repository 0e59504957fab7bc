"""Putting customers into groups and taking them out, one by one and by lists."""

from __future__ import annotations

from typing import Any

import pytest

from saleor_customer_groups.models import Assignment, ExportFile, MembershipEvent
from saleor_customer_groups.services import found_members, groups, member_lists
from saleor_customer_groups.services.assignments import add_members
from saleor_customer_groups.services.exports import packed_content, unpacked
from tests.making import make_group, members, orders_at_least

from .asking import ApiClient, user_id
from .shops import STAFF_NAME, ApiShop
from .test_groups import gid

ERRORS = "errors { field code message path }"
ADD = f"""mutation ($id: ID!, $customers: [ID!], $search: String) {{
  customerGroupMembersAdd(id: $id, customers: $customers, search: $search) {{
    {ERRORS} joined customerGroup {{ code memberCount }}
  }}
}}"""
REMOVE = f"""mutation ($id: ID!, $customers: [ID!], $search: String) {{
  customerGroupMembersRemove(id: $id, customers: $customers, search: $search) {{
    {ERRORS} left customerGroup {{ code memberCount }}
  }}
}}"""


@pytest.fixture
def keys(shop: ApiShop) -> list[str]:
    """Three customers of one firm, and one of none; a group "club"."""
    make_group("club")
    people = [
        ("Ann", "firm.io"),
        ("Bob", "firm.io"),
        ("Cid", "firm.io"),
        ("Dot", "x.io"),
    ]
    return [shop.add_customer(name, f"{name}@{firm}") for name, firm in people]


def ids(keys: list[str]) -> list[str]:
    return [user_id(key) for key in keys]


def test_add__by_ids__puts_them_in(staff: ApiClient, keys: list[str]) -> None:
    done = staff.do(ADD, id=gid("club"), customers=ids(keys[:2]))

    assert (done["joined"], done["customerGroup"]["memberCount"]) == (2, 2)
    assert members("club") == set(keys[:2])
    event = MembershipEvent.objects.first()
    assert event
    assert (event.cause, event.actor) == ("staff", STAFF_NAME)
    again = staff.do(ADD, id=gid("club"), customers=ids(keys[:3]))
    assert (again["joined"], again["customerGroup"]["memberCount"]) == (1, 3)


def test_add__by_a_search__puts_in_whoever_it_finds(
    staff: ApiClient, keys: list[str]
) -> None:
    done = staff.do(ADD, id=gid("club"), search="FIRM.io")

    assert done["joined"] == 3
    assert members("club") == set(keys[:3])


def test_remove__by_ids_and_by_a_search__takes_them_out(
    staff: ApiClient, keys: list[str]
) -> None:
    add_members("club", keys, actor="ann")
    make_group("other")
    add_members("other", keys, actor="ann")

    done = staff.do(REMOVE, id=gid("club"), customers=ids(keys[:1]))
    assert (done["left"], done["customerGroup"]["memberCount"]) == (1, 3)

    done = staff.do(REMOVE, id=gid("club"), search="firm")
    assert (done["left"], members("club")) == (2, {keys[3]})
    assert members("other") == set(keys)
    (error,) = staff.refuse(REMOVE, id=gid("club"), search="firm")
    assert (error["field"], error["code"]) == ("search", "NOT_FOUND")


@pytest.mark.parametrize("mutation", [ADD, REMOVE])
@pytest.mark.parametrize(
    ("variables", "field", "code"),
    [
        ({}, "customers", "REQUIRED"),
        ({"customers": []}, "customers", "REQUIRED"),
        ({"customers": ["x"], "search": "x"}, "customers", "REQUIRED"),
        ({"customers": ["x"]}, "customers", "NOT_FOUND"),
        ({"customers": [user_id("nobody")]}, "customers", "NOT_FOUND"),
        ({"search": "  "}, "search", "REQUIRED"),
        ({"search": "zzz"}, "search", "NOT_FOUND"),
        ({"customers": [user_id("x")] * 1001}, "customers", "TOO_MANY"),
    ],
)
def test_change__about_nobody_or_too_many__is_refused(
    staff: ApiClient,
    keys: list[str],
    mutation: str,
    variables: dict[str, Any],
    field: str,
    code: str,
) -> None:
    add_members("club", keys[:1], actor="ann")

    (error,) = staff.refuse(mutation, id=gid("club"), **variables)

    assert (error["field"], error["code"]) == (field, code)
    assert members("club") == {keys[0]}


def test_add__of_some_who_are_not_there__puts_in_nobody(
    staff: ApiClient, keys: list[str]
) -> None:
    customers = [*ids(keys), user_id("nobody")]

    (error,) = staff.refuse(ADD, id=gid("club"), customers=customers)

    assert "“nobody”" in error["message"]
    assert members("club") == set()


@pytest.mark.parametrize("mutation", [ADD, REMOVE])
def test_change__by_a_search_that_finds_too_many__is_refused_with_how_many(
    staff: ApiClient, keys: list[str], monkeypatch: pytest.MonkeyPatch, mutation: str
) -> None:
    add_members("club", keys, actor="ann")
    monkeypatch.setattr(found_members, "AT_ONCE", 2)

    (error,) = staff.refuse(mutation, id=gid("club"), search="firm")

    assert error["code"] == "TOO_MANY"
    assert "found in 3, more than 2" in error["message"]


@pytest.mark.parametrize("mutation", [ADD, REMOVE])
@pytest.mark.parametrize("code", ["buyers", "ended", "standard"])
def test_change__of_a_group_that_takes_nobody_by_hand__is_refused(
    staff: ApiClient, keys: list[str], mutation: str, code: str
) -> None:
    make_group("buyers", orders_at_least(1))
    make_group("ended")
    groups.archive_group("ended", actor="ann")

    (error,) = staff.refuse(mutation, id=gid(code), customers=ids(keys[:1]))

    assert (error["field"], error["code"]) == ("id", "INVALID")
    assert Assignment.objects.count() == 0


IMPORT = f"""mutation (
  $id: ID!, $text: String, $file: Upload, $dry: Boolean,
  $policy: CustomerGroupImportErrorPolicy
) {{
  customerGroupMembersImport(
    id: $id, text: $text, file: $file, dryRun: $dry, errorPolicy: $policy
  ) {{
    {ERRORS} applied lines added already repeated problemCount
    problems {{ line text outcome message }}
    result {{ kind status rowCount url }}
    customerGroup {{ memberCount }}
  }}
}}"""


def result_file() -> list[str]:
    packed = packed_content(ExportFile.objects.latest("pk"))
    assert packed is not None
    return unpacked(packed).decode().splitlines()


def test_import__of_keys_emails_and_ids__puts_them_in(
    staff: ApiClient, keys: list[str]
) -> None:
    text = f"{keys[0]}\r\nBOB@firm.io\r\n\r\n  {user_id(keys[2])}  \r\n"

    done = staff.do(IMPORT, id=gid("club"), text=text)

    assert done.pop("result") | {"url": ""} == {
        "kind": "IMPORT_RESULT",
        "status": "READY",
        "rowCount": 3,
        "url": "",
    }
    assert done == {
        "errors": [],
        "applied": True,
        "lines": 3,
        "added": 3,
        "already": 0,
        "repeated": 0,
        "problemCount": 0,
        "problems": [],
        "customerGroup": {"memberCount": 3},
    }
    assert members("club") == set(keys[:3])
    event = MembershipEvent.objects.first()
    assert event
    assert (event.cause, event.actor) == ("import", STAFF_NAME)


WRONG = "customer;note\nAnn;x\nnobody;y\nann@firm.io;\n\n=1+1;\nDot@x.io;z\n"


@pytest.fixture
def mixed(keys: list[str]) -> str:
    """A list with a wrong line of every kind; Dot is in already."""
    add_members("club", [keys[3]], actor="ann")
    return WRONG.replace("Ann", keys[0])


def test_import__with_wrong_lines__puts_in_nobody_and_says_which(
    staff: ApiClient, keys: list[str], mixed: str
) -> None:
    done = staff.do(IMPORT, id=gid("club"), text=mixed)

    assert done["applied"] is False
    assert [done[name] for name in ("lines", "added", "already", "repeated")] == [
        5,
        1,
        1,
        1,
    ]
    assert done["problemCount"] == 2
    assert done["problems"] == [
        {
            "line": 3,
            "text": "nobody",
            "outcome": "UNKNOWN",
            "message": "There is no customer “nobody”.",
        },
        {
            "line": 6,
            "text": "=1+1",
            "outcome": "UNKNOWN",
            "message": "There is no customer “=1+1”.",
        },
    ]
    assert members("club") == {keys[3]}
    assert result_file() == [
        "line,customer,outcome,message",
        f"2,{keys[0]},added,",
        "3,nobody,unknown,There is no customer “nobody”.",
        "4,ann@firm.io,repeated,The same customer as in line 2.",
        "6,'=1+1,unknown,There is no customer “=1+1”.",
        "7,Dot@x.io,already,In the group already.",
    ]


def test_import__that_ignores_wrong_lines__puts_in_the_others(
    staff: ApiClient, keys: list[str], mixed: str
) -> None:
    done = staff.do(IMPORT, id=gid("club"), text=mixed, policy="IGNORE_FAILED")

    assert (done["applied"], done["added"]) == (True, 1)
    assert members("club") == {keys[0], keys[3]}


def test_import__dry__changes_nothing_but_tells_the_same(
    staff: ApiClient, keys: list[str]
) -> None:
    done = staff.do(IMPORT, id=gid("club"), text=keys[0], dry=True)

    assert (done["applied"], done["added"]) == (False, 1)
    assert members("club") == set()
    assert MembershipEvent.objects.count() == 0


@pytest.mark.parametrize(
    "content",
    [
        '﻿customer,name\n{0},x\n{1},"a, b"\n',
        "Email\nann@firm.io\nbob@firm.io\n",
        "name\tID\nx\t{0}\ny\t{1}\n",
        "{0}\n{1}",
    ],
)
def test_import__of_a_file__reads_what_spreadsheets_write(
    staff: ApiClient, keys: list[str], content: str
) -> None:
    data = content.format(*keys).encode()

    answer = staff.upload(IMPORT, data, id=gid("club"))

    done = answer.data["customerGroupMembersImport"]
    assert done["errors"] == []
    assert members("club") == set(keys[:2])


@pytest.mark.parametrize(
    ("content", "code", "message"),
    [
        (b"", "REQUIRED", "names no customer"),
        (b"customer\n\n", "REQUIRED", "names no customer"),
        (b"a,b\n1,2\n", "INVALID", "several columns"),
        (b'customer\n"x', "INVALID", "cannot be read as CSV"),
        (b"\xff\xfea\x00", "INVALID", "no text in UTF-8"),
        (b"a\x00b", "INVALID", "contains NUL"),
    ],
)
def test_import__of_what_is_no_list__says_so(
    staff: ApiClient, keys: list[str], content: bytes, code: str, message: str
) -> None:
    answer = staff.upload(IMPORT, content, id=gid("club"))

    (error,) = answer.data["customerGroupMembersImport"]["errors"]
    assert (error["field"], error["code"]) == ("file", code)
    assert message in error["message"]


def test_import__of_too_long_a_list__is_refused(
    staff: ApiClient, keys: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(member_lists, "ROWS_LIMIT", 2)

    (error,) = staff.refuse(IMPORT, id=gid("club"), text="a\nb\nc")

    assert (error["code"], "3 customers" in error["message"]) == ("TOO_MANY", True)


@pytest.mark.parametrize("path", ["variables.nothing", "query", "x", "variables.id"])
def test_import__of_a_file_put_elsewhere__is_refused(
    staff: ApiClient, keys: list[str], path: str
) -> None:
    answer = staff.upload(IMPORT, b"x", path=path, id=gid("club"))

    assert answer.status == 400
    assert "no null" in answer.message


def test_import__into_a_group_that_takes_nobody__is_refused(
    staff: ApiClient, keys: list[str]
) -> None:
    make_group("buyers", orders_at_least(1))

    (error,) = staff.refuse(IMPORT, id=gid("buyers"), text=keys[0])

    assert (error["field"], error["code"]) == ("id", "INVALID")
    assert ExportFile.objects.count() == 0
