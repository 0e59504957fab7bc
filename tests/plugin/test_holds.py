"""A checkout that is being paid for keeps its prices and its voucher for half an hour."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from saleor.account.models import User
from saleor.checkout.models import Checkout
from saleor.discount.models import PromotionRule

from saleor_customer_groups.engine.price_lists import PromotionPolicy
from saleor_customer_groups.models import PriceHold
from saleor_customer_groups.plugin import tasks
from saleor_customer_groups.plugin.interceptions.records import PriceRecord, recorded
from saleor_customer_groups.services.price_lists import edit_price_list
from saleor_customer_groups.services.prices import set_prices

from .asking import Client, commit
from .paying import PaymentApp, begin_payment, let_pass
from .pricing import fixed, make_list, variant
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
REFUSED = {"voucherCode": "VOUCHER_NOT_APPLICABLE"}


@pytest.fixture
def payment_app(app_api_client: Any, app_may: Any) -> PaymentApp:
    app_may("handle_payments", "manage_checkouts", "handle_checkouts")
    return PaymentApp(app_api_client)


@pytest.fixture
def price_list(till: Till, piece: Any) -> str:
    """Two a piece for vip; with it the checkout is at 3 * 2 and 10 of shipping."""
    code = make_list(fixed(variant(piece), 2))
    assert total(till.look()) == 16
    return code


def _update_address(till: Till) -> Any:
    """Has Saleor check the voucher again, and count anew."""
    address = {
        "firstName": "Ann",
        "lastName": "Lee",
        "streetAddress1": "1 Main St",
        "city": "New York",
        "postalCode": "10001",
        "country": "US",
        "countryArea": "NY",
    }
    return till._do(
        "checkoutBillingAddressUpdate",
        ", billingAddress: $address",
        address=("AddressInput!", address),
    )


@pytest.mark.parametrize(
    "kind",
    ["amountCharged", "amountAuthorized", "CHARGE_REQUEST", "CHARGE_ACTION_REQUIRED"],
)
def test_paid_for__left__keeps_its_price_to_the_order(
    till: Till,
    payment_app: PaymentApp,
    price_list: str,
    customer_user: User,
    kind: str,
) -> None:
    if kind.startswith("amount"):
        payment_app.pay(till, 16, kind)
    else:
        payment_app.begin(till, 16, kind)
    leave("vip", customer_user)
    assert total(till.look()) == 16
    assert total(_update_address(till)) == 16
    order = till.complete()
    assert order["total"]["gross"]["amount"] == 16
    (line,) = customer_user.orders.get().lines.all()
    assert line.undiscounted_unit_price_gross_amount == line.base_unit_price_amount == 2
    assert line.is_price_overridden
    assert recorded(line) == PriceRecord(None, (), Decimal(2), Decimal(10))


def test_paid_for__half_an_hour_later__counted_anew(
    till: Till, payment_app: PaymentApp, price_list: str, customer_user: User
) -> None:
    payment_app.pay(till, 16)
    leave("vip", customer_user)
    assert total(till.look()) == 16
    let_pass(29)
    assert total(till.look()) == 16
    let_pass(2)
    assert total(till.look()) == 40


def test_paid_for_long_ago__left__counted_anew(
    till: Till, payment_app: PaymentApp, price_list: str, customer_user: User
) -> None:
    payment_app.pay(till, 16)
    let_pass(31)
    leave("vip", customer_user)
    assert total(till.look()) == 40


def test_paid_for__list_changed_or_its_window_closed__keeps_its_price(
    till: Till, payment_app: PaymentApp, price_list: str, piece: Any
) -> None:
    payment_app.pay(till, 16)
    set_prices(price_list, [fixed(variant(piece), 4)])
    assert total(till.look()) == 16
    ended = timezone.now() - timedelta(seconds=1)
    edit_price_list(price_list, {"ends_at": ended}, actor="test")
    assert total(till.look()) == 16
    let_pass(31)
    assert total(till.look()) == 40


def test_paid_for__joined__keeps_the_price_of_everybody_till_then(
    till: Till,
    payment_app: PaymentApp,
    price_list: str,
    customer_user: User,
) -> None:
    leave("vip", customer_user)
    assert total(till.look()) == 40
    payment_app.pay(till, 40)
    join("vip", customer_user)
    assert total(till.look()) == 40
    order = till.complete()
    assert order["total"]["gross"]["amount"] == 40
    (line,) = customer_user.orders.get().lines.all()
    assert (line.is_price_overridden, recorded(line)) == (False, None)


def test_paid_for__counted_anew_by_saleor__what_it_was_to_the_cent(
    till: Till,
    payment_app: PaymentApp,
    piece: Any,
    on_sale: Any,
    customer_user: User,
) -> None:
    """An hour is over meanwhile, and the promotion takes off less than before."""
    on_sale(piece, 15, "vip")
    make_list(fixed(variant(piece), "3.33"), promotions=PromotionPolicy.COMBINE)
    # 3.33 - 0.50 = 2.83, three of them, and 10 of shipping.
    assert total(till.look()) == 18.49
    payment_app.pay(till, "18.49")
    leave("vip", customer_user)
    PromotionRule.objects.update(reward_value=1)
    Checkout.objects.update(
        price_expiration=timezone.now() - timedelta(hours=1),
        discount_expiration=timezone.now() - timedelta(hours=1),
    )
    assert total(till.look()) == 18.49
    order = till.complete()
    assert order["total"]["gross"]["amount"] == 18.49
    (line,) = customer_user.orders.get().lines.all()
    assert line.undiscounted_base_unit_price_amount == Decimal("3.33")
    assert line.base_unit_price_amount == Decimal("2.83")


# The older payments


def test_payment_begun__left__keeps_its_price_to_the_order(
    till: Till, price_list: str, customer_user: User, channel_USD: Any
) -> None:
    channel_USD.allow_unpaid_orders = False
    channel_USD.save()
    begin_payment(till, 16)
    leave("vip", customer_user)
    assert total(till.look()) == 16
    assert till.complete()["total"]["gross"]["amount"] == 16
    assert customer_user.orders.get().payments.get().captured_amount == 16


def test_payment_begun_long_ago__left__the_new_total_is_not_covered(
    till: Till, price_list: str, customer_user: User, channel_USD: Any
) -> None:
    channel_USD.allow_unpaid_orders = False
    channel_USD.save()
    begin_payment(till, 16)
    let_pass(31)
    leave("vip", customer_user)
    assert total(till.look()) == 40
    with pytest.raises(Refused) as refused:
        till.complete()
    assert set(refused.value.codes.values()) == {"CHECKOUT_NOT_FULLY_PAID"}


# Vouchers and promotions


def test_voucher__paid_for_and_left__kept_when_checked_again_and_in_the_order(
    till: Till, payment_app: PaymentApp, voucher_percentage: Any, customer_user: User
) -> None:
    limit_voucher(voucher_percentage, "vip")
    # 3 * 10 = 30, less 3, and 10 of shipping.
    assert total(till.enter(CODE)) == 37
    payment_app.pay(till, 37)
    leave("vip", customer_user)
    assert (till.look()["voucherCode"], total(till.look())) == (CODE, 37)
    found = _update_address(till)
    assert (found["voucherCode"], total(found)) == (CODE, 37)
    order = till.complete()
    assert (order["total"]["gross"]["amount"], order["voucher"]["code"]) == (37, CODE)


def test_voucher__half_an_hour_later__gone(
    till: Till, payment_app: PaymentApp, voucher_percentage: Any, customer_user: User
) -> None:
    limit_voucher(voucher_percentage, "vip")
    till.enter(CODE)
    payment_app.pay(till, 37)
    leave("vip", customer_user)
    assert till.look()["voucherCode"] == CODE
    let_pass(31)
    with pytest.raises(Refused) as refused:
        till.complete()
    assert refused.value.codes == REFUSED
    assert (till.look()["voucherCode"], total(till.look())) == (None, 40)


def test_voucher__entered_while_paid_for__refused(
    till: Till, payment_app: PaymentApp, voucher_percentage: Any, customer_user: User
) -> None:
    limit_voucher(voucher_percentage, "vip")
    payment_app.pay(till, 40)
    leave("vip", customer_user)
    with pytest.raises(Refused) as refused:
        till.enter(CODE)
    assert refused.value.codes == {"promoCode": "VOUCHER_NOT_APPLICABLE"}


@pytest.mark.parametrize("is_gift", [False, True])
def test_order_promotion__paid_for_and_left__kept(
    till: Till,
    payment_app: PaymentApp,
    request: pytest.FixtureRequest,
    customer_user: User,
    is_gift: bool,
) -> None:
    fixture = "gift_promotion_rule" if is_gift else "order_promotion_rule"
    limit_promotion(request.getfixturevalue(fixture).promotion, "vip")
    due = total(_update_address(till))
    # 3 * 10 = 30, less 7.50 where it is no gift, and 10 of shipping.
    assert due == (40 if is_gift else 32.5)
    payment_app.pay(till, due)
    leave("vip", customer_user)
    assert total(till.look()) == due
    assert total(_update_address(till)) == due
    assert till.complete()["total"]["gross"]["amount"] == due
    lines = customer_user.orders.get().lines
    assert lines.filter(is_gift=True).exists() is is_gift


# Nothing is won by it


def test_nothing_paid__left__counted_anew(
    till: Till, payment_app: PaymentApp, price_list: str, customer_user: User
) -> None:
    payment_app.begin(till, 0)
    leave("vip", customer_user)
    assert total(till.look()) == 40


@pytest.mark.parametrize("over", ["CHARGE_FAILURE", "REFUND_SUCCESS", "CANCEL_SUCCESS"])
def test_payment_failed_or_given_back__counted_anew(
    till: Till,
    payment_app: PaymentApp,
    price_list: str,
    customer_user: User,
    over: str,
) -> None:
    transaction = payment_app.begin(till, 16)
    leave("vip", customer_user)
    assert total(till.look()) == 16
    payment_app.report(transaction, over, 16, "over")
    assert total(till.look()) == 40


def test_one_payment_after_another__held_from_the_first_one_that_was_noticed(
    till: Till, payment_app: PaymentApp, price_list: str, customer_user: User
) -> None:
    payment_app.begin(till, "0.01")
    leave("vip", customer_user)
    assert total(till.look()) == 16
    for _ in range(2):
        let_pass(14)
        payment_app.begin(till, "0.01")
        assert total(till.look()) == 16
    let_pass(3)
    payment_app.begin(till, "0.01")
    assert total(till.look()) == 40


def test_held_once__changes_again_the_same_day__not_held_again(
    till: Till, payment_app: PaymentApp, price_list: str, customer_user: User
) -> None:
    payment_app.begin(till, "0.01")
    leave("vip", customer_user)
    assert total(till.look()) == 16
    let_pass(31)
    join("vip", customer_user)
    leave("vip", customer_user)
    payment_app.begin(till, "0.01")
    assert total(till.look()) == 40


@pytest.mark.parametrize("change", ["more", "other"])
def test_basket_changed_while_paid_for__everything_at_the_new_price(
    till: Till,
    payment_app: PaymentApp,
    price_list: str,
    customer_user: User,
    piece: Any,
    product_list: list[Any],
    change: str,
) -> None:
    payment_app.pay(till, 16)
    leave("vip", customer_user)
    added = piece if change == "more" else product_list[1].variants.get()
    # 3 * 10, 10 or 20 more, and 10 of shipping.
    assert total(till.add(added)) == (50 if change == "more" else 60)
    assert total(till.look()) == (50 if change == "more" else 60)


def test_handed_over_while_paid_for__not_held_for_another(
    till: Till,
    payment_app: PaymentApp,
    price_list: str,
    user2_api_client: Any,
    customer_user2: User,
) -> None:
    payment_app.pay(till, 16)
    # Nobody looks at it between.
    for client, mutation in (
        (till.client, "checkoutCustomerDetach"),
        (Client(user2_api_client), "checkoutCustomerAttach"),
    ):
        client.ask(
            f"mutation ($id: ID) {{ {mutation}(id: $id) {{"
            " errors { field message code } } }",
            id=till.id,
        )
    till.client = Client(user2_api_client)
    assert total(till.look()) == 40
    assert Checkout.objects.get().user == customer_user2


def test_plugin_inactive__not_held(
    till: Till,
    payment_app: PaymentApp,
    price_list: str,
    configure: Any,
) -> None:
    payment_app.pay(till, 16)
    configure(active=False)
    assert total(till.look()) == 40


# What it costs


def test_statements__paid_for_and_changed__as_many_for_any_number_of_lines(
    till: Till,
    payment_app: PaymentApp,
    customer_user: User,
    product_list: list[Any],
) -> None:
    products = [product.variants.get() for product in product_list]
    code = make_list(*(fixed(variant(product), 2) for product in products))
    counts = []
    for product in products:
        Checkout.objects.get()
        till.add(product)
        PriceHold.objects.all().delete()
        payment_app.pay(till, 1)
        till.look()
        changed = [fixed(variant(each), 3 + len(counts)) for each in products]
        set_prices(code, changed)
        commit()
        with CaptureQueriesContext(connection) as captured:
            till.look()
        counts.append(sum("customer_groups_" in query["sql"] for query in captured))
        assert PriceHold.objects.count() == 1
    assert counts[0] == counts[1] == counts[2] > 0


def test_old_holds__are_forgotten(till: Till) -> None:
    for hours in 1, 25:
        PriceHold.objects.create(
            checkout=str(hours),
            customer="1",
            basket="",
            held_until=timezone.now() - timedelta(hours=hours),
        )
    tasks.tick()
    assert set(PriceHold.objects.values_list("checkout", flat=True)) == {"1"}
