"""A basket that is quoted costs what Saleor's own checkout of the same things does."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

import pytest
from saleor.account.models import User
from saleor.discount.models import Voucher
from saleor.graphql.tests.fixtures import ApiClient

from saleor_customer_groups.engine.baskets import CodeRefusal
from saleor_customer_groups.engine.price_lists import PromotionPolicy, Scope, Target
from saleor_customer_groups.services.baskets import (
    BasketQuote,
    Wanted,
    quote_basket,
)

from .asking import Client, commit, global_id
from .conftest import Shop
from .pricing import fixed, make_list, percent, variant
from .restricting import join, limit_voucher

EVERYTHING = Target(Scope.ALL)
CREATE = """mutation ($input: CheckoutCreateInput!) { checkoutCreate(input: $input) {
  checkout { id } errors { field code } } }"""
ENTER = """mutation ($id: ID!, $code: String!) { checkoutAddPromoCode(
  id: $id, promoCode: $code) { errors { field code message } } }"""
LOOK = """query ($id: ID!) { checkout(id: $id) { voucherCode
  subtotalPrice { gross { amount } }
  lines { variant { id } quantity totalPrice { gross { amount } } } } }"""


class Goods(NamedTuple):
    """Variants at 9.99, 19.95 and 7.77 USD."""

    shirt: Any
    hat: Any
    sock: Any


@pytest.fixture
def goods(product_list: list[Any], channel_USD: Any) -> Goods:
    found = Goods(*(product.variants.get() for product in product_list[:3]))
    for row, price in zip(found, ("9.99", "19.95", "7.77"), strict=True):
        listing = row.channel_listings.get(channel=channel_USD)
        listing.price_amount = listing.discounted_price_amount = Decimal(price)
        listing.save()
    return found


@pytest.fixture
def vip(shop: Shop, customer_users: list[User]) -> User:
    shop.manual_group("vip")
    shop.know(*customer_users)
    join("vip", customer_users[0])
    return customer_users[0]


@pytest.fixture
def make_voucher(channel_USD: Any) -> Callable[..., Any]:
    def make(code: str = "CODE", value: object = 10, **given: Any) -> Any:
        minimum = given.pop("min_spent_amount", None)
        values = {"start_date": datetime(2020, 1, 1, tzinfo=UTC), **given}
        voucher = Voucher.objects.create(name=code, **values)
        voucher.codes.create(code=code)
        voucher.channel_listings.create(
            channel=channel_USD,
            currency="USD",
            discount_value=Decimal(str(value)),
            min_spent_amount=minimum,
        )
        return voucher

    return make


class Checkout:
    """One of the customer's, by Saleor's public API."""

    def __init__(self, client: ApiClient, lines: Sequence[tuple[Any, int]]) -> None:
        commit()
        self.client, self.lines = Client(client), lines
        given = {
            "channel": "main",
            "lines": [
                {"variantId": global_id(row), "quantity": quantity}
                for row, quantity in lines
            ],
        }
        answer = self.client.ask(CREATE, input=given)
        self.id = answer["checkout"]["id"]
        # Saleor reckons promotions when a checkout is looked at, and a code by those.
        self.look()

    def enter(self, code: str) -> list[Any]:
        """The errors; none where the code is taken."""
        commit()
        response = self.client.client.post_graphql(ENTER, {"id": self.id, "code": code})
        errors: list[Any] = response.json()["data"]["checkoutAddPromoCode"]["errors"]
        return errors

    def look(self) -> tuple[Mapping[str, float], float, str | None]:
        """Line totals by variant, what they add up to, and the code."""
        commit()
        found = self.client.ask(LOOK, id=self.id)
        totals = {
            line["variant"]["id"]: line["totalPrice"]["gross"]["amount"]
            for line in found["lines"]
        }
        total = found["subtotalPrice"]["gross"]["amount"]
        return totals, total, found["voucherCode"]


def quote(
    customer: User | None, lines: Sequence[tuple[Any, int]], **more: Any
) -> BasketQuote:
    return quote_basket(
        customer and str(customer.pk),
        channel="main",
        lines=[Wanted(str(row.pk), quantity) for row, quantity in lines],
        **more,
    )


def told(found: BasketQuote, lines: Sequence[tuple[Any, int]]) -> Any:
    totals = {
        global_id(row): float(line.total)
        for (row, _), line in zip(lines, found.basket.lines, strict=True)
    }
    return totals, float(found.basket.total)


VOUCHERS: Mapping[str, Mapping[str, Any]] = {
    "none": {},
    "per cent": {"discount_value_type": "percentage", "value": 15},
    "a third": {"discount_value_type": "percentage", "value": "33.33"},
    "amount": {"value": "7.01"},
    "more than all": {"value": 5000},
    "per cent of the cheapest piece": {
        "discount_value_type": "percentage",
        "value": 50,
        "apply_once_per_order": True,
    },
    "amount of the cheapest piece": {"value": 3, "apply_once_per_order": True},
    "per cent of a product": {
        "discount_value_type": "percentage",
        "value": 25,
        "type": "specific_product",
    },
    "amount of a product": {"value": "1.5", "type": "specific_product"},
    "amount of a product, once": {
        "value": 2,
        "type": "specific_product",
        "apply_once_per_order": True,
    },
    "minimum just reached": {"value": 5, "min_spent_amount": Decimal("20")},
}


@pytest.mark.parametrize("promotions", list(PromotionPolicy))
@pytest.mark.parametrize("name", VOUCHERS)
def test_basket__of_a_member__costs_what_the_checkout_does(
    user_api_client: ApiClient,
    vip: User,
    goods: Goods,
    on_sale: Any,
    make_voucher: Callable[..., Any],
    name: str,
    promotions: PromotionPolicy,
) -> None:
    """The list: shirts at 8.49, 7.99 from 3 on, all else 12.5 % off. Hats are 20 % off
    for everybody, socks 10 % for vip."""
    make_list(
        fixed(variant(goods.shirt), "8.49"),
        fixed(variant(goods.shirt), "7.99", 3),
        percent(EVERYTHING, "-12.5"),
        promotions=promotions,
    )
    on_sale(goods.hat, 20)
    on_sale(goods.sock, 10, "vip")
    codes = []
    if VOUCHERS[name]:
        voucher = make_voucher(**VOUCHERS[name])
        codes = ["CODE"]
        if voucher.type == "specific_product":
            voucher.products.add(goods.hat.product, goods.shirt.product)
    lines = [(goods.shirt, 3), (goods.hat, 1), (goods.sock, 2)]
    checkout = Checkout(user_api_client, lines)
    for code in codes:
        assert checkout.enter(code) == []

    totals, total, code = checkout.look()
    found = quote(vip, lines, codes=codes)

    assert told(found, lines) == (totals, total)
    assert sum(totals.values()) == pytest.approx(total, abs=0.001)
    assert ([code] if code else []) == codes
    assert [each.refusal for each in found.basket.codes] == [None] * len(codes)


def test_basket__of_a_guest__costs_what_the_checkout_does(
    api_client: ApiClient,
    vip: User,
    goods: Goods,
    on_sale: Any,
    make_voucher: Callable[..., Any],
) -> None:
    make_list(percent(EVERYTHING, "-50"))
    on_sale(goods.hat, 20)
    on_sale(goods.sock, 10, "vip")
    make_voucher(value=15, discount_value_type="percentage")
    lines = [(goods.shirt, 1), (goods.hat, 2), (goods.sock, 1)]
    checkout = Checkout(api_client, lines)
    checkout.enter("CODE")

    found = quote(None, lines, codes=["CODE"])

    # 9.99 + 2 * 15.96 + 7.77 = 49.68, of which 15 % are 7.452.
    assert found.basket.total == Decimal("42.23")
    assert told(found, lines) == checkout.look()[:2]


@pytest.mark.parametrize(
    ("given", "refusal", "said"),
    [
        (
            {"min_spent_amount": Decimal(500)},
            CodeRefusal.BELOW_MINIMUM,
            "it takes at least 500.00 USD",
        ),
        (
            {"min_checkout_items_quantity": 9},
            CodeRefusal.TOO_FEW_PIECES,
            "it takes at least 9 pieces",
        ),
        ({"only_for_staff": True}, CodeRefusal.STAFF_ONLY, "it is for staff only"),
        (
            {"start_date": datetime(2999, 1, 1, tzinfo=UTC)},
            CodeRefusal.NOT_STARTED,
            "it starts 2999-01-01 00:00 UTC",
        ),
        (
            {"end_date": datetime(2020, 2, 1, tzinfo=UTC)},
            CodeRefusal.ENDED,
            "it ended 2020-02-01 00:00 UTC",
        ),
    ],
)
def test_code__that_the_checkout_refuses__is_refused_with_the_reason(
    user_api_client: ApiClient,
    vip: User,
    goods: Goods,
    make_voucher: Callable[..., Any],
    given: Mapping[str, Any],
    refusal: CodeRefusal,
    said: str,
) -> None:
    make_voucher(**given)
    lines = [(goods.shirt, 1)]
    assert Checkout(user_api_client, lines).enter("CODE") != []

    (code,) = quote(vip, lines, codes=["CODE"]).basket.codes

    assert (code.refusal, code.offer and code.offer.reason) == (refusal, said)


def test_code__used_up_or_used_before_or_elsewhere__is_refused(
    user_api_client: ApiClient,
    vip: User,
    goods: Goods,
    make_voucher: Callable[..., Any],
) -> None:
    twice = make_voucher("TWICE", usage_limit=2).codes.get()
    twice.used = 2
    twice.save()
    single = make_voucher("SINGLE", single_use=True).codes.get()
    single.is_active = False
    single.save()
    once = make_voucher("ONCE", apply_once_per_customer=True).codes.get()
    once.customers.create(customer_email=vip.email)
    make_voucher("ELSEWHERE").channel_listings.all().delete()
    other = make_voucher("OTHER", type="specific_product")
    other.products.add(goods.hat.product)
    expected = {
        "TWICE": CodeRefusal.USED_UP,
        "SINGLE": CodeRefusal.USED_UP,
        "ONCE": CodeRefusal.USED_BEFORE,
        "ELSEWHERE": CodeRefusal.OTHER_CHANNELS,
        "OTHER": CodeRefusal.OTHER_ITEMS,
        "NONE": CodeRefusal.UNKNOWN,
    }
    lines = [(goods.shirt, 1)]
    checkout = Checkout(user_api_client, lines)
    for code in expected:
        assert checkout.enter(code) != [], code

    found = quote(vip, lines, codes=list(expected))

    assert {each.code: each.refusal for each in found.basket.codes} == expected
    assert found.basket.total == Decimal("9.99")


def test_code__of_a_group__as_the_checkout_has_it(
    user_api_client: ApiClient,
    user2_api_client: ApiClient,
    vip: User,
    customer_users: list[User],
    goods: Goods,
    make_voucher: Callable[..., Any],
) -> None:
    limit_voucher(make_voucher(), "vip")
    lines = [(goods.shirt, 1)]
    for client, user, refusal in (
        (user_api_client, vip, None),
        (user2_api_client, customer_users[1], CodeRefusal.NOT_A_MEMBER),
    ):
        assert (Checkout(client, lines).enter("CODE") == []) is (refusal is None)
        (code,) = quote(user, lines, codes=["CODE"]).basket.codes
        assert code.refusal is refusal


def test_code__for_shipping__is_accepted(
    vip: User, goods: Goods, make_voucher: Callable[..., Any]
) -> None:
    make_voucher(type="shipping")
    found = quote(vip, [(goods.shirt, 1)], codes=["CODE"]).basket
    (code,) = found.codes
    assert (code.refusal, code.off, found.total) == (None, 0, Decimal("9.99"))
    assert code.offer is not None
    assert code.offer.is_for_shipping


def test_promotion__outside_its_window__reduces_nothing(
    vip: User, goods: Goods, on_sale: Any
) -> None:
    from saleor.discount.models import Promotion

    on_sale(goods.hat, 20)
    end = datetime(2999, 1, 1, tzinfo=UTC)
    Promotion.objects.update(end_date=end)
    lines = [(goods.hat, 1)]
    assert quote(None, lines).basket.total == Decimal("15.96")
    assert quote(None, lines, at=end).basket.total == Decimal("15.96")
    after = end + timedelta(seconds=1)
    assert quote(None, lines, at=after).basket.total == Decimal("19.95")
    line = quote(None, lines).basket.lines[0]
    assert line.settlement.reduction is not None
    assert line.settlement.reduction.name == "Sale"


def test_basket__without_a_stored_row__leaves_nothing_behind(
    vip: User, goods: Goods, make_voucher: Callable[..., Any]
) -> None:
    from saleor.checkout.models import CheckoutLine
    from saleor.discount.models import CheckoutLineDiscount, VoucherCode

    make_voucher(usage_limit=5, apply_once_per_customer=True)
    quote(vip, [(goods.shirt, 1)], codes=["CODE"])
    assert not CheckoutLine.objects.exists()
    assert not CheckoutLineDiscount.objects.exists()
    assert VoucherCode.objects.get().used == 0
