"""Many processes at once, some of them killed: nobody sees a half membership."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator

import pytest
from django.db import connection, transaction

from saleor_customer_groups.host import get_host
from saleor_customer_groups.models import Cause, CustomerGroup, MembershipEvent
from saleor_customer_groups.services import clock, marks, worker
from saleor_customer_groups.services.assignments import add_members
from saleor_customer_groups.services.locks import lock_group, lock_profiles
from saleor_customer_groups.services.queries import fetch
from saleor_customer_groups.services.sync import sync_profiles
from saleor_customer_groups.services.verification import verify
from saleor_customer_groups.standalone.models import Customer, Order

from .racing import Racers, racers
from .shopping import (
    document,
    ledger_problems,
    make_group,
    mark_count,
    members,
    orders_at_least,
    place_order,
)

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

#: Seconds between two looks: those who are looked at need the processor too.
_LOOK = 0.01
_COUNT = 500
_KEYS = tuple(f"c{number}" for number in range(_COUNT))
_FEMALE = {"fact": "gender", "operator": "is", "value": "female"}
_MALE = {"fact": "gender", "operator": "is", "value": "male"}
_WOMEN, _MEN = frozenset(_KEYS[::2]), frozenset(_KEYS[1::2])

#: Facts and memberships that do not fit, and no mark says that this is known. One
#: statement, so that it sees one instant.
_HALVES = """
WITH two AS (
  SELECT p.id,
    coalesce(f.order_count, 0) >= 2 AS should_be,
    EXISTS (SELECT FROM customer_groups_membership m
      WHERE m.profile_id = p.id AND m.group_id = %(two)s) AS is_in,
    EXISTS (SELECT FROM customer_groups_membership m
      WHERE m.profile_id = p.id AND m.group_id = %(not_two)s) AS is_out
  FROM customer_groups_profile p
  LEFT JOIN customer_groups_order_facts f ON f.profile_id = p.id AND f.channel = ''
)
SELECT id FROM two
WHERE (should_be <> is_in OR is_in = is_out)
  AND NOT EXISTS (
    SELECT FROM customer_groups_mark k
    WHERE k.group_id IN (%(two)s, %(not_two)s)
      AND (k.profile_id = two.id OR k.profile_id IS NULL)
  )
"""


@pytest.fixture
def race() -> Iterator[Racers]:
    with racers() as found:
        yield found


@pytest.fixture
def customers() -> None:
    """Five hundred, every other one a woman; each ordered once."""
    Customer.objects.bulk_create(
        Customer(
            key=key, is_registered=True, gender="female" if key in _WOMEN else "male"
        )
        for key in _KEYS
    )
    now = clock.database_now()
    for key in _KEYS:
        place_order(key, now, currency="USD")
    marks.mark_customers(_KEYS)
    worker.work_off()


def _groups_of_buyers() -> dict[str, int]:
    """Members of one group are never in the other, although it only says "not in"."""
    two = make_group("two", orders_at_least(2))
    not_two = make_group("not-two", {"not": {"group": "two"}})
    recent = {"fact": "last_order_at", "operator": "in_the_last", "value": {"hours": 1}}
    make_group("recent", recent)
    return {"two": two.pk, "not_two": not_two.pk}


def _assert_settled() -> None:
    """Whatever waited for its time is due by now: nothing is lost and all is proven."""
    until = time.monotonic() + 10
    while mark_count() and time.monotonic() < until:
        worker.work_off()
        time.sleep(0.05)
    found = verify()
    assert (found.differences, found.pending, found.frozen) == (0, 0, 0)
    assert mark_count() == 0
    assert ledger_problems() == []


def _wait_for(sql: str, count: int) -> None:
    until = time.monotonic() + 30
    while fetch(sql, {})[0][0] < count:
        assert time.monotonic() < until, sql
        time.sleep(0.02)


def test_evaluation__of_one_group_twice_at_once__is_written_once(
    customers: None, race: Racers
) -> None:
    group = make_group("two", orders_at_least(2))
    with transaction.atomic():
        profile_ids = [
            row[0] for row in fetch("SELECT id FROM customer_groups_profile", {})
        ]
        lock_profiles(profile_ids)
        for key in _KEYS:
            place_order(key, clock.database_now(), currency="USD")
        sync_profiles(profile_ids, now=clock.database_now(), host=get_host())
    with transaction.atomic():
        lock_group(group.pk)
        both = [race.start("evaluate", 1, "two") for _ in range(2)]
        _wait_for(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted",
            2,
        )
    assert sorted(race.finish(*both)) == ["", "500 joined, 0 left"]
    assert members("two") == set(_KEYS)
    _assert_settled()


def test_workers__beside_an_evaluation_in_a_loop__never_show_half_a_membership(
    customers: None, race: Racers
) -> None:
    groups = _groups_of_buyers()
    forever = [
        race.start("work", 0, 40),
        race.start("work", 0, 40),
        race.start("evaluate", 0, "two", "not-two"),
        race.start("tick", 0),
    ]
    shopping = [race.start("shop", 0, 0, 250), race.start("shop", 0, 250, 500)]
    observations = 0
    while any(each.poll() is None for each in shopping):
        assert fetch(_HALVES, groups) == []
        observations += 1
        time.sleep(_LOOK)
    race.finish(*shopping)
    race.stop(*forever)
    _assert_settled()
    assert observations > 5
    assert members("two") == members("recent") == set(_KEYS)
    assert members("not-two") == set()


def test_workers__killed_half_way__lose_no_mark(customers: None, race: Racers) -> None:
    groups = _groups_of_buyers()
    now = clock.database_now()
    for key in _KEYS:
        place_order(key, now, currency="USD")
    marks.mark_customers(_KEYS)
    chance = random.Random(5)
    left = mark_count()
    kills_half_way = 0
    while kills_half_way < 4 and left > 40:
        victim = race.start("work", 0, 20)
        until = time.monotonic() + 20
        while mark_count() == left and time.monotonic() < until:
            assert fetch(_HALVES, groups) == []
        time.sleep(chance.uniform(0, 0.03))
        race.kill(victim)
        left = mark_count()
        kills_half_way += left > 0
        assert fetch(_HALVES, groups) == []
    assert kills_half_way == 4
    survivor = race.start("work", 0, 2000)
    _wait_for("SELECT 500 - count(*) FROM customer_groups_mark", 500)
    race.stop(survivor)
    _assert_settled()
    assert members("two") == set(_KEYS)
    assert members("not-two") == set()
    joins = MembershipEvent.objects.filter(group_id=groups["two"])
    assert joins.count() == _COUNT


def test_rule_edit__while_workers_are_busy__is_published_at_once(
    customers: None, race: Racers
) -> None:
    make_group("flag", _FEMALE)
    make_group("unflagged", {"not": {"group": "flag"}})
    forever = [race.start("work", 0, 30), race.start("work", 0, 200)]
    shopping = race.start("shop", 0, 0, 500)
    rules = [json.dumps(document(rule)) for rule in (_MALE, _FEMALE)]
    editor = race.start("edit", 9, "flag", *rules)
    seen: set[frozenset[str]] = set()
    while editor.poll() is None or shopping.poll() is None:
        seen.add(frozenset(members("flag")))
        time.sleep(_LOOK)
    race.finish(editor, shopping)
    race.stop(*forever)
    _assert_settled()
    assert seen <= {_WOMEN, _MEN}
    assert len(seen) == 2
    assert members("flag") == _MEN
    assert members("unflagged") == _WOMEN
    flag = CustomerGroup.objects.get(code="flag")
    assert (flag.revision, flag.evaluated_revision) == (10, 10)
    assert not Order.objects.filter(key="raced-500").exists()


def test_manual_members__while_parents_are_evaluated__are_in_them_too(
    customers: None, race: Racers
) -> None:
    make_group("club")
    make_group("north", parent="club")
    make_group("south", parent="club")
    make_group("clubbers", {"group": "club"})
    add_members("north", _KEYS[:30], actor="ann")
    forever = [
        race.start("evaluate", 0, "club", "north", "clubbers"),
        race.start("work", 0, 100),
    ]
    assigning = [race.start("assign", 0, "north", 0, 90)]
    assigning.append(race.start("assign", 0, "south", 60, 150))
    while any(each.poll() is None for each in assigning):
        rows = fetch(
            "SELECT g.code, m.profile_id FROM customer_groups_membership m"
            " JOIN customer_groups_customer_group g ON g.id = m.group_id",
            {},
        )
        inside: dict[str, set[int]] = {"club": set(), "north": set(), "south": set()}
        for code, profile_id in rows:
            inside.setdefault(code, set()).add(profile_id)
        assert inside["club"] == inside["north"] | inside["south"]
        time.sleep(_LOOK)
    race.finish(*assigning)
    race.stop(*forever)
    _assert_settled()
    north = {f"c{n}" for n in range(90) if n % 3}
    south = {f"c{n}" for n in range(60, 150) if n % 3}
    assert (members("north"), members("south")) == (north, south)
    assert members("club") == members("clubbers") == north | south
    causes = MembershipEvent.objects.filter(group__code="club")
    assert set(causes.values_list("cause", flat=True)) == {Cause.STAFF}
    assert not connection.in_atomic_block
