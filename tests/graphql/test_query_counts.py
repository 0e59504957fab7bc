"""Statements per request: exact, and the same for lists of one and of twenty."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saleor_customer_groups.models import Profile
from saleor_customer_groups.services.assignments import add_members
from tests.making import NOW, StillClock, make_group, orders_at_least

from .asking import ApiClient
from .shops import ApiShop

SCALARS = "id code name kind revision status { state evaluatedThrough } subscribeTexts"
LISTS = {
    "scalars": (1, SCALARS + " { text }"),
    "total": (2, "id", "totalCount"),
    "parents and children": (3, "parent { name } children { name }"),
    "rules": (2, "rule"),
    "sentences": (2, "ruleDescription"),
    "sizes": (3, "memberCount share"),
    "usage": (7, "usage { kind sentence group { name } }"),
    "members": (2, "members(first: 5) { edges { node { since via } } }"),
    "members, shown": (
        4,
        "members(first: 5) { edges { node { group { code } customer { name email } } } }",
    ),
    "members, sorted and counted": (
        15,
        'members(first: 5, search: "c", sortBy: {field: NAME, direction: ASC})'
        " { totalCount edges { node { since } } }",
    ),
    "members and why": (
        10,
        "members(first: 5) { edges { node { why cause actor } } }",
    ),
    "history": (
        4,
        "history(first: 5) { totalCount edges { node { at customer { name } } } }",
    ),
    "statistics": (
        12,
        "statistics(period: LAST_30_DAYS) { share orders days { members } }",
    ),
}


@pytest.fixture
def many(shop: ApiShop, still: StillClock) -> None:
    """Twenty-one groups of both kinds with members, children and users."""
    keys = [shop.add_customer(f"customer {n}") for n in range(3)]
    shop.add_order(keys[0], 50, NOW)
    make_group("a-parent")
    for n in range(10):
        make_group(f"manual-{n}", parent="a-parent")
        add_members(f"manual-{n}", keys, actor="ann")
    for n in range(10):
        node = {"any": [orders_at_least(1), {"group": "manual-0"}]}
        make_group(f"dynamic-{n}", node)


def statements(client: ApiClient, query: str, **variables: Any) -> int:
    """Statements beyond those by which the host finds out who asks."""
    return counted(client, query, **variables) - counted(client, "{ __typename }")


def counted(client: ApiClient, query: str, **variables: Any) -> int:
    client.ask(query, **variables)  # what a process keeps is kept now
    with CaptureQueriesContext(connection) as captured:
        client.ask(query, **variables)
    return len(captured)


@pytest.mark.parametrize("name", LISTS)
def test_groups__with_any_field__take_as_many_statements_for_few_as_for_twenty(
    staff: ApiClient, many: None, name: str
) -> None:
    count, fields, *beside = LISTS[name]
    query = f"""query ($codes: [String!]) {{
      customerGroups(first: 100, where: {{code: {{oneOf: $codes}}}}) {{
        {" ".join(beside)} edges {{ node {{ {fields} }} }}
      }}
    }}"""
    few = ["manual-0", "dynamic-0"]
    twenty = [f"{kind}-{n}" for kind in ("manual", "dynamic") for n in range(10)]

    assert "errors" not in staff.ask(query, codes=twenty).body
    assert statements(staff, query, codes=twenty) == count
    assert statements(staff, query, codes=few) == count


@pytest.mark.parametrize(
    ("count", "fields"),
    [
        (2, "id key"),
        (3, "name email"),
        (6, "groups { since via group { name } }"),
        (13, "groups { why }"),
    ],
)
def test_customers__with_any_field__take_as_many_statements_for_one_as_for_twenty(
    shop: ApiShop, staff: ApiClient, many: None, count: int, fields: str
) -> None:
    for n in range(20):
        shop.add_customer(f"other {n}")
    query = f"""query ($size: Int) {{ customersByGroups(first: $size) {{
      edges {{ node {{ {fields} }} }}
    }} }}"""

    assert Profile.objects.count() > 20
    assert "errors" not in staff.ask(query, size=20).body
    assert statements(staff, query, size=20) == count
    assert statements(staff, query, size=1) == count


def test_permission__is_asked_for_without_a_statement(
    shop: ApiShop, many: None
) -> None:
    client = shop.anonymous_client()

    assert statements(client, "{ customerGroups(first: 20) { totalCount } }") == 0
