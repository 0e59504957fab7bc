"""Explanations: why a customer is in a group or not, and what would change it."""

from __future__ import annotations

import pytest

from saleor_customer_groups.models import CustomerGroup
from saleor_customer_groups.services import ticks
from saleor_customer_groups.services.assignments import add_members
from saleor_customer_groups.services.attributes import refresh_attributes
from saleor_customer_groups.services.explanations import (
    MembershipExplanation,
    explain_membership,
)
from saleor_customer_groups.services.groups import archive_group
from saleor_customer_groups.services.worker import work_off
from saleor_customer_groups.standalone.models import AttributeType, Customer

from .shopping import (
    NOW,
    define_attributes,
    happen,
    join_shop,
    make_group,
    members,
    orders_at_least,
    place_order,
    profile,
)

pytestmark = pytest.mark.django_db


def _explained(key: str, code: str) -> MembershipExplanation:
    return explain_membership(profile(key), CustomerGroup.objects.get(code=code))


def test_explanation__of_a_member__says_since_when_why_and_until_when(still_clock):
    join_shop("ann")
    place_order("ann")
    happen("ann")
    rule = {"fact": "last_order_at", "operator": "in_the_last", "value": {"days": 3}}
    make_group("recent", rule)
    found = _explained("ann", "recent")
    assert (found.is_member, found.since) == (True, NOW)
    assert found.reason.startswith("In, because ")
    assert found.reason.endswith("Would leave on 2024-05-19.")

    assert found.detail is not None
    assert found.detail.changes_at is not None
    still_clock.now = found.detail.changes_at
    ticks.tick()
    work_off()
    assert members("recent") == set()
    found = _explained("ann", "recent")
    assert (found.is_member, found.since) == (False, None)
    assert found.reason.startswith("Not in, because ")


def test_explanation__of_who_is_out__says_what_is_missing(still_clock):
    join_shop("ann")
    place_order("ann")
    happen("ann")
    make_group("buyers", orders_at_least(3))
    found = _explained("ann", "buyers")
    assert not found.is_member
    assert "2 orders short" in found.reason


def test_explanation__of_manual_members__says_who_put_them_in(still_clock):
    join_shop("ann", "bob")
    make_group("above")
    make_group("below", parent="above")
    add_members("below", ["ann"], actor="eve")
    assert _explained("ann", "below").reason.startswith("In, because eve put ")
    assert (
        _explained("ann", "above").reason
        == "In, because the customer is in the child group “Below”."
    )
    found = _explained("bob", "below")
    assert not found.is_member
    assert found.reason.startswith("Not in: nobody put ")


def test_explanation__of_the_default_group__asks_for_the_account(still_clock):
    join_shop("ann")
    join_shop("guest", is_registered=False)
    assert _explained("ann", "standard").is_member
    assert not _explained("guest", "standard").is_member


def test_explanation__of_a_rule_over_groups__follows_memberships(still_clock):
    join_shop("ann")
    make_group("vip")
    make_group("not-vip", {"not": {"group": "vip"}})
    assert _explained("ann", "not-vip").is_member
    add_members("vip", ["ann"], actor="eve")
    work_off()
    found = _explained("ann", "not-vip")
    assert not found.is_member
    assert "vip" in found.reason


def test_explanation__of_what_decides_before_any_rule__says_it(still_clock):
    join_shop("ann", "bob")
    make_group("past", orders_at_least(0))
    archive_group("past", actor="eve")
    assert "archived" in _explained("ann", "past").reason

    make_group("all", orders_at_least(0))
    Customer.objects.filter(key="bob").update(is_active=False)
    happen("bob")
    found = _explained("bob", "all")
    assert (found.is_member, found.reason) == (
        False,
        "Not in: the account is not active.",
    )


def test_explanation__of_a_frozen_group__says_so_and_keeps_who_was_in(still_clock):
    define_attributes({"tier": "text"})
    join_shop("ann")
    rule = {"not": {"fact": "attribute:tier", "operator": "is", "value": "gold"}}
    make_group("others", rule)
    AttributeType.objects.all().delete()
    refresh_attributes()
    work_off()
    found = _explained("ann", "others")
    assert found.is_member
    assert found.reason.startswith("The group is frozen: ")
    assert "attribute:tier" in found.reason
