"""Prices of groups in draft orders that staff make, through the public API."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from saleor.account.models import User
from saleor.order.models import OrderLine
from saleor.product.models import ProductType

from saleor_customer_groups.engine.order_prices import PricedBy
from saleor_customer_groups.engine.price_lists import PromotionPolicy
from saleor_customer_groups.models import PriceList
from saleor_customer_groups.plugin.interceptions.records import PriceRecord, recorded

from .asking import Client
from .conftest import Shop
from .drafting import Draft
from .pricing import fixed, make_list, variant
from .restricting import join


@pytest.fixture(autouse=True)
def vip(shop: Shop, customer_users: list[User]) -> None:
    """A group; the first customer is in it."""
    shop.manual_group("vip")
    shop.know(*customer_users)
    join("vip", customer_users[0])


@pytest.fixture
def variants(product_list: list[Any]) -> list[Any]:
    """At 10, 20 and 30."""
    return [product.variants.get() for product in product_list]


@pytest.fixture
def draft(manager_client: Client) -> Draft:
    return Draft(manager_client)


def test_draft__of_a_member__own_prices_from_the_first_answer_to_the_order(
    draft: Draft,
    variants: list[Any],
    channel_USD: Any,
    customer_user: User,
    customer_user2: User,
) -> None:
    ProductType.objects.update(is_shipping_required=False)
    shirt, hat, coat = variants
    make_list(fixed(variant(shirt), "1.50"), fixed(variant(coat), 25))
    # 2 * 1.50 + 20; then 25 more.
    assert draft.create(customer_user, channel_USD, (shirt, 2), (hat, 1)) == (
        [(1.5, 1.5, 2), (20, 20, 1)],
        23,
    )
    assert draft.add((coat, 1))[1] == 48
    # 2 * 10 + 20 + 30, and back.
    assert draft.hand_to(customer_user2) == (
        [(10, 10, 2), (20, 20, 1), (30, 30, 1)],
        70,
    )
    assert draft.look()[1] == 70
    assert draft.hand_to(customer_user)[1] == 48
    assert draft.look()[1] == 48
    assert draft.complete() == ([(1.5, 1.5, 2), (20, 20, 1), (25, 25, 1)], 48)
    kept = OrderLine.objects.filter(is_price_overridden=True)
    records = {recorded(line) for line in kept}
    assert records == {
        PriceRecord(
            PricedBy(PriceList.objects.get().pk, "vip-prices", "VIP prices"),
            ("vip",),
            Decimal(price),
            Decimal(listed),
        )
        for price, listed in (("1.50", 10), (25, 30))
    }


def test_draft__promotion_of_the_group__for_the_member_and_on_the_groups_price(
    draft: Draft,
    variants: list[Any],
    channel_USD: Any,
    customer_user: User,
    customer_user2: User,
    on_sale: Any,
) -> None:
    shirt, hat, _ = variants
    on_sale(shirt, 20, "vip")
    # 10 - 20 % = 8.
    assert draft.create(customer_user, channel_USD, (shirt, 2), (hat, 1)) == (
        [(10, 8, 2), (20, 20, 1)],
        36,
    )
    assert draft.hand_to(customer_user2)[1] == 40
    make_list(fixed(variant(shirt), 5), promotions=PromotionPolicy.COMBINE)
    # 5 - 20 % = 4.
    assert draft.hand_to(customer_user) == ([(5, 4, 2), (20, 20, 1)], 28)


def test_draft__price_by_staff__stays(
    draft: Draft, variants: list[Any], channel_USD: Any, customer_user: User
) -> None:
    shirt, hat, _ = variants
    make_list(fixed(variant(shirt), 5), fixed(variant(hat), 5))
    by_hand = (shirt, 1, {"price": "7.00"})
    assert draft.create(customer_user, channel_USD, by_hand, (hat, 1)) == (
        [(5, 5, 1), (7, 7, 1)],
        12,
    )
    assert draft.look()[1] == 12


def test_draft__plugin_inactive__everybodys_prices(
    draft: Draft,
    variants: list[Any],
    channel_USD: Any,
    customer_user: User,
    configure: Any,
) -> None:
    shirt, *_ = variants
    make_list(fixed(variant(shirt), 5))
    configure(active=False)
    assert draft.create(customer_user, channel_USD, (shirt, 2))[1] == 20


def test_draft__quantity_break__by_the_total_of_the_variant(
    draft: Draft, variants: list[Any], channel_USD: Any, customer_user: User
) -> None:
    shirt, *_ = variants
    make_list(fixed(variant(shirt), 9), fixed(variant(shirt), 8, 3))
    assert draft.create(customer_user, channel_USD, (shirt, 3)) == ([(8, 8, 3)], 24)
