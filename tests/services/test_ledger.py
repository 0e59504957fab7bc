"""Ledger: who joined or left which group, when, why, and by whom."""

from __future__ import annotations

from datetime import timedelta

import pytest

from saleor_customer_groups.models import CustomerGroup
from saleor_customer_groups.services import ticks
from saleor_customer_groups.services.assignments import add_members, remove_members
from saleor_customer_groups.services.groups import delete_group, edit_group
from saleor_customer_groups.services.ledger import (
    customer_history,
    flows_since,
    group_history,
)
from saleor_customer_groups.services.members import list_members
from saleor_customer_groups.services.worker import work_off

from .shopping import (
    DAY,
    NOW,
    document,
    happen,
    join_shop,
    ledger_problems,
    make_group,
    orders_at_least,
    place_order,
    profile,
)

pytestmark = pytest.mark.django_db

_RECENT = {"fact": "last_order_at", "operator": "in_the_last", "value": {"days": 3}}


def test_ledger__of_a_life__says_each_change_with_its_cause(still_clock):
    join_shop("ann")
    make_group("recent", _RECENT)
    still_clock.advance(hours=1)
    place_order("ann", still_clock.now)
    happen("ann")
    still_clock.advance(days=5)
    ticks.tick()
    work_off()
    still_clock.advance(hours=1)
    edit_group("recent", {"rule": document(orders_at_least(1))}, actor="eve")

    entries = customer_history(profile("ann"))
    assert [
        (each.change, each.cause, each.revision, each.actor) for each in entries
    ] == [
        ("joined", "rule", 2, ""),
        ("left", "time", 1, ""),
        ("joined", "event", 1, ""),
    ]
    assert [each.at - NOW for each in entries] == [
        timedelta(days=5, hours=2),
        timedelta(days=5, hours=1),
        timedelta(hours=1),
    ]
    assert group_history(CustomerGroup.objects.get(code="recent")) == entries
    assert customer_history(profile("ann"), limit=1) == entries[:1]
    assert ledger_problems() == []


def test_ledger__of_a_deleted_group__keeps_its_code(still_clock):
    join_shop("ann")
    make_group("vip")
    add_members("vip", ["ann"], actor="eve")
    delete_group("vip", actor="bob")
    entries = customer_history(profile("ann"))
    assert [(each.group, each.change, each.actor) for each in entries] == [
        ("vip", "left", "bob"),
        ("vip", "joined", "eve"),
    ]


def test_recorded_members__at_any_instant__are_those_of_that_instant(still_clock):
    join_shop("ann", "bob")
    group = make_group("vip")
    for action, key in (
        (add_members, "ann"),
        (add_members, "bob"),
        (remove_members, "ann"),
    ):
        still_clock.advance(days=1)
        action("vip", [key], actor="eve")
    expected = [set(), {"ann"}, {"ann", "bob"}, {"bob"}]
    for number, keys in enumerate(expected):
        at = NOW + number * DAY
        assert {each.customer for each in list_members(group, recorded_at=at)} == keys
        assert {each.customer for each in list_members(group, as_of=at)} == keys
    just_before = NOW + 2 * DAY - timedelta(microseconds=1)
    assert [each.customer for each in list_members(group, recorded_at=just_before)] == [
        "ann"
    ]


def test_flows__since_an_instant__count_both_ways(still_clock):
    join_shop("ann", "bob")
    group = make_group("vip")
    add_members("vip", ["ann"], actor="eve")
    still_clock.advance(days=1)
    add_members("vip", ["bob"], actor="eve")
    remove_members("vip", ["ann", "bob"], actor="eve")
    assert flows_since(NOW)[group.pk][1:] == (2, 2)
    assert flows_since(NOW + DAY)[group.pk][1:] == (1, 2)
    assert flows_since(NOW + 2 * DAY) == {}
