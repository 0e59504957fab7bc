"""Campaigns inside Saleor: they open and close on time, with nothing happening."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from saleor.account.models import User
from saleor.checkout.models import Checkout
from saleor.discount.models import PromotionRule
from saleor.product.models import Product, ProductVariantChannelListing
from saleor.product.utils.variant_prices import update_discounted_prices_for_promotion

from saleor_customer_groups.engine.campaigns import CampaignStatus
from saleor_customer_groups.engine.price_lists import Scope, Target
from saleor_customer_groups.models import Restriction
from saleor_customer_groups.plugin import uninstalling
from saleor_customer_groups.services import clock as services_clock
from saleor_customer_groups.services.campaign_items import (
    CampaignItem,
    ItemKind,
    add_items,
    items_of,
)
from saleor_customer_groups.services.campaign_rows import get_campaign
from saleor_customer_groups.services.campaigns import CampaignInput, create_campaign

from .asking import Client, commit, global_id
from .conftest import Shop
from .pricing import Basket, fixed, make_list, variant
from .restricting import Refused, Till, join, total
from .traveling import Clock
from .traveling import clock as clock

EVERYTHING = Target(Scope.ALL)


@pytest.fixture(autouse=True)
def vip(shop: Shop, customer_users: list[User], clock: Clock) -> datetime:
    """A group, the first customer is in it; and a campaign for it, which is open from
    tomorrow on for a day. The instant of now."""
    shop.manual_group("vip")
    shop.know(*customer_users)
    join("vip", customer_users[0])
    now = services_clock.database_now()
    given = CampaignInput(
        name="Spring",
        groups=["vip"],
        status=CampaignStatus.ACTIVE,
        starts_at=now + timedelta(days=1),
        ends_at=now + timedelta(days=2),
    )
    create_campaign(given, actor="test")
    return now


def hold(kind: ItemKind, key: object) -> None:
    add_items("spring", [CampaignItem(kind, str(key))], actor="test")
    commit()


@pytest.fixture
def till(
    checkout_ready_to_complete: Any, user_api_client: Any, channel_USD: Any
) -> Till:
    """The member's checkout: three pieces at 10, shipping at 10."""
    channel_USD.allow_unpaid_orders = True
    channel_USD.save()
    checkout = checkout_ready_to_complete
    checkout.user = user_api_client.user
    checkout.email = user_api_client.user.email
    checkout.save()
    checkout.gift_cards.clear()
    return Till(Client(user_api_client), checkout)


# Vouchers


@pytest.fixture
def ten(voucher_percentage: Any) -> Any:
    """Ten per cent off, in the campaign; its code is "saleor"."""
    hold(ItemKind.VOUCHER, voucher_percentage.pk)
    return voucher_percentage


def refuse(till: Till) -> None:
    with pytest.raises(Refused) as refused:
        till.enter("saleor")
    assert refused.value.codes == {"promoCode": "VOUCHER_NOT_APPLICABLE"}


def test_voucher__before_during_and_after__for_members_only_while_it_is_open(
    till: Till, ten: Any, clock: Clock, customer_user: User, customer_user2: User
) -> None:
    refuse(till)
    clock.go_on(days=1)
    Checkout.objects.update(user=customer_user2)
    refuse(till)
    Checkout.objects.update(user=customer_user)
    # 3 * 10 = 30, less 3, and 10 of shipping.
    assert total(till.enter("saleor")) == 37
    clock.go_on(days=1)
    with pytest.raises(Refused) as refused:
        till.complete()
    assert refused.value.codes == {"voucherCode": "VOUCHER_NOT_APPLICABLE"}
    refuse(till)


def test_voucher__in_a_campaign_of_another_channel__refused(
    till: Till, ten: Any, clock: Clock
) -> None:
    clock.go_on(days=1)
    row = get_campaign("spring")
    for channels, is_had in ((["other"], False), (["other", "main"], True)):
        row.channels = channels
        row.save()
        if is_had:
            assert till.enter("saleor")["voucherCode"] == "saleor"
        else:
            refuse(till)


def test_voucher__in_a_draft_order__only_while_it_is_open(
    ten: Any,
    clock: Clock,
    draft_order: Any,
    manager_client: Client,
    customer_user: User,
) -> None:
    draft_order.user = customer_user
    draft_order.save(update_fields=["user"])
    enter = (
        "mutation ($id: ID!) { answer: draftOrderUpdate(id: $id, input: {voucherCode:"
        ' "saleor"}) { errors { code } } }'
    )
    complete = "mutation ($id: ID!) { answer: draftOrderComplete(id: $id) { errors { code } } }"
    answers = []
    for document in (enter, enter, complete):
        commit()
        response = manager_client.client.post_graphql(
            document, {"id": global_id(draft_order)}
        )
        errors = response.json()["data"]["answer"]["errors"]
        answers.append([error["code"] for error in errors])
        clock.go_on(days=1)
    assert answers == [["INVALID_VOUCHER"], [], ["INVALID_VOUCHER"]]


def test_voucher__deleted__leaves_the_campaign(
    ten: Any, manager_client: Client
) -> None:
    manager_client.ask(
        "mutation ($id: ID!) { voucherDelete(id: $id) { errors { code } } }",
        id=global_id(ten),
    )
    row = get_campaign("spring")
    assert (items_of([row.pk])[row.pk], Restriction.objects.count()) == ([], 0)


# Price lists


def test_price_list__before_during_and_after__without_any_event(
    user_api_client: Any, user2_api_client: Any, product_list: list[Any], clock: Clock
) -> None:
    shirt = product_list[0].variants.get()
    hold(ItemKind.PRICE_LIST, make_list(fixed(variant(shirt), "1.50")))
    mine, other = Basket(user_api_client), Basket(user2_api_client)
    assert [each.create((shirt, 2))[1] for each in (mine, other)] == [20, 20]
    for expected in (3, 20):
        clock.go_on(days=1)
        assert [mine.look()[1], other.look()[1]] == [expected, 20]
        assert _on_the_page(user_api_client, shirt)["price"] == expected / 2


def test_price_list__ends_in_an_open_checkout__the_order_costs_what_everybody_pays(
    till: Till, clock: Clock
) -> None:
    hold(ItemKind.PRICE_LIST, make_list(fixed(EVERYTHING, 2)))
    clock.go_on(days=1)
    assert total(till.look()) == 16
    clock.go_on(days=1)
    assert till.complete()["total"]["gross"]["amount"] == 40


PAGE = """query ($id: ID!) { productVariant(id: $id, channel: "main") { pricing {
  price { gross { amount } } priceUndiscounted { gross { amount } } } } }"""


def _on_the_page(client: Any, row: Any) -> dict[str, float]:
    found = Client(client).ask(PAGE, id=global_id(row))["pricing"]
    return {
        "price": found["price"]["gross"]["amount"],
        "without": found["priceUndiscounted"]["gross"]["amount"],
    }


# Promotions


def _public_prices(row: Product) -> set[tuple[float, float]]:
    """As Saleor's own task writes them, now."""
    update_discounted_prices_for_promotion(Product.objects.filter(pk=row.pk))
    listings = ProductVariantChannelListing.objects.filter(variant__product=row)
    return {
        (float(each.price_amount), float(each.discounted_price_amount))
        for each in listings
    }


def test_catalogue_promotion__before_during_and_after__never_in_public_prices(
    user_api_client: Any,
    user2_api_client: Any,
    product_list: list[Product],
    catalogue_promotion_with_single_rule: Any,
    clock: Clock,
) -> None:
    """Ten per cent off a variant at 10, for members and only while it is open."""
    promotion, product = catalogue_promotion_with_single_rule, product_list[0]
    rule = promotion.rules.get()
    rule.reward_value, rule.reward_value_type = 10, "percentage"
    rule.save()
    row = product.variants.get()
    rule.variants.set([row])
    assert _public_prices(product) == {(10, 9)}
    hold(ItemKind.PROMOTION, promotion.pk)
    mine, other = Basket(user_api_client), Basket(user2_api_client)
    for basket in (mine, other):
        basket.create((row, 1))
    seen = []
    for _ in range(3):
        assert _public_prices(product) == {(10, 10)}
        pages = [
            _on_the_page(client, row)["price"]
            for client in (user_api_client, user2_api_client)
        ]
        seen.append((mine.look()[1], other.look()[1], *pages))
        clock.go_on(days=1)
    assert seen == [(10, 10, 10, 10), (9, 10, 9, 10), (10, 10, 10, 10)]


def test_order_promotion__before_during_and_after__gone_at_completion(
    till: Till, order_promotion_rule: PromotionRule, clock: Clock, product: Product
) -> None:
    """A quarter off orders from 20 on."""
    hold(ItemKind.PROMOTION, order_promotion_rule.promotion_id)
    row = product.variants.get()
    assert total(till.add(row)) == 50
    clock.go_on(days=1)
    # 4 * 10 = 40, less 10, and 10 of shipping.
    assert total(till.look()) == 40
    clock.go_on(days=1)
    assert till.complete()["total"]["gross"]["amount"] == 50


def test_gift__campaign_over__gone_when_looked_at(
    till: Till, gift_promotion_rule: PromotionRule, clock: Clock, product: Product
) -> None:
    hold(ItemKind.PROMOTION, gift_promotion_rule.promotion_id)
    clock.go_on(days=1)
    seen = []
    till.add(product.variants.get())
    for _ in range(2):
        seen.append([line["isGift"] for line in till.look()["lines"]])
        clock.go_on(days=1)
    assert seen == [[False, True], [False]]


# And else


def test_held__statements__as_many_as_without_a_campaign(
    till: Till, ten: Any, clock: Clock
) -> None:
    clock.go_on(days=1)
    till.enter("saleor")
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            till.look()
        counts.append(len(captured))
        Restriction.objects.update(campaign=None)
    assert counts[0] == counts[1]


def test_uninstalling__says_what_a_campaign_holds(ten: Any) -> None:
    assert (
        "The campaign “Spring” holds the voucher “saleor”: from then on for everybody,"
        " with no window but Saleor's own." in uninstalling.what_would_go()
    )
