"""Vouchers and promotions for groups, by the API."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saleor_customer_groups.host import get_host
from saleor_customer_groups.models import RestrictedKind, Restriction
from saleor_customer_groups.services.groups import archive_group
from saleor_customer_groups.services.restrictions import decide
from saleor_customer_groups.services.usable_groups import GROUPS_LIMIT
from tests.making import StillClock, make_group

from .asking import ApiClient, global_id
from .shops import STAFF_NAME, ApiShop
from .test_groups import gid

FIELDS = """kind id name groups { code } excludedGroups { code }
  createdAt createdBy updatedAt"""
SET = f"""mutation ($voucher: ID, $promotion: ID, $groups: [ID!], $excluded: [ID!]) {{
  customerGroupRestrictionSet(voucher: $voucher, promotion: $promotion, groups: $groups,
    excludedGroups: $excluded) {{
      restriction {{ {FIELDS} }} errors {{ field message code path }} }} }}"""
LIFT = """mutation ($voucher: ID, $promotion: ID) {
  customerGroupRestrictionLift(voucher: $voucher, promotion: $promotion) {
    lifted errors { field message code } } }"""
ASK = f"""query ($voucher: ID, $promotion: ID) {{
  customerGroupRestriction(voucher: $voucher, promotion: $promotion) {{ {FIELDS} }} }}"""


@pytest.fixture(autouse=True)
def groups(shop: ApiShop) -> None:
    for code in ("vip", "b2b", "club"):
        make_group(code)


def asked(client: ApiClient, **which: str) -> Any:
    return client.get(ASK, **which)["customerGroupRestriction"]


@pytest.mark.parametrize("kind", list(RestrictedKind))
def test_set__voucher_or_promotion__is_told_and_holds(
    shop: ApiShop, staff: ApiClient, still: StillClock, kind: RestrictedKind
) -> None:
    is_voucher = kind is RestrictedKind.VOUCHER
    key = (shop.add_voucher if is_voucher else shop.add_promotion)("Ten off")
    which = {kind.value: global_id("Voucher" if is_voucher else "Promotion", key)}
    assert asked(staff, **which) is None

    done = staff.do(
        SET, **which, groups=[gid("vip"), gid("club")], excluded=[gid("b2b")]
    )

    found = asked(staff, **which)
    assert found == done["restriction"]
    assert {key: value for key, value in found.items() if not key.endswith("At")} == {
        "kind": kind.name,
        "id": which[kind.value],
        "name": get_host().show_restricted(kind, [key])[key],
        "groups": [{"code": "club"}, {"code": "vip"}],
        "excludedGroups": [{"code": "b2b"}],
        "createdBy": STAFF_NAME,
    }
    assert not decide(kind, [key], None, channel="web")[key].is_allowed


def test_set__again__takes_the_place_of_the_first(
    shop: ApiShop, staff: ApiClient, still: StillClock
) -> None:
    voucher = global_id("Voucher", shop.add_voucher("TEN"))
    staff.do(SET, voucher=voucher, groups=[gid("vip")])
    now = still.advance(hours=1)

    staff.do(SET, voucher=voucher, excluded=[gid("club")])

    found = asked(staff, voucher=voucher)
    assert (found["groups"], found["excludedGroups"]) == ([], [{"code": "club"}])
    assert found["updatedAt"] == now.isoformat()
    assert found["createdAt"] != found["updatedAt"]


def test_lift__restricted__for_everybody_and_again_without_effect(
    shop: ApiShop, staff: ApiClient
) -> None:
    voucher = global_id("Voucher", shop.add_voucher("TEN"))
    staff.do(SET, voucher=voucher, groups=[gid("vip")])

    assert staff.do(LIFT, voucher=voucher)["lifted"] is True
    assert asked(staff, voucher=voucher) is None
    assert staff.do(LIFT, voucher=voucher)["lifted"] is False


def test_set__what_cannot_be__is_refused_and_nothing_changes(
    shop: ApiShop, staff: ApiClient
) -> None:
    voucher = global_id("Voucher", shop.add_voucher("TEN"))
    archive_group("b2b", actor="ann")
    refusals: list[tuple[dict[str, Any], str, str, str | None]] = [
        ({"groups": []}, "REQUIRED", "groups", None),
        ({"groups": [gid("b2b")]}, "ARCHIVED", "groups", None),
        (
            {"groups": [gid("vip"), global_id("CustomerGroup", 2**40)]},
            *("NOT_FOUND", "groups", "groups[1]"),
        ),
        (
            {"groups": [gid("vip")], "excluded": [global_id("CustomerGroup", 2**40)]},
            *("NOT_FOUND", "excludedGroups", "excludedGroups[0]"),
        ),
        ({"groups": [voucher]}, "NOT_FOUND", "groups", None),
        ({"groups": [gid("vip")], "excluded": [gid("vip")]}, "INVALID", "groups", None),
    ]
    for given, code, field, path in refusals:
        (error,) = staff.refuse(SET, voucher=voucher, **given)
        assert (error["code"], error["field"], error["path"]) == (code, field, path)
    for which in ({}, {"voucher": voucher, "promotion": voucher}):
        (error,) = staff.refuse(SET, **which, groups=[gid("vip")])
        assert (error["code"], error["field"]) == ("REQUIRED", "voucher")
        assert (
            "either by `voucher` or by `promotion`" in staff.ask(ASK, **which).message
        )
    (error,) = staff.refuse(SET, promotion=voucher, groups=[gid("vip")])
    assert (error["code"], error["field"]) == ("NOT_FOUND", "promotion")
    assert not Restriction.objects.exists()


def test_set__too_many_groups__refused(shop: ApiShop, staff: ApiClient) -> None:
    voucher = global_id("Voucher", shop.add_voucher("TEN"))
    for number in range(GROUPS_LIMIT + 1):
        make_group(f"group-{number}")
    ids = [gid(f"group-{number}") for number in range(GROUPS_LIMIT + 1)]

    (error,) = staff.refuse(SET, voucher=voucher, groups=ids)

    assert error["code"] == "TOO_MANY"
    staff.do(SET, voucher=voucher, groups=ids[:-1])


def test_usage__of_a_group__names_the_voucher_until_it_is_lifted(
    shop: ApiShop, staff: ApiClient
) -> None:
    key = shop.add_voucher("TEN")
    staff.do(SET, voucher=global_id("Voucher", key), groups=[gid("vip")])
    delete = 'mutation { customerGroupDelete(id: "%s") { errors { code message } } }'

    (error,) = staff.refuse(delete % gid("vip"))
    assert error["code"] == "IN_USE"
    assert "the voucher “TEN”" in error["message"]
    usage = '{ customerGroup(code: "vip") { usage { kind id name } } }'
    assert staff.get(usage)["customerGroup"]["usage"] == [
        {"kind": "VOUCHER", "id": global_id("Voucher", key), "name": "TEN"}
    ]

    staff.do(LIFT, voucher=global_id("Voucher", key))
    staff.do(delete % gid("vip"))


def test_restriction__with_many_groups__as_few_statements(
    shop: ApiShop, staff: ApiClient
) -> None:
    voucher = global_id("Voucher", shop.add_voucher("TEN"))
    counts = []
    for codes in (["vip"], ["vip", "b2b", "club"]):
        staff.do(SET, voucher=voucher, groups=[gid(code) for code in codes])
        with CaptureQueriesContext(connection) as captured:
            asked(staff, voucher=voucher)
        counts.append(len(captured))
    assert counts[0] == counts[1]
