"""What Saleor has stored of a checkout before something changed: never what is told of
it, and never what is paid."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from saleor.account.models import User
from saleor.checkout.models import Checkout, CheckoutLine
from saleor.discount import VoucherType
from saleor.discount.models import Promotion, PromotionRule, VoucherChannelListing
from saleor.product.models import Product
from saleor.product.utils.variant_prices import update_discounted_prices_for_promotion
from saleor.tax import TaxCalculationStrategy

from saleor_customer_groups.engine.price_lists import PromotionPolicy
from saleor_customer_groups.plugin import tasks
from saleor_customer_groups.services.prices import set_prices

from .asking import Client, commit, global_id
from .pricing import Basket, fixed, make_list, variant
from .restricting import (
    Refused,
    Till,
    join,
    leave,
    limit_promotion,
    limit_voucher,
    total,
)

pytestmark = pytest.mark.usefixtures("vip")

CODE = "saleor"


@pytest.fixture
def shirt(product_list: list[Any]) -> Any:
    """A variant at 10."""
    return product_list[0].variants.get()


@pytest.fixture
def quarter_off(order_promotion_rule: PromotionRule) -> PromotionRule:
    """25 % off orders from 20 on, for vip."""
    limit_promotion(order_promotion_rule.promotion, "vip")
    return order_promotion_rule


# Vouchers count on the prices that are paid


def test_voucher__more_pieces_and_a_lower_break__on_the_price_of_the_break(
    user_api_client: Any, shirt: Any, voucher_percentage: Any
) -> None:
    make_list(fixed(variant(shirt), 9), fixed(variant(shirt), 8, 3))
    basket = Basket(user_api_client)
    basket.create((shirt, 2))
    # 2 * 9 = 18, less 1.80; 3 * 8 = 24, less 2.40; and back.
    assert basket.enter(CODE)[1] == 16.2
    assert basket.update((shirt, 3))[1] == 21.6
    assert basket.look()[1] == 21.6
    assert basket.update((shirt, 2))[1] == 16.2


def test_voucher__two_lines_of_a_variant_and_one_taken_out__on_the_price_of_the_rest(
    user_api_client: Any, shirt: Any, voucher_percentage: Any
) -> None:
    make_list(fixed(variant(shirt), 9), fixed(variant(shirt), 8, 3))
    basket = Basket(user_api_client)
    basket.create((shirt, 2))
    first = CheckoutLine.objects.get()
    CheckoutLine.objects.create(
        checkout=first.checkout, variant=shirt, quantity=1, currency="USD"
    )
    # 3 * 8 = 24, less 2.40; 2 * 9 = 18, less 1.80.
    assert basket.enter(CODE)[1] == 21.6
    second = CheckoutLine.objects.exclude(pk=first.pk).get()
    document = (
        "mutation ($id: ID!, $lines: [CheckoutLineUpdateInput!]!) {"
        " checkoutLinesUpdate(id: $id, lines: $lines) { checkout {"
        " totalPrice { gross { amount } } } errors { field message code } } }"
    )
    lines = [{"lineId": global_id(second), "quantity": 0}]
    answer = basket.client.ask(document, id=basket.id, lines=lines)
    assert total(answer["checkout"]) == 16.2


def test_voucher__left_and_joined__on_the_price_that_is_paid(
    user_api_client: Any, shirt: Any, voucher_percentage: Any, customer_user: User
) -> None:
    make_list(fixed(variant(shirt), "1.50"))
    basket = Basket(user_api_client)
    basket.create((shirt, 2))
    # 2 * 1.50 = 3, less 0.30; 2 * 10 = 20, less 2.
    assert basket.enter(CODE)[1] == 2.7
    leave("vip", customer_user)
    assert basket.look()[1] == 18
    join("vip", customer_user)
    assert basket.look()[1] == 2.7


def test_voucher__list_changed__completed_with_what_it_takes_off_now(
    till: Till, piece: Any, voucher_percentage: Any
) -> None:
    code = make_list(fixed(variant(piece), 5))
    # 3 * 5 = 15, less 1.50, and 10 of shipping; 3 * 8 = 24, less 2.40, and 10.
    assert total(till.enter(CODE)) == 23.5
    set_prices(code, [fixed(variant(piece), 8)])
    order = till.complete()
    assert order["total"]["gross"]["amount"] == 31.6
    assert order["voucher"]["code"] == CODE


@pytest.mark.parametrize(
    "change", [{"type": VoucherType.SPECIFIC_PRODUCT}, {"apply_once_per_order": True}]
)
def test_voucher__no_longer_reached__off_at_once_whatever_its_kind(
    user_api_client: Any, shirt: Any, voucher_percentage: Any, change: dict[str, Any]
) -> None:
    voucher_percentage.products.add(shirt.product)
    for name, value in change.items():
        setattr(voucher_percentage, name, value)
    voucher_percentage.save()
    VoucherChannelListing.objects.update(min_spent_amount=15)
    code = make_list(fixed(variant(shirt), 9))
    basket = Basket(user_api_client)
    basket.create((shirt, 2))
    # 10 % of both pieces, or of one.
    off = Decimal("1.80") if "type" in change else Decimal("0.90")
    assert basket.enter(CODE)[1] == float(18 - off)
    set_prices(code, [fixed(variant(shirt), 5)])
    assert basket.look()[1] == 10
    assert Checkout.objects.get().voucher_code is None


def test_voucher__once_per_order__of_the_line_that_is_cheapest_after_promotions(
    user_api_client: Any, product_list: list[Any], on_sale: Any, voucher_percentage: Any
) -> None:
    shirt, hat = (product.variants.get() for product in product_list[:2])
    voucher_percentage.apply_once_per_order = True
    voucher_percentage.save()
    VoucherChannelListing.objects.update(discount_value=50)
    on_sale(hat, 70)
    make_list(
        fixed(variant(shirt), 8),
        fixed(variant(hat), 18),
        promotions=PromotionPolicy.COMBINE,
    )
    basket = Basket(user_api_client)
    # 8, and 18 - 70 % = 5.40.
    assert basket.create((shirt, 1), (hat, 1))[1] == 13.4
    # Half of 5.40.
    assert basket.enter(CODE)[1] == 10.7


def test_list__promotion_on_what_is_free_for_everybody__taken_off(
    user_api_client: Any, shirt: Any, on_sale: Any
) -> None:
    shirt.channel_listings.update(price_amount=0, discounted_price_amount=0)
    on_sale(shirt, 20, "vip")
    make_list(fixed(variant(shirt), 5), promotions=PromotionPolicy.COMBINE)
    # 5 - 20 % = 4.
    assert Basket(user_api_client).create((shirt, 2)) == ([(2, 5, 4)], 8)


# Promotions of groups


def test_promotion_of_a_group__worth_more_now__counted_anew(
    user_api_client: Any, shirt: Any, on_sale: Any
) -> None:
    on_sale(shirt, 20, "vip")
    basket = Basket(user_api_client)
    assert basket.create((shirt, 2))[1] == 16
    PromotionRule.objects.update(reward_value=30)
    assert basket.look() == ([(2, 10, 7)], 14)
    counted = Checkout.objects.get().price_expiration
    assert basket.look()[1] == 14
    assert Checkout.objects.get().price_expiration == counted


def test_order_promotion__left__gone_when_looked_at_and_not_in_the_order(
    till: Till, piece: Any, quarter_off: Any, customer_user: User
) -> None:
    # 4 * 10 = 40, less 10, and 10 of shipping.
    assert total(till.add(piece)) == 40
    leave("vip", customer_user)
    assert total(till.look()) == 50


def test_order_promotion__left__not_in_the_order_that_nobody_looked_at(
    till: Till, piece: Any, quarter_off: Any, customer_user: User
) -> None:
    assert total(till.add(piece)) == 40
    leave("vip", customer_user)
    assert till.complete()["total"]["gross"]["amount"] == 50


def test_order_promotion__plugin_inactive__not_in_the_order(
    till: Till, piece: Any, quarter_off: Any, configure: Any
) -> None:
    assert total(till.add(piece)) == 40
    configure(active=False)
    assert till.complete()["total"]["gross"]["amount"] == 50


def test_order_promotion__joined__taken_off_when_looked_at(
    till: Till, piece: Any, quarter_off: Any, customer_user: User
) -> None:
    leave("vip", customer_user)
    assert total(till.add(piece)) == 50
    join("vip", customer_user)
    assert total(till.look()) == 40
    counted = Checkout.objects.get().price_expiration
    assert total(till.look()) == 40
    assert Checkout.objects.get().price_expiration == counted


def test_order_promotion__limited_to_the_group_afterwards__taken_off_when_looked_at(
    till: Till, piece: Any, quarter_off: Any, customer_user: User, shop: Any
) -> None:
    assert total(till.add(piece)) == 40
    shop.manual_group("other")
    limit_promotion(quarter_off.promotion, "other")
    assert total(till.look()) == 50
    limit_promotion(quarter_off.promotion, "vip")
    assert total(till.look()) == 40


def test_order_promotion__limited_while_a_guest_has_it__gone_by_the_next_tick(
    till: Till, piece: Any, order_promotion_rule: PromotionRule, guest_client: Client
) -> None:
    Checkout.objects.update(user=None, email="guest@example.com")
    till.client = guest_client
    assert total(till.add(piece)) == 40
    tasks.tick()
    counted = Checkout.objects.get().price_expiration
    limit_promotion(order_promotion_rule.promotion, "vip")
    tasks.tick()
    assert Checkout.objects.get().price_expiration < counted
    assert total(till.look()) == 50
    counted = Checkout.objects.get().price_expiration
    tasks.tick()
    assert Checkout.objects.get().price_expiration == counted


def test_sale__limited_while_a_guest_has_it__gone_by_the_next_tick(
    api_client: Any, shirt: Any, on_sale: Any
) -> None:
    on_sale(shirt, 20)
    basket = Basket(api_client)
    assert basket.create((shirt, 2))[1] == 16
    limit_promotion(Promotion.objects.get(), "vip")
    update_discounted_prices_for_promotion(Product.objects.all())
    tasks.tick()
    assert basket.look() == ([(2, 10, 10)], 20)


def test_gift__left__not_in_the_order_that_nobody_looked_at(
    till: Till, piece: Any, gift_promotion_rule: PromotionRule, customer_user: User
) -> None:
    limit_promotion(gift_promotion_rule.promotion, "vip")
    assert [line["isGift"] for line in till.add(piece)["lines"]] == [False, True]
    leave("vip", customer_user)
    till.complete()
    assert not customer_user.orders.get().lines.filter(is_gift=True).exists()


# Vouchers of groups


def test_voucher_of_a_group__left__gone_in_the_same_answer_and_for_good(
    till: Till, voucher_percentage: Any, customer_user: User
) -> None:
    limit_voucher(voucher_percentage, "vip")
    assert total(till.enter(CODE)) == 37
    leave("vip", customer_user)
    found = till.look()
    assert (found["voucherCode"], found["discount"]["amount"], total(found)) == (
        None,
        0,
        40,
    )
    checkout = Checkout.objects.get()
    assert (checkout.voucher_code, checkout.discount_amount) == (None, 0)
    assert till.complete()["total"]["gross"]["amount"] == 40


def test_voucher_of_a_group__left_and_to_be_paid__refused_and_nothing_less_is_asked_for(
    till: Till, voucher_percentage: Any, customer_user: User
) -> None:
    limit_voucher(voucher_percentage, "vip")
    till.enter(CODE)
    leave("vip", customer_user)
    with pytest.raises(Refused) as refused:
        till.complete()
    assert refused.value.codes == {"voucherCode": "VOUCHER_NOT_APPLICABLE"}
    assert Checkout.objects.get().total_gross_amount == 40


# Every way of looking

TOTALS = "totalPrice { gross { amount } } subtotalPrice { gross { amount } }"


@pytest.mark.parametrize(
    ("document", "is_staff"),
    [
        (f"query ($id: ID!) {{ checkout(id: $id) {{ {TOTALS} }} }}", False),
        (
            f"{{ me {{ checkouts(first: 5) {{ edges {{ node {{ {TOTALS} }} }} }} }} }}",
            False,
        ),
        (f"{{ checkouts(first: 5) {{ edges {{ node {{ {TOTALS} }} }} }} }}", True),
    ],
)
def test_totals_alone__left__those_of_everybody(
    till: Till,
    piece: Any,
    customer_user: User,
    manager_client: Client,
    document: str,
    is_staff: bool,
    channel_USD: Any,
) -> None:
    """In lists Saleor counts nothing anew where an app counts taxes."""
    configuration = channel_USD.tax_configuration
    configuration.tax_calculation_strategy = TaxCalculationStrategy.FLAT_RATES
    configuration.save()
    configuration.country_exceptions.all().delete()
    make_list(fixed(variant(piece), 2))
    assert total(till.look()) == 16
    leave("vip", customer_user)
    commit()
    client = manager_client if is_staff else till.client
    variables = {"id": till.id} if "$id" in document else {}
    content = client.client.post_graphql(document, variables).json()
    assert "errors" not in content, content
    # 3 * 10, and 10 of shipping.
    told = json.dumps(content["data"])
    assert '"totalPrice": {"gross": {"amount": 40.0}}' in told
    assert '"subtotalPrice": {"gross": {"amount": 30.0}}' in told


def test_complete__list_changed_and_nobody_looked__at_the_new_price(
    till: Till, piece: Any, customer_user: User
) -> None:
    code = make_list(fixed(variant(piece), 2))
    assert total(till.look()) == 16
    set_prices(code, [fixed(variant(piece), 4)])
    order = till.complete()
    # 3 * 4, and 10 of shipping.
    assert order["total"]["gross"]["amount"] == 22
    (line,) = customer_user.orders.get().lines.all()
    assert (
        line.undiscounted_unit_price_gross_amount,
        line.total_price_gross_amount,
    ) == (
        4,
        12,
    )


def test_order_from_checkout__left_and_nobody_looked__prices_of_everybody(
    till: Till, piece: Any, customer_user: User, app_api_client: Any, app_may: Any
) -> None:
    make_list(fixed(variant(piece), 2))
    assert total(till.look()) == 16
    leave("vip", customer_user)
    app_may("handle_checkouts", "manage_checkouts", "manage_orders")
    answer = Client(app_api_client).ask(
        "mutation ($id: ID!) { orderCreateFromCheckout(id: $id) {"
        " order { total { gross { amount } } } errors { field message code } } }",
        id=till.id,
    )
    assert answer["order"]["total"]["gross"]["amount"] == 40
