"""Fixtures: promotions of Saleor's, and what an app may."""

from __future__ import annotations

from typing import Any

import pytest
from saleor.discount.models import Promotion, PromotionRule
from saleor.permission.models import Permission
from saleor.product.models import Product
from saleor.product.utils.variant_prices import update_discounted_prices_for_promotion

from .asking import global_id
from .conftest import Shop
from .restricting import limit_promotion
from .stores import People


@pytest.fixture
def people(shop: Shop) -> People:
    return People(shop)


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
