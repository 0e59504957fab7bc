"""Draft orders take up lists, windows and groups that change while they are open."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from saleor.account.models import User
from saleor.discount.models import PromotionRule
from saleor.order.models import OrderLine
from saleor.product.models import ProductType, ProductVariantChannelListing

from saleor_customer_groups.engine.price_lists import PromotionPolicy, Scope, Target
from saleor_customer_groups.services.price_lists import edit_price_list
from saleor_customer_groups.services.prices import set_prices

from .asking import Client
from .drafting import Draft
from .pricing import fixed, make_list, percent, variant
from .restricting import join, leave, limit_promotion

pytestmark = pytest.mark.usefixtures("vip")


@pytest.fixture
def draft(manager_client: Client) -> Draft:
    return Draft(manager_client)


@pytest.fixture
def variants(product_list: list[Any]) -> list[Any]:
    """At 10, 20 and 30; they need not be shipped."""
    ProductType.objects.update(is_shipping_required=False)
    return [product.variants.get() for product in product_list]


def test_list_changed_and_window_closed__when_looked_at_and_in_the_order(
    draft: Draft, variants: list[Any], channel_USD: Any, customer_user: User
) -> None:
    shirt, hat, _ = variants
    code = make_list(fixed(variant(shirt), 5))
    assert draft.create(customer_user, channel_USD, (shirt, 2), (hat, 1))[1] == 30
    set_prices(code, [fixed(variant(shirt), 6)])
    assert draft.look() == ([(6, 6, 2), (20, 20, 1)], 32)
    set_prices(code, [fixed(variant(hat), 15)])
    assert draft.look() == ([(6, 6, 2), (15, 15, 1)], 27)
    ended = timezone.now() - timedelta(seconds=1)
    edit_price_list(code, {"ends_at": ended}, actor="test")
    assert draft.complete() == ([(10, 10, 2), (20, 20, 1)], 40)


def test_customer_left_and_joined__when_looked_at(
    draft: Draft, variants: list[Any], channel_USD: Any, customer_user: User
) -> None:
    shirt, *_ = variants
    make_list(fixed(variant(shirt), 5))
    assert draft.create(customer_user, channel_USD, (shirt, 2))[1] == 10
    leave("vip", customer_user)
    assert draft.look() == ([(10, 10, 2)], 20)
    join("vip", customer_user)
    assert draft.look() == ([(5, 5, 2)], 10)


def test_price_of_everybody_changed__stays_frozen_for_as_long_as_the_channel_says(
    draft: Draft, variants: list[Any], channel_USD: Any, customer_user: User
) -> None:
    shirt, hat, _ = variants
    code = make_list(percent(variant(shirt), -50))
    assert draft.create(customer_user, channel_USD, (shirt, 2), (hat, 1))[1] == 30
    ProductVariantChannelListing.objects.update(
        price_amount=40, discounted_price_amount=40
    )
    assert draft.look() == ([(5, 5, 2), (20, 20, 1)], 30)
    # A line that its list changes is priced from what everybody pays now.
    set_prices(code, [percent(variant(shirt), -25)])
    assert draft.look() == ([(20, 20, 1), (30, 30, 2)], 80)


def test_quantity_break__reached_and_left_by_the_quantity_of_a_line(
    draft: Draft, variants: list[Any], channel_USD: Any, customer_user: User
) -> None:
    shirt, *_ = variants
    make_list(fixed(variant(shirt), 9), fixed(variant(shirt), 8, 3))
    assert draft.create(customer_user, channel_USD, (shirt, 2))[1] == 18
    assert draft.change_quantity(3) == ([(8, 8, 3)], 24)
    assert draft.change_quantity(2) == ([(9, 9, 2)], 18)


def test_promotion_of_the_group__comes_and_goes_with_the_group(
    draft: Draft,
    variants: list[Any],
    channel_USD: Any,
    customer_user: User,
    on_sale: Any,
) -> None:
    shirt, *_ = variants
    on_sale(shirt, 10)
    on_sale(shirt, 20, "vip")
    assert draft.create(customer_user, channel_USD, (shirt, 2)) == ([(10, 8, 2)], 16)
    leave("vip", customer_user)
    assert draft.look() == ([(10, 9, 2)], 18)
    join("vip", customer_user)
    assert draft.look() == ([(10, 8, 2)], 16)


def test_list_for_less__combined_with_the_promotion_that_is_on_the_line(
    draft: Draft,
    variants: list[Any],
    channel_USD: Any,
    customer_user: User,
    on_sale: Any,
) -> None:
    shirt, *_ = variants
    on_sale(shirt, 10)
    assert draft.create(customer_user, channel_USD, (shirt, 2))[1] == 18
    make_list(fixed(variant(shirt), 5), promotions=PromotionPolicy.COMBINE)
    assert draft.look() == ([(5, 4.5, 2)], 9)


def test_order_promotion__left__not_in_the_order(
    draft: Draft,
    variants: list[Any],
    channel_USD: Any,
    customer_user: User,
    order_promotion_rule: PromotionRule,
) -> None:
    shirt, *_ = variants
    limit_promotion(order_promotion_rule.promotion, "vip")
    # 3 * 10, less a quarter.
    assert draft.create(customer_user, channel_USD, (shirt, 3))[1] == 22.5
    leave("vip", customer_user)
    assert draft.complete()[1] == 30


def test_price_by_staff__stays(
    draft: Draft, variants: list[Any], channel_USD: Any, customer_user: User
) -> None:
    shirt, *_ = variants
    by_hand = (shirt, 1, {"price": "7.00"})
    assert draft.create(customer_user, channel_USD, by_hand)[1] == 7
    make_list(fixed(variant(shirt), 5))
    assert draft.look() == ([(7, 7, 1)], 7)


def test_free_for_everybody__left__free_again(
    draft: Draft, variants: list[Any], channel_USD: Any, customer_user: User
) -> None:
    shirt, *_ = variants
    shirt.channel_listings.update(price_amount=0, discounted_price_amount=0)
    make_list(fixed(variant(shirt), 5))
    assert draft.create(customer_user, channel_USD, (shirt, 2))[1] == 10
    leave("vip", customer_user)
    assert draft.look() == ([(0, 0, 2)], 0)


def test_looked_at_again__nothing_is_refreshed(
    draft: Draft,
    variants: list[Any],
    channel_USD: Any,
    customer_user: User,
    on_sale: Any,
) -> None:
    shirt, hat, _ = variants
    on_sale(hat, 10)
    on_sale(shirt, 20, "vip")
    make_list(fixed(variant(shirt), 5), promotions=PromotionPolicy.COMBINE)
    draft.create(customer_user, channel_USD, (shirt, 2), (hat, 1))
    draft.look()
    lines = OrderLine.objects.order_by("pk")
    expiring = list(lines.values_list("draft_base_price_expire_at", flat=True))
    assert all(expiring)
    draft.look()
    assert list(lines.values_list("draft_base_price_expire_at", flat=True)) == expiring


def test_list_of_drafts__more_of_them__as_many_statements(
    draft: Draft,
    variants: list[Any],
    channel_USD: Any,
    customer_users: list[User],
    on_sale: Any,
) -> None:
    on_sale(variants[0], 20, "vip")
    make_list(percent(Target(Scope.ALL), -10), groups=["standard"])
    document = (
        "{ draftOrders(first: 10) { edges { node { total { gross { amount } }"
        " lines { unitPrice { gross { amount } } } } } } }"
    )
    counts = []
    for user in customer_users[:2]:
        draft.create(user, channel_USD, (variants[1], 1))
        draft.client.ask(document)
        with CaptureQueriesContext(connection) as captured:
            edges = draft.client.ask(document)["edges"]
        counts.append(sum("customer_groups_" in query["sql"] for query in captured))
        assert {edge["node"]["total"]["gross"]["amount"] for edge in edges} == {18}
    assert counts[0] == counts[1] > 0
