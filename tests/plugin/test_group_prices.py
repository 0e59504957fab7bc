"""Prices of groups in checkouts: right in the same response, for whom they are."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from saleor.account.models import User
from saleor.checkout.models import Checkout, CheckoutLine
from saleor.graphql.tests.fixtures import ApiClient

from saleor_customer_groups.engine.price_lists import (
    ListPolicy,
    PriceListStatus,
    PromotionPolicy,
    Scope,
    Target,
)
from saleor_customer_groups.services.price_lists import (
    edit_price_list,
    set_channel_policy,
)
from saleor_customer_groups.services.prices import set_prices

from .asking import commit, global_id
from .conftest import Shop
from .pricing import Basket, fixed, make_list, percent, variant
from .restricting import join, leave

EVERYTHING = Target(Scope.ALL)


@pytest.fixture(autouse=True)
def vip(shop: Shop, customer_users: list[User]) -> None:
    """A group; the first customer is in it."""
    shop.manual_group("vip")
    shop.know(*customer_users)
    join("vip", customer_users[0])


@pytest.fixture
def shirt(product_list: list[Any]) -> Any:
    """A variant at 10."""
    return product_list[0].variants.get()


@pytest.fixture
def hat(product_list: list[Any]) -> Any:
    """A variant at 20."""
    return product_list[1].variants.get()


def test_checkout__member__own_prices_in_every_response(
    user_api_client: ApiClient, shirt: Any, hat: Any
) -> None:
    make_list(fixed(variant(shirt), "1.50"))
    basket = Basket(user_api_client)
    # 2 * 1.50; then 20 more; then 3 * 1.50 + 20; then 5 * 1.50 + 20.
    assert basket.create((shirt, 2)) == ([(2, 1.5, 1.5)], 3)
    assert basket.add((hat, 1)) == ([(1, 20, 20), (2, 1.5, 1.5)], 23)
    assert basket.add((shirt, 1)) == ([(1, 20, 20), (3, 1.5, 1.5)], 24.5)
    assert basket.update((shirt, 5)) == ([(1, 20, 20), (5, 1.5, 1.5)], 27.5)
    assert basket.look() == ([(1, 20, 20), (5, 1.5, 1.5)], 27.5)
    assert set(CheckoutLine.objects.values_list("price_override")) == {(None,)}


def test_checkout__others__everybodys_prices(
    api_client: ApiClient, user2_api_client: ApiClient, shirt: Any
) -> None:
    make_list(fixed(variant(shirt), "1.50"))
    for client in api_client, user2_api_client:
        assert Basket(client).create((shirt, 2)) == ([(2, 10, 10)], 20)


def test_checkout__attached_and_detached__in_the_same_response(
    api_client: ApiClient,
    user_api_client: ApiClient,
    user2_api_client: ApiClient,
    shirt: Any,
) -> None:
    make_list(fixed(variant(shirt), "1.50"))
    basket = Basket(api_client)
    assert basket.create((shirt, 2))[1] == 20
    assert basket.attach(user_api_client)[1] == 3
    assert basket.detach()[1] == 20
    assert basket.attach(user2_api_client)[1] == 20


def test_checkout__after_leaving__everybodys_price_when_looked_at(
    user_api_client: ApiClient, shirt: Any, customer_user: User
) -> None:
    """Stored totals are an hour old at most in Saleor; here they are right at once."""
    make_list(fixed(variant(shirt), "1.50"))
    basket = Basket(user_api_client)
    assert basket.create((shirt, 2))[1] == 3
    leave("vip", customer_user)
    assert basket.look() == ([(2, 10, 10)], 20)
    join("vip", customer_user)
    assert basket.look() == ([(2, 1.5, 1.5)], 3)


def test_checkout__list_changed_or_paused__when_looked_at(
    user_api_client: ApiClient, shirt: Any
) -> None:
    code = make_list(fixed(variant(shirt), "1.50"))
    basket = Basket(user_api_client)
    assert basket.create((shirt, 2))[1] == 3
    set_prices(code, [fixed(variant(shirt), 4)])
    assert basket.look()[1] == 8
    edit_price_list(code, {"status": PriceListStatus.PAUSED}, actor="test")
    assert basket.look()[1] == 20


def test_checkout__quantity_break__by_the_total_of_the_variant(
    user_api_client: ApiClient, shirt: Any
) -> None:
    make_list(fixed(variant(shirt), 9), fixed(variant(shirt), 8, 3))
    basket = Basket(user_api_client)
    assert basket.create((shirt, 2)) == ([(2, 9, 9)], 18)
    assert basket.add((shirt, 1)) == ([(3, 8, 8)], 24)
    assert basket.look()[1] == 24
    assert basket.update((shirt, 2)) == ([(2, 9, 9)], 18)


@pytest.mark.parametrize(
    ("policy", "total"), [(ListPolicy.PRIORITY, 9), (ListPolicy.BEST, 7)]
)
def test_checkout__two_lists__by_the_policy_of_the_channel(
    user_api_client: ApiClient, shirt: Any, policy: ListPolicy, total: int
) -> None:
    make_list(fixed(variant(shirt), 9), priority=1)
    make_list(percent(EVERYTHING, -30), name="Thirty off")
    set_channel_policy("main", policy)
    assert Basket(user_api_client).create((shirt, 1))[1] == total


def test_checkout__raise__more_than_everybody_pays(
    user_api_client: ApiClient, shirt: Any
) -> None:
    make_list(percent(EVERYTHING, 10))
    assert Basket(user_api_client).create((shirt, 2)) == ([(2, 11, 11)], 22)


@pytest.mark.parametrize(
    ("policy", "own", "unit_prices"),
    [
        # Everybody: 10 - 20 % = 8.
        (PromotionPolicy.BETTER_OF, 9, (10, 8)),
        (PromotionPolicy.BETTER_OF, 7, (7, 7)),
        (PromotionPolicy.COMBINE, 9, (9, 7.2)),
        (PromotionPolicy.EXCLUDE, 9, (9, 9)),
    ],
)
def test_checkout__sale_and_list__by_the_policy_of_the_list(
    user_api_client: ApiClient,
    shirt: Any,
    on_sale: Any,
    policy: PromotionPolicy,
    own: int,
    unit_prices: tuple[float, float],
) -> None:
    on_sale(shirt, 20)
    make_list(fixed(variant(shirt), own), promotions=policy)
    basket = Basket(user_api_client)
    undiscounted, reduced = unit_prices
    expected = ([(2, undiscounted, reduced)], 2 * reduced)
    assert basket.create((shirt, 2)) == expected
    assert basket.look() == expected
    # 10 % off with the voucher, on whatever the price is.
    assert basket.enter("saleor")[1] == pytest.approx(2 * reduced * 0.9)


def test_checkout__apps_own_price__wins(
    app_api_client: ApiClient, user_api_client: ApiClient, shirt: Any, app_may: Any
) -> None:
    make_list(fixed(variant(shirt), 4))
    basket = Basket(user_api_client)
    basket.create((shirt, 1))
    member = basket.client
    app_may("manage_checkouts", "handle_checkouts")
    basket.client = type(member)(app_api_client)
    lines = [{"variantId": global_id(shirt), "quantity": 1, "price": "6.00"}]
    document = (
        "mutation ($id: ID!, $lines: [CheckoutLineUpdateInput!]!) {"
        " checkoutLinesUpdate(id: $id, lines: $lines) { checkout {"
        " totalPrice { gross { amount } } } errors { field message code } } }"
    )
    answer = basket.client.ask(document, id=basket.id, lines=lines)
    assert answer["checkout"]["totalPrice"]["gross"]["amount"] == 6
    basket.client = member
    assert basket.look()[1] == 6


def test_checkout__plugin_inactive__everybodys_prices(
    user_api_client: ApiClient, shirt: Any, configure: Any
) -> None:
    make_list(fixed(variant(shirt), 4))
    basket = Basket(user_api_client)
    assert basket.create((shirt, 1))[1] == 4
    configure(active=False)
    assert basket.look()[1] == 10


def test_order__member__keeps_the_price_and_what_made_it(
    user_api_client: ApiClient,
    checkout_ready_to_complete: Any,
    customer_user: User,
    channel_USD: Any,
) -> None:
    channel_USD.allow_unpaid_orders = True
    channel_USD.save()
    line = checkout_ready_to_complete.lines.get()
    checkout_ready_to_complete.user = customer_user
    checkout_ready_to_complete.email = customer_user.email
    checkout_ready_to_complete.save()
    make_list(fixed(variant(line.variant), "3.33"))
    commit()
    document = (
        "mutation ($id: ID!) { checkoutComplete(id: $id) { order { total { gross {"
        " amount } } shippingPrice { gross { amount } } lines {"
        " unitPrice { gross { amount } } totalPrice { gross { amount } } } }"
        " errors { field message code } } }"
    )
    basket = Basket(user_api_client)
    given = {"id": global_id(checkout_ready_to_complete)}
    order = basket.client.ask(document, **given)["order"]
    # 3 * 3.33 = 9.99, and 10 of shipping.
    assert order["lines"] == [
        {
            "unitPrice": {"gross": {"amount": 3.33}},
            "totalPrice": {"gross": {"amount": 9.99}},
        }
    ]
    assert order["total"]["gross"]["amount"] == 19.99
    (kept,) = customer_user.orders.get().lines.all()
    assert kept.is_price_overridden
    assert kept.undiscounted_unit_price_gross_amount == Decimal("3.33")
    if hasattr(kept, "price_override_reason"):
        assert kept.price_override_reason == "Price list “VIP prices” for vip"


# Catalogue promotions of groups


def test_checkout__promotion_of_the_group__for_the_member_only(
    user_api_client: ApiClient, user2_api_client: ApiClient, shirt: Any, on_sale: Any
) -> None:
    on_sale(shirt, 20, "vip")
    assert Basket(user_api_client).create((shirt, 2)) == ([(2, 10, 8)], 16)
    assert Basket(user2_api_client).create((shirt, 2)) == ([(2, 10, 10)], 20)


def test_checkout__public_promotion_and_the_groups__the_better(
    user_api_client: ApiClient, user2_api_client: ApiClient, shirt: Any, on_sale: Any
) -> None:
    on_sale(shirt, 5)
    on_sale(shirt, 20, "vip")
    assert Basket(user_api_client).create((shirt, 2)) == ([(2, 10, 8)], 16)
    assert Basket(user2_api_client).create((shirt, 2)) == ([(2, 10, 9.5)], 19)


def test_checkout__left_a_group_with_a_promotion__gone_when_looked_at(
    user_api_client: ApiClient, shirt: Any, on_sale: Any, customer_user: User
) -> None:
    on_sale(shirt, 20, "vip")
    basket = Basket(user_api_client)
    assert basket.create((shirt, 2))[1] == 16
    leave("vip", customer_user)
    assert basket.look() == ([(2, 10, 10)], 20)


# Product pages

PAGE = (
    "query ($id: ID!, $product: ID!) {"
    ' productVariant(id: $id, channel: "main") { pricing {'
    "  price { gross { amount } } priceUndiscounted { gross { amount } } } }"
    ' product(id: $product, channel: "main") { pricing { priceRange {'
    "  start { gross { amount } } } } } }"
)


def _page(client: ApiClient, shirt: Any) -> tuple[float, float, float]:
    commit()
    given = {"id": global_id(shirt), "product": global_id(shirt.product)}
    content = client.post_graphql(PAGE, given).json()
    assert "errors" not in content, content
    pricing = content["data"]["productVariant"]["pricing"]
    product = content["data"]["product"]["pricing"]["priceRange"]["start"]
    return (
        pricing["priceUndiscounted"]["gross"]["amount"],
        pricing["price"]["gross"]["amount"],
        product["gross"]["amount"],
    )


def test_product_page__list_and_promotions__as_in_the_checkout(
    api_client: ApiClient,
    user_api_client: ApiClient,
    user2_api_client: ApiClient,
    staff_api_client: ApiClient,
    shirt: Any,
    on_sale: Any,
) -> None:
    for client in user_api_client, api_client:
        assert _page(client, shirt) == (10, 10, 10)
    on_sale(shirt, 20, "vip")
    assert _page(user_api_client, shirt) == (10, 8, 8)
    make_list(fixed(variant(shirt), 6), promotions=PromotionPolicy.COMBINE)
    # 6 - 20 % = 4.80.
    assert _page(user_api_client, shirt) == (6, 4.8, 4.8)
    assert Basket(user_api_client).create((shirt, 1)) == ([(1, 6, 4.8)], 4.8)
    for client in api_client, user2_api_client, staff_api_client:
        assert _page(client, shirt) == (10, 10, 10)


def test_checkout__looked_at_again__is_not_counted_again(
    user_api_client: ApiClient, shirt: Any, on_sale: Any, customer_user: User
) -> None:
    """Counting may ask a tax app: only what has changed is counted anew."""
    on_sale(shirt, 20)
    on_sale(shirt, 30, "vip")
    make_list(fixed(variant(shirt), 9), promotions=PromotionPolicy.COMBINE)
    basket = Basket(user_api_client)
    basket.create((shirt, 2))

    def counted_until() -> Any:
        basket.look()
        return Checkout.objects.values_list("price_expiration", flat=True).get()

    first = counted_until()
    assert counted_until() == first
    leave("vip", customer_user)
    assert (second := counted_until()) > first
    assert counted_until() == second
