"""Fixtures: a group and its member, promotions of Saleor's, and what an app may."""

from __future__ import annotations

from typing import Any

import pytest
from saleor.account.models import User
from saleor.core.jwt import create_access_token
from saleor.discount.models import Promotion, PromotionRule
from saleor.permission.models import Permission
from saleor.product.models import Product
from saleor.product.utils.variant_prices import update_discounted_prices_for_promotion

from tests.graphql.asking import ApiClient

from .asking import Client, global_id
from .conftest import Shop
from .restricting import Till, join, limit_promotion
from .stores import People


@pytest.fixture
def people(shop: Shop) -> People:
    return People(shop)


@pytest.fixture
def vip(shop: Any, customer_users: list[User]) -> None:
    """A group; the first customer is in it."""
    shop.manual_group("vip")
    shop.know(*customer_users)
    join("vip", customer_users[0])


@pytest.fixture
def till(
    checkout_ready_to_complete: Any, user_api_client: Any, channel_USD: Any
) -> Till:
    """The member's checkout: three pieces at 10, shipping at 10; it need not be paid."""
    channel_USD.allow_unpaid_orders = True
    channel_USD.save()
    checkout = checkout_ready_to_complete
    checkout.user = user_api_client.user
    checkout.email = user_api_client.user.email
    checkout.save()
    # Saleor 3.22 pays a part with a gift card.
    checkout.gift_cards.clear()
    return Till(Client(user_api_client), checkout)


@pytest.fixture
def piece(till: Till, checkout_ready_to_complete: Any) -> Any:
    """The variant in it, at 10."""
    return checkout_ready_to_complete.lines.get().variant


@pytest.fixture
def staff_api(staff_user: User) -> Any:
    """Our own API for staff with these permissions, by their codenames, and no other."""

    def sign_in(*codenames: str) -> ApiClient:
        found = Permission.objects.filter(codename__in=codenames)
        staff_user.user_permissions.set(found)
        headers = {"Authorization": f"Bearer {create_access_token(staff_user)}"}
        return ApiClient("/plugins/saleor.customer-groups/graphql/", headers)

    return sign_in


@pytest.fixture
def on_sale(channel_USD: Any, voucher_percentage: Any) -> Any:
    """Takes so many per cent off a variant, for everybody or for members of groups."""

    def promote(row: Any, percentage: int, *groups: str) -> None:
        promotion = Promotion.objects.create(name="Sale", type="catalogue")
        rule = PromotionRule.objects.create(
            promotion=promotion,
            catalogue_predicate={
                "variantPredicate": {"ids": [global_id(row)]},
            },
            reward_value_type="percentage",
            reward_value=percentage,
        )
        rule.channels.add(channel_USD)
        rule.variants.add(row)
        if groups:
            limit_promotion(promotion, *groups)
        update_discounted_prices_for_promotion(
            Product.objects.filter(pk=row.product_id)
        )

    return promote


@pytest.fixture
def app_may(app_api_client: Any) -> Any:
    """Gives the app permissions, by their codenames."""

    def allow(*codenames: str) -> None:
        found = Permission.objects.filter(codename__in=codenames)
        app_api_client.app.permissions.add(*found)

    return allow
