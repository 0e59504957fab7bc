"""Promotions for members: order discounts, gifts, and what the public sees of them."""

from __future__ import annotations

from typing import Any

import pytest
from saleor.account.models import User
from saleor.discount.models import PromotionRule
from saleor.product.models import Product, ProductVariantChannelListing
from saleor.product.utils.variant_prices import update_discounted_prices_for_promotion

from saleor_customer_groups.models import RestrictedKind
from saleor_customer_groups.services.restrictions import (
    lift_restrictions,
    restrictions_of,
)

from .asking import Client, commit, global_id
from .conftest import Shop
from .restricting import Till, join, leave, limit_promotion, total


@pytest.fixture(autouse=True)
def vip(shop: Shop, customer_users: list[User]) -> None:
    """A group; the first customer is in it."""
    shop.manual_group("vip")
    shop.know(*customer_users)
    join("vip", customer_users[0])


@pytest.fixture
def till(checkout_with_item: Any, user_api_client: Any) -> Till:
    """The member's checkout: three pieces at 10."""
    checkout_with_item.user = user_api_client.user
    checkout_with_item.email = user_api_client.user.email
    checkout_with_item.save()
    return Till(Client(user_api_client), checkout_with_item)


@pytest.fixture
def quarter_off(order_promotion_rule: PromotionRule) -> PromotionRule:
    """25 % off orders from 20 on, for vip."""
    limit_promotion(order_promotion_rule.promotion, "vip")
    return order_promotion_rule


def _hand_over(till: Till, user: User | None) -> None:
    from saleor.checkout.models import Checkout

    Checkout.objects.update(
        user=user, email=user.email if user else "guest@example.com"
    )
    commit()


def test_order_promotion__member__a_quarter_off(
    till: Till, quarter_off: Any, product: Any
) -> None:
    # 4 * 10 = 40, less 10.
    assert total(till.add(product.variants.get())) == 30


def test_order_promotion__other_customer_and_guest__full_price(
    till: Till, quarter_off: Any, product: Any, user2_api_client: Any, api_client: Any
) -> None:
    _hand_over(till, user2_api_client.user)
    till.client = Client(user2_api_client)
    assert total(till.add(product.variants.get())) == 40
    _hand_over(till, None)
    till.client = Client(api_client)
    assert total(till.add(product.variants.get())) == 50


def test_order_promotion__attach_and_detach__in_the_same_response(
    till: Till, quarter_off: Any, product: Any
) -> None:
    till.add(product.variants.get())
    assert total(till.detach()) == 40
    assert total(till.attach()) == 30


def test_order_promotion__after_leaving__gone_at_the_next_touch(
    till: Till, quarter_off: Any, product: Any, customer_user: User
) -> None:
    till.add(product.variants.get())
    leave("vip", customer_user)
    assert total(till.add(product.variants.get())) == 50


def test_order_promotion__public_and_of_the_group__the_better_wins(
    till: Till, quarter_off: PromotionRule, product: Any, channel_USD: Any
) -> None:
    """A public one of 10 % and the group's 25 %: the member pays 30 of 40, others 36."""
    promotion = quarter_off.promotion
    public = type(promotion).objects.create(name="Public", type=promotion.type)
    rule = PromotionRule.objects.create(
        promotion=public,
        order_predicate=quarter_off.order_predicate,
        reward_value_type=quarter_off.reward_value_type,
        reward_value=10,
        reward_type=quarter_off.reward_type,
    )
    rule.channels.add(channel_USD)
    assert total(till.add(product.variants.get())) == 30
    assert total(till.detach()) == 36


def test_order_promotion__plugin_inactive__nobody(
    till: Till, quarter_off: Any, product: Any, configure: Any
) -> None:
    configure(active=False)
    assert total(till.add(product.variants.get())) == 40


def test_gift__member_only__comes_and_goes_with_the_customer(
    till: Till, gift_promotion_rule: PromotionRule, product: Any
) -> None:
    limit_promotion(gift_promotion_rule.promotion, "vip")
    found = till.add(product.variants.get())
    assert [line["isGift"] for line in found["lines"]] == [False, True]
    assert total(found) == 40
    assert [line["isGift"] for line in till.detach()["lines"]] == [False]
    assert [line["isGift"] for line in till.attach()["lines"]] == [False, True]


def test_gift__checkout_created_by_a_guest__none(
    gift_promotion_rule: PromotionRule,
    guest_client: Client,
    user_api_client: Any,
    product_list: list[Product],
) -> None:
    limit_promotion(gift_promotion_rule.promotion, "vip")
    variant = product_list[2].variants.get()
    given = {
        "channel": "main",
        "lines": [{"variantId": global_id(variant), "quantity": 2}],
    }
    document = (
        "mutation ($input: CheckoutCreateInput!) { checkoutCreate(input: $input) {"
        " checkout { lines { isGift } } errors { field code } } }"
    )
    gifts = [
        sum(
            line["isGift"]
            for line in client.ask(document, input=given)["checkout"]["lines"]
        )
        for client in (guest_client, Client(user_api_client))
    ]
    assert gifts == [0, 1]


def test_order_promotion__draft_order__for_the_member_only(
    quarter_off: Any,
    product: Any,
    channel_USD: Any,
    manager_client: Client,
    customer_user: User,
    customer_user2: User,
) -> None:
    document = (
        "mutation ($input: DraftOrderCreateInput!) { draftOrderCreate(input: $input) {"
        " order { subtotal { gross { amount } } discounts { type } }"
        " errors { field code message } } }"
    )
    found = {}
    for user in (customer_user, customer_user2):
        given = {
            "user": global_id(user),
            "channelId": global_id(channel_USD),
            "lines": [{"variantId": global_id(product.variants.get()), "quantity": 4}],
        }
        order = manager_client.ask(document, input=given)["order"]
        kinds = [each["type"] for each in order["discounts"]]
        found[user.email] = (order["subtotal"]["gross"]["amount"], kinds)
    # 4 * 10 = 40, less a quarter.
    assert found == {
        customer_user.email: (30, ["ORDER_PROMOTION"]),
        customer_user2.email: (40, []),
    }


# Catalogue promotions


def _public_prices(product: Product) -> set[tuple[float, float]]:
    update_discounted_prices_for_promotion(Product.objects.filter(pk=product.pk))
    listings = ProductVariantChannelListing.objects.filter(variant__product=product)
    return {
        (float(listing.price_amount), float(listing.discounted_price_amount))
        for listing in listings
    }


def test_catalogue_promotion__restricted__not_in_the_prices_of_everybody(
    product: Product, catalogue_promotion_with_single_rule: Any
) -> None:
    promotion = catalogue_promotion_with_single_rule
    rule = promotion.rules.get()
    rule.variants.set(product.variants.all())
    before = _public_prices(product)
    assert {price > reduced for price, reduced in before} == {True}
    limit_promotion(promotion, "vip")
    assert {price == reduced for price, reduced in _public_prices(product)} == {True}
    lift_restrictions(RestrictedKind.PROMOTION, [str(promotion.pk)])
    assert _public_prices(product) == before


def test_restrict_promotion__has_saleor_count_its_prices_anew(
    catalogue_promotion_with_single_rule: Any,
) -> None:
    rules = catalogue_promotion_with_single_rule.rules
    rules.update(variants_dirty=False)
    limit_promotion(catalogue_promotion_with_single_rule, "vip")
    assert set(rules.values_list("variants_dirty", flat=True)) == {True}
    rules.update(variants_dirty=False)
    key = str(catalogue_promotion_with_single_rule.pk)
    lift_restrictions(RestrictedKind.PROMOTION, [key])
    assert set(rules.values_list("variants_dirty", flat=True)) == {True}


def test_delete_promotion__restricted__lifted(
    quarter_off: PromotionRule, manager_client: Client
) -> None:
    promotion = quarter_off.promotion
    manager_client.ask(
        "mutation ($id: ID!) { promotionDelete(id: $id) { errors { code } } }",
        id=global_id(promotion),
    )
    assert restrictions_of(RestrictedKind.PROMOTION, [str(promotion.pk)]) == {}
