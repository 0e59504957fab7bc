"""At 50,000 profiles PostgreSQL finds what it is asked for by indexes.

The plans are asked for once; the tests look them up. A sequential scan of a table that
grows with the shop is what must not happen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Final
from zoneinfo import ZoneInfo

import pytest
from pytest_django import DjangoDbBlocker

from saleor_customer_groups.engine.catalogue import Catalogue
from saleor_customer_groups.engine.compiler import Compiler, GroupReference
from saleor_customer_groups.engine.flips import render_sweeps, sweeps
from saleor_customer_groups.engine.operators import FactType
from saleor_customer_groups.engine.parser import parse_rule
from saleor_customer_groups.engine.rules import Rule
from saleor_customer_groups.engine.sql import Statement, render
from saleor_customer_groups.engine.windows import Moment
from saleor_customer_groups.services.queries import fetch, query
from tests.loading import undone
from tests.sql.large_shop import BIG, NOW, fill

pytestmark = pytest.mark.django_db

CATALOGUE: Final = Catalogue(
    currency="EUR",
    attributes={"visited_at": FactType.INSTANT, "renews_on": FactType.DATE},
)
COMPILER: Final = Compiler(Moment(NOW, ZoneInfo("Europe/Warsaw")), CATALOGUE, {})
A_MINUTE_AGO: Final = timedelta(minutes=1)
TWO_DAYS_AGO: Final = timedelta(days=2)

#: Rules whose answers change with time, and the table that each tick looks into.
SWEPT: Final = {
    "signed up lately": (
        {"fact": "joined_at", "operator": "in_the_last", "value": {"hours": 900}},
        A_MINUTE_AGO,
        "cgroups_joined_at",
    ),
    "dormant": (
        {"fact": "last_order_at", "operator": "more_than_ago", "value": {"days": 90}},
        TWO_DAYS_AGO,
        "cgroups_last_order",
    ),
    "first order": (
        {"fact": "first_order_at", "operator": "in_the_last", "value": {"hours": 48}},
        A_MINUTE_AGO,
        "cgroups_first_order",
    ),
    "birthday": (
        {
            "fact": "birthdate",
            "operator": "anniversary_in_the_next",
            "value": {"days": 7},
        },
        TWO_DAYS_AGO,
        "cgroups_birth_day",
    ),
    "age": (
        {"fact": "age", "operator": "at_least", "value": 30},
        TWO_DAYS_AGO,
        "cgroups_birthdate",
    ),
    "abandoned checkout": (
        {
            "fact": "open_checkout_at",
            "operator": "more_than_ago",
            "value": {"hours": 4},
        },
        A_MINUTE_AGO,
        "cgroups_open_checkout",
    ),
    "bought lately": (
        {
            "fact": "purchased",
            "operator": "at_least",
            "value": 1,
            "target": {"brand": "b7"},
            "within": {"days": 30},
        },
        TWO_DAYS_AGO,
        "cgroups_line_",
    ),
    "orders lately": (
        {
            "fact": "order_count",
            "operator": "at_least",
            "value": 2,
            "within": {"hours": 700},
        },
        A_MINUTE_AGO,
        "cgroups_order_at",
    ),
    "refunds lately": (
        {
            "fact": "refunded_value",
            "operator": "greater_than",
            "value": 1,
            "within": {"days": 30},
        },
        TWO_DAYS_AGO,
        "cgroups_refund_",
    ),
    "viewed lately": (
        {
            "fact": "viewed",
            "operator": "at_least",
            "value": 3,
            "within": {"days": 30},
        },
        TWO_DAYS_AGO,
        "cgroups_activity_",
    ),
    "an attribute's instant": (
        {
            "fact": "attribute:visited_at",
            "operator": "in_the_last",
            "value": {"hours": 900},
        },
        A_MINUTE_AGO,
        "cgroups_attr_instant",
    ),
    "an attribute's day": (
        {
            "fact": "attribute:renews_on",
            "operator": "in_the_last",
            "value": {"days": 400},
        },
        TWO_DAYS_AGO,
        "cgroups_attr_day",
    ),
}

#: What is read while a customer waits, or every second.
LOOKED_UP: Final = {
    "groups of a customer": (
        "SELECT group_id FROM customer_groups_membership"
        " WHERE profile_id = ANY(%(ids)s::bigint[])",
        "cgroups_member_profile",
    ),
    "whether a customer is in a group": (
        "SELECT FROM customer_groups_membership"
        " WHERE group_id = %(group)s AND profile_id = 77",
        "customer_groups_membership_pkey|cgroups_member_profile",
    ),
    "due marks": (query("claim_marks"), "cgroups_mark_due"),
    "how many marks are due": (
        "SELECT count(*) FROM customer_groups_mark WHERE due_at <= %(now)s",
        "cgroups_mark_due",
    ),
    "a customer's ledger": (
        query("ledger", where="e.profile_id = %(id)s"),
        "cgroups_event_profile",
    ),
    "a group's ledger": (
        query("ledger", where="e.group_id = %(group)s"),
        "cgroups_event_group",
    ),
    "a customer by key": (
        "SELECT id FROM customer_groups_profile"
        " WHERE kind = 'customer' AND host_key = 'c77'",
        "cgroups_profile_host_key",
    ),
    "order facts of one": (query("order_facts"), "cgroups_order_profile"),
    "value facts of one": (query("value_facts"), "cgroups_order_profile"),
}

#: Whole rules, and the table that must not be read from end to end.
ASKED: Final = {
    "bought a product lately": (
        {
            "fact": "purchased",
            "operator": "at_least",
            "value": 1,
            "target": {"product": "p7"},
            "within": {"days": 60},
        },
        "line_record",
        "cgroups_line_item",
    ),
    "viewed a product lately": (
        {
            "fact": "viewed",
            "operator": "at_least",
            "value": 1,
            "target": {"product": "p7"},
            "within": {"days": 60},
        },
        "activity_day",
        "cgroups_activity_item",
    ),
    "used a code": (
        {
            "fact": "voucher_codes_used",
            "operator": "includes_any",
            "value": ["SPRING"],
            "within": {"days": 10},
        },
        "order_record",
        "cgroups_order_",
    ),
    "ordered lately": (
        {
            "fact": "order_count",
            "operator": "at_least",
            "value": 1,
            "within": {"days": 5},
        },
        "order_record",
        "cgroups_order_at",
    ),
}


def parsed(node: object) -> Rule:
    return parse_rule({"version": 1, "rule": node}, catalogue=CATALOGUE)


@pytest.fixture(scope="module")
def plans(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Mapping[str, str]:
    """Plans by name, from a shop of 50,000 that is gone again when they are known."""
    with django_db_blocker.unblock(), undone():
        group = fill()
        return {name: explain(each) for name, each in statements(group).items()}


def statements(group: GroupReference) -> dict[str, Statement]:
    found = {}
    for name, (node, ago, _) in SWEPT.items():
        since = Moment(NOW - ago, COMPILER.moment.zone)
        swept = sweeps(parsed(node), COMPILER, since=since)
        statement = render_sweeps({sweep: [1, 2] for sweep in swept})
        assert statement is not None, f"Nothing flips for {name}."
        found[name] = statement
    params = {
        "ids": [77, 78],
        "profiles": [77],
        "group": group.id,
        "id": 77,
        "now": NOW,
        "limit": 1000,
    }
    for name, (sql, _) in LOOKED_UP.items():
        found[name] = Statement(sql, params)
    for name, (node, _, _) in ASKED.items():
        expression = COMPILER.compile(parsed(node))
        found[name] = render(expression, audience=("customer",))
        limited = render(expression, audience=("customer",), is_limited=True)
        found[f"{name}, one customer"] = Statement(
            limited.sql, {**limited.params, "profiles": [77]}
        )
    return found


def explain(statement: Statement) -> str:
    rows = fetch(f"EXPLAIN {statement.sql}", statement.params)
    return "\n".join(row[0] for row in rows)


def read_whole(plan: str) -> set[str]:
    """Big tables that the plan reads from end to end."""
    scanned = set(re.findall(r"Seq Scan on customer_groups_(\w+)", plan))
    return scanned & set(BIG)


@pytest.mark.parametrize("name", SWEPT)
def test_sweep__of_a_tick__reads_a_range_of_an_index(
    name: str, plans: Mapping[str, str]
) -> None:
    plan = plans[name]

    assert read_whole(plan) == set(), plan
    assert SWEPT[name][2] in plan, plan


@pytest.mark.parametrize("name", LOOKED_UP)
def test_lookup__at_run_time__uses_its_index(
    name: str, plans: Mapping[str, str]
) -> None:
    plan = plans[name]

    assert read_whole(plan) == set(), plan
    assert re.search(LOOKED_UP[name][1], plan), plan


@pytest.mark.parametrize("name", ASKED)
def test_rule__on_a_part_of_the_history__reads_that_part(
    name: str, plans: Mapping[str, str]
) -> None:
    _, table, index = ASKED[name]
    plan = plans[name]

    assert table not in read_whole(plan), plan
    assert index in plan, plan


@pytest.mark.parametrize("name", ASKED)
def test_rule__limited_to_one_customer__reads_nothing_whole(
    name: str, plans: Mapping[str, str]
) -> None:
    plan = plans[f"{name}, one customer"]

    assert read_whole(plan) == set(), plan


def test_rule__limited_to_some_customers__does_not_read_what_everybody_bought(
    plans: Mapping[str, str],
) -> None:
    plan = plans["bought a product lately, one customer"]

    assert "cgroups_line_item" not in plan, plan
    assert "cgroups_line_profile" in plan, plan


def test_read_whole__plan_with_a_sequential_scan__names_its_table() -> None:
    plan = "Hash Join\n  ->  Parallel Seq Scan on customer_groups_mark m"

    assert read_whole(plan) == {"mark"}
