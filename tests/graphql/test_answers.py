"""Explanations of memberships, and how the shop stands."""

from __future__ import annotations

from datetime import timedelta

import pytest

from saleor_customer_groups.models import CustomerGroup, Mark, Membership, Profile
from saleor_customer_groups.services import groups, health
from saleor_customer_groups.services.assignments import add_members
from saleor_customer_groups.services.shop_settings import change_shop
from tests.making import NOW, StillClock, make_group, orders_at_least

from .asking import ApiClient, global_id, user_id
from .shops import ApiShop
from .test_groups import gid

EXPLAIN = """query ($group: ID!, $customer: ID!) {
  explainMembership(group: $group, customer: $customer) {
    isMember since reason changesAt
    conditions { depth sentence holds isUnknown actual gap }
  }
}"""


def test_explanation__of_a_rule__says_node_by_node(
    shop: ApiShop, staff: ApiClient, still: StillClock
) -> None:
    ann = shop.add_customer("Ann", country="PL")
    shop.add_order(ann, 50, NOW - timedelta(days=10))
    node = {
        "all": [
            {"fact": "last_order_at", "operator": "in_the_last", "value": {"days": 30}},
            {"not": {"fact": "city", "operator": "is_known"}},
        ]
    }
    make_group("recent", node)

    found = staff.get(EXPLAIN, group=gid("recent"), customer=user_id(ann))

    explained = found["explainMembership"]
    assert explained["isMember"] is True
    assert explained["since"] == "2024-05-15T12:00:00+00:00"
    assert explained["changesAt"] == "2024-06-05T00:00:00+00:00"
    assert explained["reason"].startswith("In, because last order is 2024-05-05 12:00")
    assert [
        (each["depth"], each["sentence"], each["holds"], each["actual"])
        for each in explained["conditions"]
    ] == [
        (0, "all of these", True, None),
        (1, "last order is in the last 30 days", True, "2024-05-05 12:00"),
        (1, "not this", True, None),
        (2, "city is known", False, "unknown"),
    ]


def test_explanation__of_who_is_not_in__says_what_is_missing(
    shop: ApiShop, staff: ApiClient
) -> None:
    ann = shop.add_customer("Ann")
    make_group("buyers", orders_at_least(3))
    make_group("club")

    bought = staff.get(EXPLAIN, group=gid("buyers"), customer=user_id(ann))
    put_in = staff.get(EXPLAIN, group=gid("club"), customer=user_id(ann))

    assert bought["explainMembership"]["isMember"] is False
    assert bought["explainMembership"]["conditions"][0]["gap"] == "3 orders short"
    assert put_in["explainMembership"] == {
        "isMember": False,
        "since": None,
        "reason": "Not in: nobody put the customer into this group.",
        "changesAt": None,
        "conditions": [],
    }


def test_explanation__about_nobody_or_nothing__says_so(
    shop: ApiShop, staff: ApiClient
) -> None:
    ann = shop.add_customer("Ann")
    make_group("club")

    nothing = staff.get(
        EXPLAIN, group=global_id("CustomerGroup", 999_999), customer=user_id(ann)
    )
    nobody = staff.ask(EXPLAIN, group=gid("club"), customer=user_id("nobody"))
    swapped = staff.ask(EXPLAIN, group=user_id(ann), customer=gid("club"))

    assert nothing == {"explainMembership": None}
    assert nobody.message == "There is no customer “nobody”."
    assert "received: User" in swapped.message


HEALTH = """{ health {
  at pending failed lag lastTick
  unevaluated { code } frozen { code }
  verification { differences pending frozen }
} }"""


def test_health__of_a_shop_at_rest__is_all_zero(
    shop: ApiShop, staff: ApiClient, still: StillClock
) -> None:
    shop.add_customer("Ann")
    make_group("buyers", orders_at_least(1))

    assert staff.get(HEALTH)["health"] == {
        "at": "2024-05-15T12:00:00+00:00",
        "pending": 0,
        "failed": 0,
        "lag": 0.0,
        "lastTick": "2024-05-15T12:00:00+00:00",
        "unevaluated": [],
        "frozen": [],
        "verification": {"differences": 0, "pending": 0, "frozen": 0},
    }


def test_health__without_dynamic_groups__has_no_tick(staff: ApiClient) -> None:
    assert staff.get(HEALTH)["health"]["lastTick"] is None


def test_health__while_marks_wait__says_how_many_and_how_long(
    shop: ApiShop, staff: ApiClient, still: StillClock
) -> None:
    ann = Profile.objects.get(host_key=shop.add_customer("Ann"))
    wait = timedelta(seconds=90)
    Mark.objects.create(profile_id=ann.pk, created_at=NOW - wait)
    Mark.objects.create(profile_id=ann.pk, created_at=NOW - timedelta(seconds=5))
    later = NOW + timedelta(minutes=1)
    Mark.objects.create(profile_id=ann.pk, due_at=later, created_at=NOW)
    Mark.objects.create(profile_id=ann.pk, due_at=later, failed_at=NOW)

    found = staff.get(HEALTH)["health"]

    assert (found["pending"], found["failed"], found["lag"]) == (3, 1, 90.0)


def test_health__of_groups_that_stand_still__names_them(
    shop: ApiShop, staff: ApiClient, still: StillClock
) -> None:
    ann = shop.add_customer("Ann")
    shop.add_order(ann, 5, NOW)
    for code in ("late", "broken", "wrong", "club"):
        make_group(code, None if code == "club" else orders_at_least(1))
    add_members("club", [ann], actor="ann")
    CustomerGroup.objects.filter(code="late").update(evaluated_revision=0)
    revision = CustomerGroup.objects.get(code="broken").revisions.get()
    revision.rule["rule"]["fact"] = "no_such_fact"
    revision.save()
    groups.touch_registry()
    groups.evaluate_group(revision.group_id)
    Membership.objects.filter(group__code="wrong").delete()

    found = staff.get(HEALTH)["health"]

    assert found["unevaluated"] == [{"code": "late"}]
    assert found["frozen"] == [{"code": "broken"}]
    assert found["pending"] == 1
    assert found["verification"] == {"differences": 1, "pending": 1, "frozen": 1}


def test_health__that_takes_too_long_to_verify__leaves_that_out(
    shop: ApiShop, staff: ApiClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "TIME_LIMIT", -1.0)

    found = staff.get(HEALTH)["health"]

    assert found["verification"] is None
    assert found["frozen"] == []


def test_shop__as_it_is_set__gives_words_their_meaning(
    staff: ApiClient, db: None
) -> None:
    query = "{ customerGroupShop { timeZone currency counting } }"
    change_shop(time_zone="Europe/Istanbul", counting="placed")

    found = staff.get(query)["customerGroupShop"]

    assert found == {
        "timeZone": "Europe/Istanbul",
        "currency": None,
        "counting": "PLACED",
    }
    change_shop(currency="TRY")
    assert staff.get(query)["customerGroupShop"]["currency"] == "TRY"
