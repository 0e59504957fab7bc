"""Assignments: customers put into manual groups, and their parents, by hand."""

from __future__ import annotations

import pytest

from saleor_customer_groups.models import Assignment, Membership, MembershipEvent
from saleor_customer_groups.services.assignments import add_members, remove_members
from saleor_customer_groups.services.errors import CustomerGroupsError, ErrorCode
from saleor_customer_groups.services.groups import archive_group
from saleor_customer_groups.services.verification import verify
from saleor_customer_groups.services.worker import work_off
from saleor_customer_groups.standalone.models import Customer

from .shopping import (
    happen,
    join_shop,
    ledger_problems,
    make_group,
    members,
    orders_at_least,
    place_order,
)

pytestmark = pytest.mark.django_db


def _vias() -> set[tuple[str, str, str]]:
    rows = Membership.objects.values_list("group__code", "profile__host_key", "via")
    return set(rows)


def test_members__added_twice__are_in_once_and_in_the_parents():
    join_shop("ann", "bob")
    make_group("above")
    make_group("below", parent="above")
    assert add_members("below", ["ann", "bob", "ann"], actor="eve")[1:] == (2, 0)
    assert add_members("below", ["ann"], actor="eve")[1:] == (0, 0)
    assert _vias() == {
        ("below", "ann", "own"),
        ("below", "bob", "own"),
        ("above", "ann", "child"),
        ("above", "bob", "child"),
    }
    events = MembershipEvent.objects.values_list("cause", "actor", "revision")
    assert list(events) == [("staff", "eve", 0)] * 4


def test_member__own_and_of_a_child__stays_until_out_of_both():
    join_shop("ann")
    make_group("above")
    make_group("below", parent="above")
    add_members("below", ["ann"], actor="eve")
    add_members("above", ["ann"], actor="eve")
    assert _vias() == {("below", "ann", "own"), ("above", "ann", "own")}
    remove_members("above", ["ann"], actor="eve")
    assert _vias() == {("below", "ann", "own"), ("above", "ann", "child")}
    assert remove_members("below", ["ann"], actor="eve")[1:] == (0, 1)
    assert _vias() == set()
    assert ledger_problems() == []
    assert MembershipEvent.objects.count() == 4


def test_members__some_unknown__are_all_refused_naming_them():
    join_shop("ann")
    make_group("vip")
    keys = ["ann", *(f"x{number}" for number in range(7))]
    for act in (add_members, remove_members):
        with pytest.raises(
            CustomerGroupsError, match=r"“x0”, “x1”.* and 2 more"
        ) as caught:
            act("vip", keys, actor="eve")
        assert caught.value.code == ErrorCode.NOT_FOUND
    assert not Assignment.objects.exists()
    assert members("vip") == set()


def test_members__of_groups_that_take_nobody_by_hand__are_refused():
    join_shop("ann")
    make_group("buyers", orders_at_least(1))
    make_group("past")
    archive_group("past", actor="eve")
    for code in ("buyers", "standard", "past"):
        with pytest.raises(CustomerGroupsError) as caught:
            add_members(code, ["ann"], actor="eve")
        assert (caught.value.code, caught.value.field) == (ErrorCode.INVALID, "group")
    assert not Assignment.objects.exists()


def test_staff__put_in_by_hand__are_shoppers_until_taken_out():
    join_shop("ann", is_staff=True)
    make_group("vip")
    make_group("anybody", orders_at_least(0))
    assert members("anybody") == set()
    add_members("vip", ["ann"], actor="eve")
    work_off()
    assert members("vip") == members("anybody") == {"ann"}
    remove_members("vip", ["ann"], actor="eve")
    work_off()
    assert members("vip") == members("anybody") == set()
    assert (verify().differences, ledger_problems()) == (0, [])


def test_staff__with_an_order__are_shoppers():
    join_shop("ann", is_staff=True)
    make_group("buyers", orders_at_least(1))
    place_order("ann")
    happen("ann")
    assert members("buyers") == {"ann"}


def test_member__inactive__is_out_and_comes_back():
    join_shop("ann")
    make_group("vip")
    add_members("vip", ["ann"], actor="eve")
    for is_active, expected in ((False, set()), (True, {"ann"})):
        Customer.objects.update(is_active=is_active)
        happen("ann")
        assert members("vip") == expected
    assert ledger_problems() == []


def test_member__added__concerns_the_rules_that_name_the_group():
    join_shop("ann", "bob")
    make_group("above")
    make_group("below", parent="above")
    make_group("named", {"group": "above"})
    make_group("not-named", {"not": {"group": "named"}})
    add_members("below", ["ann"], actor="eve")
    work_off()
    assert (members("named"), members("not-named")) == ({"ann"}, {"bob"})
    remove_members("below", ["ann"], actor="eve")
    work_off()
    assert (members("named"), members("not-named")) == (set(), {"ann", "bob"})
    assert verify().differences == 0
