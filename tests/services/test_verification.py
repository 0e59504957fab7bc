"""Verification: finds what no rule explains, and says what is frozen or pending."""

from __future__ import annotations

import pytest

from saleor_customer_groups.host import get_host
from saleor_customer_groups.models import (
    CustomerGroup,
    Membership,
    MembershipEvent,
)
from saleor_customer_groups.services import marks, ticks
from saleor_customer_groups.services.assignments import add_members
from saleor_customer_groups.services.attributes import refresh_attributes
from saleor_customer_groups.services.groups import (
    archive_group,
    delete_group,
    edit_group,
)
from saleor_customer_groups.services.verification import verify
from saleor_customer_groups.services.worker import work_off
from saleor_customer_groups.standalone.models import AttributeType

from .conftest import StillClock
from .shopping import (
    NOW,
    define_attributes,
    document,
    happen,
    join_shop,
    make_group,
    members,
    orders_at_least,
    place_order,
    profile,
    set_attribute,
)

pytestmark = pytest.mark.django_db

_GOLD = {"fact": "attribute:tier", "operator": "is", "value": "gold"}


@pytest.fixture
def shop(still_clock: StillClock) -> None:
    """Ann bought and is in the club; Bob did and is neither."""
    join_shop("ann", "bob")
    place_order("ann")
    happen("ann")
    make_group("buyers", orders_at_least(1))
    make_group("above")
    make_group("club", parent="above")
    add_members("club", ["ann"], actor="eve")


def _differences() -> dict[str, int]:
    return {each.code: each.differences for each in verify().groups if each.differences}


def test_verify__of_an_untouched_shop__finds_nothing(shop):
    found = verify()
    assert (found.differences, found.pending, found.frozen) == (0, 0, 0)
    assert {each.code for each in found.groups} == {
        "standard",
        "buyers",
        "above",
        "club",
    }
    assert {each.code: each.evaluated_through for each in found.groups}["buyers"] == NOW


def test_verify__of_removed_and_added_memberships__finds_each(shop):
    Membership.objects.filter(group__code="buyers").delete()
    group = CustomerGroup.objects.get(code="above")
    Membership.objects.create(
        group=group, profile=profile("bob"), via="own", joined_at=NOW
    )
    assert _differences() == {"buyers": 1, "above": 1}
    assert verify(["buyers"]).differences == 1
    assert verify(["club"]).differences == 0


def test_verify__of_a_member_by_another_way__finds_it(shop):
    Membership.objects.filter(group__code="above").update(via="own")
    assert _differences() == {"above": 1}


def test_verify__of_a_member_of_the_default_group__finds_the_row(shop):
    standard = CustomerGroup.objects.get(is_default=True)
    Membership.objects.create(
        group=standard, profile=profile("bob"), via="own", joined_at=NOW
    )
    assert _differences() == {"standard": 1}


def test_verify__of_a_marked_customer__counts_the_mark_and_no_difference(shop):
    Membership.objects.filter(group__code="buyers").delete()
    marks.mark_customers(["ann"])
    found = verify()
    assert (found.differences, found.pending) == (0, 1)


def test_verify__of_a_marked_group__counts_the_mark_and_no_difference(shop):
    Membership.objects.filter(group__code="buyers").delete()
    marks.mark_group(CustomerGroup.objects.get(code="buyers").pk)
    found = verify()
    assert (found.differences, found.pending) == (0, 1)
    work_off()
    assert members("buyers") == {"ann"}
    assert (verify().differences, verify().pending) == (0, 0)


def test_verify__of_a_mark_that_waits__is_not_pending(shop, still_clock):
    place_order("bob", still_clock.advance(days=1))
    still_clock.advance(days=-1)
    happen("bob")
    assert verify().pending == 0
    still_clock.advance(days=1)
    assert verify().pending == 1


def test_verify__when_time_passed_without_a_tick__looks_at_when_it_was_exact(
    shop, still_clock
):
    rule = {"fact": "last_order_at", "operator": "in_the_last", "value": {"days": 3}}
    make_group("recent", rule)
    still_clock.advance(days=10)
    assert verify().differences == 0
    ticks.tick()
    assert (verify().differences, verify().pending) == (0, 1)
    work_off()
    assert members("recent") == set()


def _forget_attribute() -> None:
    AttributeType.objects.filter(key="tier").delete()
    refresh_attributes(host=get_host())


def _remember_attribute(type_: str = "text") -> None:
    AttributeType.objects.create(key="tier", type=type_, label="Tier")
    refresh_attributes(host=get_host())


def test_group__whose_attribute_is_gone__freezes_and_thaws_when_it_is_back(shop):
    define_attributes({"tier": "text"})
    set_attribute("ann", "tier", "gold")
    happen("ann")
    make_group("gold", _GOLD)
    make_group("not-gold", {"not": {"group": "gold"}})
    assert (members("gold"), members("not-gold")) == ({"ann"}, {"bob"})

    _forget_attribute()
    work_off()
    gold = CustomerGroup.objects.get(code="gold")
    assert gold.invalid_since == NOW
    assert "attribute:tier" in gold.invalid_reason
    assert verify().frozen == 1
    assert {each.code for each in verify().groups if each.is_frozen} == {"gold"}

    set_attribute("bob", "tier", "gold")
    place_order("bob")
    happen("ann", "bob")
    ticks.tick()
    work_off()
    assert (members("gold"), members("not-gold")) == ({"ann"}, {"bob"})
    assert members("buyers") == {"ann", "bob"}
    found = verify()
    assert (found.differences, found.pending, found.frozen) == (0, 0, 1)

    _remember_attribute()
    happen("ann", "bob")
    assert (members("gold"), members("not-gold")) == ({"ann", "bob"}, set())
    gold.refresh_from_db()
    assert (gold.invalid_reason, gold.invalid_since) == ("", None)
    assert verify()[:3] == (0, 0, 0)


def test_group__whose_attribute_changed_its_type__freezes(shop):
    define_attributes({"tier": "text"})
    set_attribute("ann", "tier", "gold")
    happen("ann")
    make_group("gold", _GOLD)
    _forget_attribute()
    _remember_attribute("number")
    work_off()
    assert verify().frozen == 1
    assert members("gold") == {"ann"}
    assert not MembershipEvent.objects.filter(
        group__code="gold", change="left"
    ).exists()


def test_frozen_group__with_a_new_rule__is_exact_again(shop):
    define_attributes({"tier": "text"})
    make_group("gold", _GOLD)
    _forget_attribute()
    work_off()
    edit_group("gold", {"rule": document(orders_at_least(1))}, actor="eve")
    assert members("gold") == {"ann"}
    assert verify()[:3] == (0, 0, 0)


def test_archived_group__that_names_a_deleted_one__is_not_frozen(shop):
    make_group("named", {"group": "buyers"})
    archive_group("named", actor="eve")
    delete_group("buyers", actor="eve")
    work_off()
    assert verify()[:3] == (0, 0, 0)
