"""What the API says in the language that it is asked in."""

from __future__ import annotations

import re
from typing import Any

import pytest

from saleor_customer_groups.models import CustomerGroup
from saleor_customer_groups.services import groups
from saleor_customer_groups.services.assignments import add_members
from saleor_customer_groups.services.memberships import evaluate_group
from saleor_customer_groups.services.shops import touch_registry
from tests.making import NOW, StillClock, document, make_group, orders_at_least

from .asking import ApiClient, global_id, nodes, user_id
from .shops import ApiShop
from .test_answers import EXPLAIN
from .test_groups import gid


def speaking(client: ApiClient, accepted: str) -> ApiClient:
    return ApiClient(client.path, {**client.headers, "Accept-Language": accepted})


@pytest.fixture
def turkish(staff: ApiClient) -> ApiClient:
    return speaking(staff, "tr")


LABEL = "{ ruleFacts { name label help operators { name label } } }"


@pytest.mark.parametrize(
    ("accepted", "label"),
    [
        ("tr", "Ülke"),
        ("TR-tr", "Ülke"),
        ("de, tr;q=0.5, en;q=0.3", "Ülke"),
        ("en;q=0.9, tr;q=0.1", "Country"),
        ("de", "Country"),
        ("*", "Country"),
        ("", "Country"),
        ("x" * 10_000, "Country"),
    ],
)
def test_language__is_the_first_accepted_that_there_is(
    staff: ApiClient, accepted: str, label: str
) -> None:
    found = speaking(staff, accepted).get(LABEL)["ruleFacts"]

    assert label in {fact["label"] for fact in found}


def test_facts__in_turkish__have_turkish_operators(turkish: ApiClient) -> None:
    (age,) = (f for f in turkish.get(LABEL)["ruleFacts"] if f["name"] == "age")

    assert age["help"].startswith("Doğum tarihinden beri")
    assert {"name": "at_least", "label": "en az"} in age["operators"]


MEMBERS = """query ($id: ID!) { customerGroup(id: $id) {
  ruleDescription
  members(first: 10) { edges { node { why customer { key } } } }
  usage { sentence }
} }"""


def test_reasons__in_turkish__are_turkish(
    shop: ApiShop, turkish: ApiClient, still: StillClock
) -> None:
    ann = shop.add_customer("Ann")
    shop.add_order(ann, 50, NOW)
    make_group("buyers", orders_at_least(1))
    make_group("club")
    make_group("inner", parent="club")
    add_members("inner", [ann], actor="bob")

    buyers = turkish.get(MEMBERS, id=gid("buyers"))["customerGroup"]
    club = turkish.get(MEMBERS, id=gid("club"))["customerGroup"]
    inner = turkish.get(MEMBERS, id=gid("inner"))["customerGroup"]

    assert buyers["ruleDescription"] == "Sipariş sayısı en az 1"
    assert [node["why"] for node in nodes(buyers["members"])] == [
        "Grupta, çünkü sipariş sayısı: 1 (en az 1)."
    ]
    assert [node["why"] for node in nodes(club["members"])] == [
        "Grupta, çünkü müşteri şu alt grupta: “Inner”."
    ]
    (put_in,) = nodes(inner["members"])
    assert re.fullmatch(
        r"Grupta, çünkü bob müşteriyi \d\d\.\d\d\.\d{4} tarihinde gruba koydu\.",
        put_in["why"],
    )
    assert club["usage"] == [{"sentence": "alt grubu “Inner”"}]


def test_explanation__in_turkish__is_turkish(
    shop: ApiShop, turkish: ApiClient, still: StillClock
) -> None:
    ann = shop.add_customer("Ann")
    make_group("buyers", {"all": [orders_at_least(3)]})
    make_group("club")

    bought = turkish.get(EXPLAIN, group=gid("buyers"), customer=user_id(ann))
    put_in = turkish.get(EXPLAIN, group=gid("club"), customer=user_id(ann))

    explained = bought["explainMembership"]
    assert explained["reason"] == (
        "Grupta değil, çünkü sipariş sayısı: 0 (geçerli değil: en az 3; 3 sipariş eksik)."
    )
    assert [each["sentence"] for each in explained["conditions"]] == [
        "bunların hepsi",
        "sipariş sayısı en az 3",
    ]
    assert put_in["explainMembership"]["reason"] == (
        "Grupta değil: müşteriyi bu gruba kimse koymadı."
    )


STATUS = "query ($id: ID!) { customerGroup(id: $id) { status { state reason } } }"
CREATE = """mutation ($rule: JSON!) {
  customerGroupCreate(input: {name: "New", kind: DYNAMIC, rule: $rule}) {
    errors { message path problem }
  }
}"""


def test_frozen_group__in_turkish__says_what_is_wrong_in_turkish(
    shop: ApiShop, turkish: ApiClient, staff: ApiClient
) -> None:
    make_group("club")
    make_group("fans", {"group": "club"})
    revision = CustomerGroup.objects.get(code="fans").revisions.get()
    revision.rule["rule"]["group"] = "gone"
    revision.save()
    touch_registry()
    evaluate_group(revision.group_id)

    said: dict[str, Any] = {
        name: client.get(STATUS, id=gid("fans"))["customerGroup"]["status"]
        for name, client in (("tr", turkish), ("en", staff))
    }

    assert said["tr"]["state"] == said["en"]["state"] == "FROZEN"
    assert "Bu kodla bir grup yok." in said["tr"]["reason"]
    assert "gone" in said["en"]["reason"]


def test_wrong_rule__in_turkish__is_told_in_turkish(turkish: ApiClient) -> None:
    (error,) = turkish.refuse(CREATE, rule=document({"group": "gone"}))

    assert error == {
        "message": "Bu kodla bir grup yok.",
        "path": "rule.group",
        "problem": "UNKNOWN_GROUP",
    }


NEAR = """query ($id: ID!) { customerGroupCustomer(id: $id) {
  nearGroups { group { code } conditions { sentence gap actual holds depth } }
} }"""


def test_near_groups__are_those_that_lack_numbers_only__nearest_first(
    shop: ApiShop, staff: ApiClient, turkish: ApiClient
) -> None:
    ann = shop.add_customer("Ann", country="PL")
    for _ in range(3):
        shop.add_order(ann, 100, NOW)
    worth = {"fact": "lifetime_value", "operator": "at_least", "currency": "EUR"}
    make_group("in", orders_at_least(1))
    make_group("far", orders_at_least(7))
    make_group("six", orders_at_least(6))
    make_group("four", orders_at_least(4))
    make_group("gold", {**worth, "value": "320.5"})
    make_group("other", {"fact": "country", "operator": "is", "value": "DE"})
    make_group("ended", orders_at_least(5))
    groups.archive_group("ended", actor="ann")

    found = staff.get(NEAR, id=user_id(ann))["customerGroupCustomer"]["nearGroups"]
    said = turkish.get(NEAR, id=user_id(ann))["customerGroupCustomer"]["nearGroups"]

    assert [near["group"]["code"] for near in found] == ["gold", "four", "six"]
    assert found[0]["conditions"] == [
        {
            "sentence": "lifetime value is at least EUR 320.50",
            "gap": "EUR 20.50 short",
            "actual": "EUR 300.00",
            "holds": False,
            "depth": 0,
        }
    ]
    assert said[0]["conditions"][0]["gap"] == "20,50 EUR eksik"


def test_customer__that_is_near_to_nothing__has_none(
    shop: ApiShop, staff: ApiClient
) -> None:
    ann = shop.add_customer("Ann")
    make_group("buyers", orders_at_least(1))

    found = staff.get(NEAR, id=user_id(ann))["customerGroupCustomer"]

    assert found == {"nearGroups": []}


def test_unknown_group__in_turkish__is_refused_as_ever(turkish: ApiClient) -> None:
    found = turkish.get(STATUS, id=global_id("CustomerGroup", 999_999))

    assert found == {"customerGroup": None}
