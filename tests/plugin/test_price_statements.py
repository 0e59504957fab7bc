"""How many statements prices of groups cost: none for guests, a constant for members."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from saleor.account.models import User
from saleor.graphql.tests.fixtures import ApiClient

from saleor_customer_groups.engine.price_lists import Scope, Target

from .conftest import Shop
from .pricing import Basket, make_list, percent
from .restricting import join


@pytest.fixture(autouse=True)
def vip(shop: Shop, customer_users: list[User]) -> None:
    shop.manual_group("vip")
    shop.know(*customer_users)
    join("vip", customer_users[0])


@pytest.fixture
def variants(product_list: list[Any]) -> list[Any]:
    return [product.variants.get() for product in product_list]


def _ours(captured: CaptureQueriesContext) -> int:
    """Statements that read our tables, but for what marks customers."""
    return sum(
        "customer_groups_" in query["sql"]
        and "customer_groups_mark" not in query["sql"]
        for query in captured
    )


PRODUCTS = (
    "query ($channel: String!) { products(first: 10, channel: $channel) { edges { node {"
    " pricing { priceRange { start { gross { amount } } } }"
    " variants { pricing { price { gross { amount } } } } } } } }"
)


def test_guest__checkout_and_product_pages__none(
    api_client: ApiClient, variants: list[Any]
) -> None:
    make_list(percent(Target(Scope.ALL), -10))
    with CaptureQueriesContext(connection) as captured:
        basket = Basket(api_client)
        basket.create(*((variant, 1) for variant in variants))
        basket.look()
        basket.client.ask(PRODUCTS, channel="main")
    assert _ours(captured) == 0


def test_customer__nothing_at_stake__one_for_each_look(
    user_api_client: ApiClient, variants: list[Any]
) -> None:
    basket = Basket(user_api_client)
    basket.create(*((variant, 1) for variant in variants))
    with CaptureQueriesContext(connection) as captured:
        basket.look()
    assert _ours(captured) <= 2


@pytest.mark.parametrize("read", ["checkout", "products"])
def test_member__more_lines_and_lists__as_many_statements(
    user_api_client: ApiClient, variants: list[Any], read: str
) -> None:
    make_list(percent(Target(Scope.ALL), -10))
    counts = []
    for lines, lists in ((1, 0), (3, 3)):
        for number in range(lists):
            make_list(percent(Target(Scope.ALL), -number), name=f"List {number}")
        basket = Basket(user_api_client)
        basket.create(*((variant, 1) for variant in variants[:lines]))
        with CaptureQueriesContext(connection) as captured:
            if read == "checkout":
                basket.look()
            else:
                basket.client.ask(PRODUCTS, channel="main")
        counts.append(_ours(captured))
    assert counts[0] == counts[1] > 0


def test_staff__list_of_checkouts_of_many_members__as_many_statements(
    customer_users: list[User],
    manager_client: Any,
    variants: list[Any],
) -> None:
    make_list(percent(Target(Scope.ALL), -10), groups=["standard"])
    document = (
        "{ checkouts(first: 10) { edges { node { totalPrice { gross { amount } }"
        " lines { unitPrice { gross { amount } } } } } } }"
    )
    counts = []
    for user in customer_users[:2]:
        basket = Basket(ApiClient(user=user))
        basket.create((variants[0], 1))
        with CaptureQueriesContext(connection) as captured:
            edges = manager_client.ask(document)["edges"]
        counts.append(_ours(captured))
        amounts = {edge["node"]["totalPrice"]["gross"]["amount"] for edge in edges}
        assert amounts == {9}
    assert counts[0] == counts[1] > 0
