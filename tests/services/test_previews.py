"""Previews: who a rule would take in, now or at a past instant, without writing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from saleor_customer_groups.engine.parser import parse_rule
from saleor_customer_groups.engine.rules import Rule
from saleor_customer_groups.models import Mark, Membership, MembershipEvent
from saleor_customer_groups.services.assignments import add_members, remove_members
from saleor_customer_groups.services.groups import archive_group
from saleor_customer_groups.services.members import list_members
from saleor_customer_groups.services.previews import count_members, preview
from saleor_customer_groups.services.shops import get_catalogue, get_shop
from saleor_customer_groups.standalone.models import Customer

from .conftest import StillClock
from .shopping import (
    DAY,
    NOW,
    document,
    happen,
    join_shop,
    make_group,
    orders_at_least,
    place_order,
    refund,
)

pytestmark = pytest.mark.django_db

_FEMALE = {"fact": "gender", "operator": "is", "value": "female"}


def _rule(node: dict[str, object]) -> Rule:
    return parse_rule(document(node), catalogue=get_catalogue(get_shop()))


@pytest.fixture
def shop(still_clock: StillClock) -> None:
    """Ann bought ten and four days ago, Bob today, Cleo never and joined yesterday."""
    join_shop("ann", gender="female", joined_at=NOW - 30 * DAY)
    join_shop("bob", gender="male", joined_at=NOW - 30 * DAY)
    join_shop("cleo", joined_at=NOW - DAY)
    refund(place_order("ann", NOW - 10 * DAY), NOW - 3 * DAY, 10)
    place_order("ann", NOW - 4 * DAY)
    place_order("bob", NOW)
    happen("ann", "bob")


def test_preview__of_a_rule__counts_shares_and_names(shop):
    found = preview(_rule(orders_at_least(1)))
    assert (found.count, found.population) == (2, 3)
    assert found.share == pytest.approx(2 / 3)
    assert (found.unknown, found.joins, found.leaves) == (0, 2, 0)
    assert found.sample == ("ann", "bob")
    assert found.at == NOW
    assert found.as_known_today == ()


def test_preview__of_an_unknown_fact__counts_who_has_none(shop):
    found = preview(_rule({"not": _FEMALE}))
    assert (found.count, found.unknown) == (2, 1)
    assert found.sample == ("bob", "cleo")


def test_preview__beside_a_group__says_who_would_join_and_leave(shop):
    group = make_group("women", _FEMALE)
    found = preview(_rule(orders_at_least(1)), group_id=group.pk)
    assert (found.count, found.joins, found.leaves) == (2, 1, 0)
    found = preview(_rule({"not": _FEMALE}), group_id=group.pk)
    assert (found.joins, found.leaves) == (2, 1)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (11, (set(), 2)),
        (10, ({"ann"}, 2)),
        (4, ({"ann"}, 2)),
        (1, ({"ann"}, 3)),
        (0, ({"ann", "bob"}, 3)),
    ],
)
def test_preview__as_of_a_day__knows_what_had_happened(shop, days, expected):
    found = preview(_rule(orders_at_least(1)), as_of=NOW - days * DAY)
    assert (set(found.sample), found.population) == expected
    assert (
        count_members(_rule(orders_at_least(1)), as_of=NOW - days * DAY) == found.count
    )


def test_preview__as_of_an_instant__counts_a_refunded_order_until_its_refund(shop):
    two = _rule(orders_at_least(2))
    refunded_at = NOW - 3 * DAY
    just_before = refunded_at - timedelta(microseconds=1)
    assert preview(two, as_of=just_before).sample == ("ann",)
    assert preview(two, as_of=refunded_at).sample == ()


def test_preview__as_of_a_day__looks_back_from_that_day(shop):
    recent = {"fact": "last_order_at", "operator": "in_the_last", "value": {"days": 2}}
    assert preview(_rule(recent)).sample == ("bob",)
    assert preview(_rule(recent), as_of=NOW - 8 * DAY).sample == ("ann",)


def test_preview__as_of_a_day__names_the_facts_as_known_today(shop):
    Customer.objects.filter(key="bob").update(gender="female")
    happen("bob")
    rule = _rule({"all": [_FEMALE, orders_at_least(0)]})
    found = preview(rule, as_of=NOW - 20 * DAY)
    assert found.sample == ("ann", "bob")
    assert found.as_known_today == ("Gender",)


def test_preview__as_of_a_day__asks_dynamic_groups_and_the_ledger_of_manual_ones(
    still_clock,
):
    join_shop("ann", "bob")
    manual = make_group("manual")
    make_group("buyers", orders_at_least(1))
    make_group("both", {"all": [{"group": "buyers"}, {"group": "manual"}]})
    place_order("ann", NOW - DAY)
    place_order("bob", NOW + DAY)
    add_members("manual", ["ann"], actor="eve")
    still_clock.advance(days=2)
    add_members("manual", ["bob"], actor="eve")
    happen("ann", "bob")
    still_clock.advance(days=2)
    remove_members("manual", ["ann"], actor="eve")
    happen("ann")
    rule = _rule({"group": "both"})
    expected = {0: {"ann"}, 1: {"ann"}, 2: {"ann", "bob"}, 4: {"bob"}}
    for days, keys in expected.items():
        found = preview(rule, as_of=NOW + days * DAY)
        assert set(found.sample) == keys, days
    past = NOW - DAY
    assert preview(rule, as_of=past).count == 0
    assert list(list_members(manual, as_of=past)) == []
    assert preview(rule).sample == ("bob",)


def test_preview__as_of_a_day_before_archiving__knows_the_members_of_then(still_clock):
    join_shop("ann", "bob")
    make_group("buyers", orders_at_least(1))
    place_order("ann", NOW)
    happen("ann")
    still_clock.advance(days=2)
    archive_group("buyers", actor="eve")
    rule = _rule({"group": "buyers"})
    assert preview(rule, as_of=NOW + DAY).sample == ("ann",)
    assert preview(rule, as_of=NOW + 2 * DAY).sample == ()
    assert preview(rule).sample == ()


def test_preview__at_any_time__writes_nothing(shop):
    make_group("women", _FEMALE)

    def state() -> list[object]:
        models = (Membership, MembershipEvent, Mark)
        return [list(model.objects.values_list()) for model in models]

    before = state()
    preview(_rule({"group": "women"}), as_of=NOW - DAY)
    preview(_rule({"not": _FEMALE}))
    assert state() == before


def test_preview__of_nobody__has_no_share(still_clock):
    found = preview(_rule(_FEMALE))
    assert (found.count, found.population, found.share) == (0, 0, 0.0)
