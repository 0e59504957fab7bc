"""Worker: marks become facts and memberships, in a constant number of statements."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saleor_customer_groups.models import (
    Cause,
    Mark,
    Membership,
    MembershipEvent,
    OrderFacts,
    Profile,
)
from saleor_customer_groups.services import marks, memberships, worker
from saleor_customer_groups.services.assignments import add_members
from saleor_customer_groups.services.verification import verify
from saleor_customer_groups.standalone.models import Customer, Order

from .shopping import (
    NOW,
    add_line,
    define_attributes,
    happen,
    join_shop,
    ledger_problems,
    make_group,
    mark_count,
    members,
    orders_at_least,
    place_order,
    profile,
    refund,
    set_attribute,
    set_shop,
)

pytestmark = pytest.mark.django_db

_KINDS = (
    lambda n: orders_at_least(1 + n % 7),
    lambda n: {"fact": "lifetime_value", "operator": "greater_than", "value": n},
    lambda n: {
        "fact": "purchased",
        "operator": "at_least",
        "value": 1,
        "within": {"days": 1 + n},
    },
    lambda n: {"not": orders_at_least(1 + n)},
    lambda n: {"group": f"g{n - 4}"},
)


def _statements_of_one_order(key: str) -> int:
    order = place_order(key, currency="USD")
    add_line(order, "shoe")
    marks.mark_customers([key])
    with CaptureQueriesContext(connection) as queries:
        assert worker.work_once().profiles == 1
    return len(queries)


def test_order__of_one_customer__takes_as_many_statements_for_20_groups_as_for_200(
    still_clock,
):
    set_shop(currency="USD")
    join_shop("ann", "bob")
    counts = []
    for many in (20, 200):
        for number in range(20 if many == 200 else 0, many):
            make_group(f"g{number}", _KINDS[number % len(_KINDS)](number))
        worker.work_off()
        _statements_of_one_order("bob")  # warms what is kept between events
        worker.work_off()
        counts.append(_statements_of_one_order("ann"))
        worker.work_off()
        assert verify()[:3] == (0, 0, 0)
    assert counts[0] == counts[1]
    assert counts[0] < 60


def test_profiles__more_than_fifty__are_evaluated_by_sql_alone(
    still_clock, monkeypatch
):
    keys = join_shop(*(f"c{number}" for number in range(51)))
    make_group("buyers", orders_at_least(1))
    loads: list[int] = []
    load = memberships.load_customers

    def counted(profile_ids, **rest):
        loads.append(len(profile_ids))
        return load(profile_ids, **rest)

    monkeypatch.setattr(memberships, "load_customers", counted)
    for some in (keys[:50], keys):
        for key in some:
            place_order(key)
        happen(*some)
        assert members("buyers") == set(some)
    assert loads == [50]
    assert verify()[:3] == (0, 0, 0)


@pytest.mark.parametrize("count", [1, 60])
def test_groups__that_refer_to_each_other__follow_each_other(still_clock, count):
    keys = set(join_shop(*(f"c{number}" for number in range(count))))
    # Made so that what refers has a lower id than what it will refer to.
    make_group("manual")
    make_group("buyers", orders_at_least(1))
    make_group("not-buyers", {"not": {"group": "buyers"}})
    make_group("either", {"any": [{"group": "buyers"}, {"group": "not-buyers"}]})
    make_group("neither", {"not": {"group": "either"}})
    add_members("manual", sorted(keys), actor="eve")
    make_group("both", {"all": [{"group": "manual"}, {"group": "not-buyers"}]})
    assert members("not-buyers") == members("both") == keys
    for key in keys:
        place_order(key)
    happen(*keys)
    assert members("buyers") == members("either") == keys
    assert members("not-buyers") == members("both") == members("neither") == set()
    assert ledger_problems() == []
    assert verify()[:3] == (0, 0, 0)


def test_order__given_to_somebody_else__concerns_both(still_clock):
    join_shop("ann", "bob")
    make_group("buyers", orders_at_least(1))
    order = place_order("ann")
    add_line(order, "shoe")
    refund(order, NOW, 1)
    happen("ann")
    assert members("buyers") == {"ann"}
    Order.objects.filter(key=order.key).update(customer_key="bob")
    marks.mark_customers(["bob"])  # nobody tells of ann
    worker.work_off()
    assert members("buyers") == {"bob"}
    assert not OrderFacts.objects.filter(profile=profile("ann")).exists()
    assert verify()[:3] == (0, 0, 0)


def test_order__of_the_future__waits_for_its_time(still_clock):
    join_shop("ann")
    make_group("buyers", orders_at_least(1))
    at = NOW + timedelta(days=2)
    place_order("ann", at)
    happen("ann")
    assert members("buyers") == set()
    assert set(Mark.objects.values_list("due_at", flat=True)) == {at}
    still_clock.now = at - timedelta(microseconds=1)
    assert worker.work_off() == 0
    still_clock.now = at
    assert worker.work_off() == 1
    assert members("buyers") == {"ann"}
    assert mark_count() == 0


@pytest.mark.parametrize(
    "change", [{"is_active": False}, {"is_staff": True}], ids=["inactive", "staff"]
)
def test_customer__no_longer_a_shopper__leaves_every_group(still_clock, change):
    join_shop("ann")
    make_group("all", orders_at_least(0))
    make_group("not-all", {"not": orders_at_least(0)})
    Customer.objects.update(**change)
    happen("ann")
    assert members("all") == members("not-all") == set()
    last = MembershipEvent.objects.latest("id")
    assert (last.change, last.cause) == ("left", Cause.EVENT)


def test_customer__erased_or_deleted__leaves_every_group_and_keeps_no_facts(
    still_clock,
):
    join_shop("ann", "bob")
    make_group("all", orders_at_least(0))
    make_group("vip")
    add_members("vip", ["ann", "bob"], actor="eve")
    for key in ("ann", "bob"):
        place_order(key)
    happen("ann", "bob")
    Profile.objects.filter(host_key="ann").update(erased_at=NOW)
    Customer.objects.filter(key="bob").delete()
    happen("ann", "bob")
    assert not Membership.objects.exists()
    assert not OrderFacts.objects.filter(profile=profile("ann")).exists()
    assert verify()[:3] == (0, 0, 0)


def test_customer__whom_nobody_knew__gets_a_profile_by_the_mark(still_clock):
    make_group("all", orders_at_least(0))
    Customer.objects.create(key="new")
    happen("new", "new")
    assert members("all") == {"new"}
    assert Profile.objects.count() == 1


def test_mark__with_nothing_changed__writes_nothing(still_clock):
    join_shop("ann")
    make_group("all", orders_at_least(0))
    place_order("ann")
    happen("ann")
    events = MembershipEvent.objects.count()
    happen("ann")
    assert MembershipEvent.objects.count() == events


def test_attribute__changed__concerns_the_rules_that_read_it(still_clock):
    define_attributes({"tier": "text", "tags": "set"})
    join_shop("ann")
    make_group("gold", {"fact": "attribute:tier", "operator": "is", "value": "Gold"})
    make_group(
        "tagged", {"fact": "attribute:tags", "operator": "includes_any", "value": ["b"]}
    )
    set_attribute("ann", "tier", "GOLD ")
    set_attribute("ann", "tags", "a", "b")
    happen("ann")
    assert members("gold") == members("tagged") == {"ann"}
    set_attribute("ann", "tags", "a")
    happen("ann")
    assert (members("gold"), members("tagged")) == ({"ann"}, set())


def test_group__not_evaluated_yet__is_left_to_its_evaluation(still_clock):
    """A worker judges nobody by a rule whose members are still those of the old one."""
    join_shop("ann")
    group = make_group("buyers", orders_at_least(1))
    type(group).objects.filter(pk=group.pk).update(evaluated_revision=0)
    place_order("ann")
    marks.mark_customers(["ann"])
    worker.work_once()
    assert members("buyers") == set()
    waiting = Mark.objects.get()
    assert (waiting.group_id, waiting.due_at) == (
        group.pk,
        NOW + timedelta(milliseconds=200),
    )
    memberships.evaluate_group(group.pk)
    still_clock.advance(seconds=1)
    worker.work_off()
    assert members("buyers") == {"ann"}
    assert mark_count() == 0
