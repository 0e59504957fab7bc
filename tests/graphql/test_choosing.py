"""What screens offer to choose from, by the API: channels, what prices can be for."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saleor_customer_groups.graphql.permissions import GROUPS
from saleor_customer_groups.host import Permission

from .asking import ApiClient, global_id
from .shops import STAFF_NAME, ApiShop
from .test_price_lists import POLICY

CHANNELS = "{ channels { slug name currency policy } }"
TARGETS = """query ($search: String, $kinds: [CustomerGroupPriceTargetKind!], $first: Int) {
  priceTargets(search: $search, kinds: $kinds, first: $first) { kind id name code } }"""


def targets(client: ApiClient, **arguments: Any) -> list[tuple[str, str]]:
    found = client.get(TARGETS, **arguments)["priceTargets"]
    return [(each["kind"], each["name"]) for each in found]


@pytest.mark.parametrize("permission", GROUPS.permissions)
def test_requester__with_a_permission__is_told_what_he_may(
    shop: ApiShop, permission: Permission
) -> None:
    ask = "{ customerGroupRequester { name permissions } }"
    assert shop.client(permission).get(ask)["customerGroupRequester"] == {
        "name": STAFF_NAME,
        "permissions": [permission.value],
    }


def test_channels__with_how_each_chooses__are_told_in_as_many_statements(
    shop: ApiShop, staff: ApiClient
) -> None:
    shop.add_variant("Juice", Decimal(9))
    (before,) = staff.get(CHANNELS)["channels"]
    assert (before["currency"], before["policy"]) == ("EUR", "PRIORITY")

    staff.do(POLICY, channel=before["slug"], policy="BEST")

    assert staff.get(CHANNELS)["channels"] == [{**before, "policy": "BEST"}]
    with CaptureQueriesContext(connection) as captured:
        staff.get(CHANNELS)
    with CaptureQueriesContext(connection) as nothing:
        staff.get("{ __typename }")
    assert len(captured) - len(nothing) <= 3


def test_targets__by_name_or_code__an_exact_code_first(
    shop: ApiShop, staff: ApiClient
) -> None:
    keys = [shop.add_variant(name, Decimal(9)) for name in ("Juice bar", "Juice")]
    shop.add_variant("Mug", Decimal(3))
    variants = ["VARIANT"]
    found = staff.get(TARGETS, search="  jUICe ", kinds=variants)["priceTargets"]
    assert found == [
        {
            "kind": "VARIANT",
            "id": global_id("ProductVariant", key),
            "name": name,
            "code": code,
        }
        for key, name, code in (
            (keys[1], "Juice", "juice"),
            (keys[0], "Juice bar", "juice-bar"),
        )
    ]
    assert targets(staff, search="juice-b", kinds=variants) == [
        ("VARIANT", "Juice bar")
    ]
    assert len(targets(staff, search="", kinds=variants)) == 3
    assert len(targets(staff, search="", kinds=variants, first=2)) == 2
    assert {kind for kind, _ in targets(staff, search="mug")} == {"VARIANT", "PRODUCT"}
    assert targets(staff, search="%") == []
    assert targets(staff, search="mug", kinds=["COLLECTION", "CATEGORY", "ALL"]) == []
    for first in (0, 101):
        assert "must be from 1" in staff.ask(TARGETS, first=first).message
