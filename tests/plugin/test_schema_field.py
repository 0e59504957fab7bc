"""``User.customerGroups`` in Saleor's own schema: who sees which groups."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from saleor.account.models import User
from saleor.permission.models import Permission

from saleor_customer_groups.models import CustomerGroup, Visibility
from saleor_customer_groups.plugin import schema
from saleor_customer_groups.plugin.checks import check_schema
from saleor_customer_groups.services import groups
from saleor_customer_groups.services.assignments import add_members

from .asking import Client, global_id
from .conftest import Shop
from .restricting import limit_promotion, limit_voucher

MINE = "{ me { customerGroups { id code name since } } }"
THEIRS = "query ($id: ID!) { user(id: $id) { customerGroups { code } } }"
EVERYBODYS = "{ customers(first: 20) { edges { node { customerGroups { code } } } } }"


@pytest.fixture
def in_both(shop: Shop, customer_user: User) -> User:
    """A customer in a public group, ``club``, and in two private ones, ``standard`` and ``wholesale``."""
    given = groups.GroupInput(
        name="Club",
        visibility=Visibility.PUBLIC,
        subscribe_text={"en": "Join the club."},
    )
    club = groups.create_group(given, actor="test")
    shop.know(customer_user)
    add_members(club.code, [str(customer_user.pk)], actor="test")
    shop.dynamic_group(
        "Wholesale", {"fact": "is_registered", "operator": "is", "value": True}
    )
    shop.know(customer_user)
    return customer_user


def test_customer_groups__own__the_public_ones(
    in_both: User, customer_client: Client
) -> None:
    (group,) = customer_client.ask(MINE)["customerGroups"]
    assert (group["code"], group["name"]) == ("club", "Club")
    assert group["since"]
    assert group["id"] == global_id(CustomerGroup.objects.get(code="club"))


def test_customer_groups__manage_users__all(
    in_both: User, manager_client: Client
) -> None:
    found = manager_client.ask(THEIRS, id=global_id(in_both))["customerGroups"]
    assert [group["code"] for group in found] == ["club", "standard", "wholesale"]


def test_customer_groups__app_with_manage_users__all(
    in_both: User, app_api_client: Any, permission_manage_users: Permission
) -> None:
    app_api_client.app.permissions.add(permission_manage_users)
    found = Client(app_api_client).ask(THEIRS, id=global_id(in_both))["customerGroups"]
    assert [group["code"] for group in found] == ["club", "standard", "wholesale"]


def test_customer_groups__of_an_order_for_staff_without_manage_users__denied(
    in_both: User,
    order: Any,
    staff_api_client: Any,
    permission_group_manage_orders: Any,
) -> None:
    """Staff who see an order's customer do not see the customer's groups."""
    permission_group_manage_orders.user_set.add(staff_api_client.user)
    document = (
        "query ($id: ID!) { order(id: $id) { user { email customerGroups { code } } } }"
    )
    response = staff_api_client.post_graphql(document, {"id": global_id(order)})
    (error,) = response.json()["errors"]
    assert error["extensions"]["exception"]["code"] == "PermissionDenied"
    assert "club" not in str(response.json()["data"])


def test_customer_groups__plugin_inactive__none(
    in_both: User, manager_client: Client, configure: Any
) -> None:
    configure(active=False)
    assert manager_client.ask(THEIRS, id=global_id(in_both))["customerGroups"] == []


def test_customer_groups__of_many__one_query_more_than_of_one(
    in_both: User, manager_client: Client, customer_users: list[User], shop: Shop
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            edges = manager_client.ask(EVERYBODYS)["edges"]
        assert sum(len(edge["node"]["customerGroups"]) for edge in edges) >= 2
        return sum("customer_groups_" in query["sql"] for query in captured)

    few = queries()
    shop.know(*customer_users)
    assert queries() == few


def test_extend_schema__schema_is_built__says_so() -> None:
    """By now Saleor's schema is built: another attempt comes too late."""
    assert schema.extend_schema() is False
    assert check_schema(is_extended=False)[0].id == "customer_groups.W003"
    assert check_schema() == []


def test_extend_schema__switched_off__leaves_it(settings: Any) -> None:
    settings.CUSTOMER_GROUPS_EXTENDS_SCHEMA = False
    assert schema.extend_schema() is False
    assert check_schema(is_extended=False) == []


# Vouchers and promotions

LIMIT = "customerGroups { groups { code name } excludedGroups { code } }"


def test_voucher_customer_groups__for_who_manages_discounts(
    shop: Shop, voucher: Any, voucher_percentage: Any, manager_client: Client
) -> None:
    for name in ("VIP", "Gold", "B2B"):
        shop.manual_group(name)
    limit_voucher(voucher, "vip", "gold", excluded=("b2b",))
    document = f"{{ vouchers(first: 5) {{ edges {{ node {{ id {LIMIT} }} }} }} }}"
    edges = manager_client.ask(document)["edges"]
    found = {edge["node"]["id"]: edge["node"]["customerGroups"] for edge in edges}
    assert found == {
        global_id(voucher): {
            "groups": [
                {"code": "gold", "name": "Gold"},
                {"code": "vip", "name": "VIP"},
            ],
            "excludedGroups": [{"code": "b2b"}],
        },
        global_id(voucher_percentage): None,
    }


def test_promotion_customer_groups__for_who_manages_discounts(
    shop: Shop, order_promotion_rule: Any, manager_client: Client
) -> None:
    shop.manual_group("VIP")
    limit_promotion(order_promotion_rule.promotion, "vip")
    document = f"query ($id: ID!) {{ promotion(id: $id) {{ {LIMIT} }} }}"
    found = manager_client.ask(document, id=global_id(order_promotion_rule.promotion))
    assert found["customerGroups"]["groups"] == [{"code": "vip", "name": "VIP"}]


def test_voucher_customer_groups__on_the_order_of_a_customer__denied(
    shop: Shop, voucher: Any, order: Any, user_api_client: Any, customer_user: User
) -> None:
    shop.manual_group("VIP")
    order.voucher, order.user = voucher, customer_user
    order.save(update_fields=["voucher", "user"])
    limit_voucher(voucher, "vip")
    document = (
        "{ me { orders(first: 1) { edges { node { voucher { "
        f"{LIMIT} }} }} }} }} }} }}"
    )
    content = user_api_client.post_graphql(document).json()
    assert content["errors"][0]["extensions"]["exception"]["code"] == "PermissionDenied"
    assert "vip" not in str(content)
