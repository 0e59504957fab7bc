"""Totals of checkouts to the cent, from the product page to the order.

Every receipt is added up before it is compared, and asked for twice; see receipts.py.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from saleor.graphql.tests.fixtures import ApiClient

from saleor_customer_groups.engine.price_lists import (
    ListPolicy,
    PromotionPolicy,
    Scope,
    Target,
)
from saleor_customer_groups.engine.rounding import Rounding, RoundingMode
from saleor_customer_groups.services.price_lists import set_channel_policy

from .pricing import fixed, percent, variant
from .purchases import Purchase
from .receipts import shows
from .restricting import join, leave
from .sales import SALES, Sale
from .stores import People, Store

EVERYTHING = Target(Scope.ALL)


@pytest.fixture
def clients(
    people: People, api_client: Any, staff_api_client: Any, app_api_client: Any
) -> dict[str, Any]:
    """Who asks, by name."""
    return {
        "guest": api_client,
        "stranger": ApiClient(user=people.stranger),
        "member": ApiClient(user=people.member),
        "both": ApiClient(user=people.both),
        "staff": staff_api_client,
        "app": app_api_client,
    }


_PUBLIC = """
    1 hat x 10.00 - 1.00 = 9.00, 0.67 tax in it      9.00 * 8 / 108
    3 shirt x 20.00 - 6.00 = 54.00, 10.10 tax in it  54.00 * 23 / 123
    shipping 5.00, 0.93 tax in it
    total 68.00, 11.70 tax in it                     70.00 - 10 % + 5.00
    """
_MEMBER = """
    1 hat x 10.00 - 1.00 = 9.00, 0.67 tax in it
    3 shirt x 12.00 - 3.60 = 32.40, 6.06 tax in it
    shipping 5.00, 0.93 tax in it
    total 46.40, 7.66 tax in it                      46.00 - 10 % + 5.00
    """
_BOTH = """
    1 hat x 5.50 - 0.55 = 4.95, 0.37 tax in it       10.00 - 45 %
    3 shirt x 11.00 - 3.30 = 29.70, 5.55 tax in it   20.00 - 45 %, less than 12.00
    shipping 5.00, 0.93 tax in it
    total 39.65, 6.85 tax in it                      38.50 - 10 % + 5.00
    """


@pytest.mark.parametrize(
    ("who", "page", "expected"),
    [
        ("guest", ("20.00", "10.00"), _PUBLIC),
        ("stranger", ("20.00", "10.00"), _PUBLIC),
        ("member", ("12.00", "10.00"), _MEMBER),
        ("both", ("11.00", "5.50"), _BOTH),
        ("staff", ("20.00", "10.00"), _PUBLIC),
        ("app", ("20.00", "10.00"), _PUBLIC),
    ],
)
def test_purchase__whoever_buys__from_the_page_to_the_order(
    people: People,
    clients: dict[str, Any],
    who: str,
    page: tuple[str, str],
    expected: str,
) -> None:
    """Two lists: shirts at 12.00 for vip, everything at 45 % less for wholesale. A guest
    has a member's e-mail address, which opens nothing."""
    store = Store(shipping="5.00", tax=23, lower_tax=8)
    store.list_for("vip", fixed(variant(store.shirt), "12.00"))
    store.list_for("wholesale", percent(EVERYTHING, -45))
    store.issue("TEN", 10)
    purchase = Purchase(clients[who], store)
    assert (purchase.page(store.shirt), purchase.page(store.hat)) == page
    purchase.create((store.shirt, 1), email=people.both.email)
    purchase.add((store.shirt, 4), (store.hat, 1))
    purchase.update((store.shirt, 3))
    shows(purchase.enter("TEN"), expected)
    shows(purchase.complete(), expected)


def test_checkout__handed_on__each_pays_his_own_in_the_same_response(
    people: People, clients: dict[str, Any]
) -> None:
    store = Store()
    store.list_for("vip", fixed(variant(store.shirt), "12.00"))
    store.list_for("wholesale", percent(EVERYTHING, -45))
    store.issue("TEN", 10)
    purchase = Purchase(clients["guest"], store)
    purchase.create((store.shirt, 3), (store.hat, 1))
    public = """
        1 hat x 10.00 - 1.00 = 9.00
        3 shirt x 20.00 - 6.00 = 54.00
        total 63.00
        """
    shows(purchase.enter("TEN"), public)
    shows(
        purchase.attach(clients["member"]),
        """
        1 hat x 10.00 - 1.00 = 9.00
        3 shirt x 12.00 - 3.60 = 32.40
        total 41.40
        """,
    )
    shows(purchase.detach(), public)
    shows(
        purchase.attach(clients["both"]),
        """
        1 hat x 5.50 - 0.55 = 4.95
        3 shirt x 11.00 - 3.30 = 29.70
        total 34.65
        """,
    )
    purchase.detach()
    shows(purchase.attach(clients["stranger"]), public)


def test_checkout__left_and_joined__voucher_and_price_of_the_moment(
    people: People, clients: dict[str, Any]
) -> None:
    """10 % is 10 % of what is paid, though nobody has touched the checkout since."""
    store = Store()
    store.list_for("vip", fixed(variant(store.shirt), "12.00"))
    store.issue("TEN", 10)
    purchase = Purchase(clients["member"], store)
    purchase.create((store.shirt, 3))
    purchase.enter("TEN")
    leave("vip", people.member)
    shows(
        purchase.look(),
        """
        3 shirt x 20.00 - 6.00 = 54.00
        total 54.00
        """,
    )
    join("vip", people.member)
    shows(
        purchase.complete(),
        """
        3 shirt x 12.00 - 3.60 = 32.40
        total 32.40
        """,
    )


def test_order__made_by_an_app__at_the_customers_prices(
    people: People, clients: dict[str, Any], app_may: Any
) -> None:
    app_may("handle_checkouts", "manage_checkouts", "manage_orders")
    store = Store(shipping="5.00", tax=23, lower_tax=8)
    store.list_for("vip", fixed(variant(store.shirt), "12.00"))
    store.issue("TEN", 10)
    purchase = Purchase(clients["member"], store)
    purchase.create((store.shirt, 3), (store.hat, 1))
    shows(purchase.enter("TEN"), _MEMBER)
    shows(purchase.order_by(clients["app"]), _MEMBER)


def test_order__discounts_of_orders_kept_out_of_its_lines__adds_up(
    people: People, clients: dict[str, Any]
) -> None:
    """How Saleor writes down what a voucher takes off, by a setting of the channel."""
    store = Store(shipping="5.00", tax=23, lower_tax=8)
    store.channel.use_legacy_line_discount_propagation_for_order = False
    store.channel.save()
    store.list_for("vip", fixed(variant(store.shirt), "12.00"))
    store.issue("TEN", 10)
    purchase = Purchase(clients["member"], store)
    purchase.create((store.shirt, 3), (store.hat, 1))
    purchase.enter("TEN")
    shows(purchase.complete(), _MEMBER)


@pytest.mark.parametrize(
    ("policy", "price"), [(ListPolicy.PRIORITY, "19.00"), (ListPolicy.BEST, "11.00")]
)
def test_checkout__two_lists__by_the_policy_of_the_channel(
    people: People, clients: dict[str, Any], policy: ListPolicy, price: str
) -> None:
    store = Store()
    store.list_for("vip", fixed(variant(store.shirt), "19.00"), priority=1)
    store.list_for("wholesale", percent(EVERYTHING, -45))
    set_channel_policy(store.channel.slug, policy)
    purchase = Purchase(clients["both"], store)
    assert purchase.page(store.shirt) == price
    receipt = purchase.create((store.shirt, 1))
    shows(receipt, f"1 shirt x {price} = {price}\ntotal {price}")


@SALES
def test_checkout__sale_list_and_voucher__by_the_policy_of_the_list(
    people: People, clients: dict[str, Any], sale: Sale
) -> None:
    store = sale.open()
    purchase = Purchase(clients["member"], store)
    receipt = purchase.create((store.shirt, 3), (store.hat, 1))
    if sale.code:
        receipt = purchase.enter(sale.code)
    sale.check(receipt)
    sale.check(purchase.complete())


@pytest.mark.parametrize(
    ("policy", "own", "page"),
    [
        (PromotionPolicy.BETTER_OF, "18.00", "16.99 instead of 19.99"),
        (PromotionPolicy.BETTER_OF, "13.33", "13.33"),
        (PromotionPolicy.COMBINE, "13.33", "11.33 instead of 13.33"),
        (PromotionPolicy.EXCLUDE, "18.00", "18.00"),
    ],
)
def test_page__sale_and_list__as_in_the_checkout(
    people: People,
    clients: dict[str, Any],
    policy: PromotionPolicy,
    own: str,
    page: str,
) -> None:
    store = Sale(policy, own, "", "", "").open()
    assert Purchase(clients["member"], store).page(store.shirt) == page
    for who in ("guest", "stranger", "staff", "app"):
        found = Purchase(clients[who], store).page(store.shirt)
        assert found == "16.99 instead of 19.99"


# Taxes and currencies


@pytest.mark.parametrize(
    ("tax", "is_tax_in_prices", "expected"),
    [
        (
            23,
            True,
            """
            1 hat x 10.00 - 1.00 = 9.00, 0.67 tax in it
            3 shirt x 12.00 - 3.60 = 32.40, 6.06 tax in it
            shipping 5.00, 0.93 tax in it
            total 46.40, 7.66 tax in it
            """,
        ),
        (
            23,
            False,
            """
            1 hat x 10.00 - 1.00 = 9.00 + 0.72 tax     9.00 * 8 %
            3 shirt x 12.00 - 3.60 = 32.40 + 7.45 tax  32.40 * 23 % = 7.452
            shipping 5.00 + 1.15 tax
            total 46.40 + 9.32 tax = 55.72
            """,
        ),
        (
            0,
            False,
            """
            1 hat x 10.00 - 1.00 = 9.00
            3 shirt x 12.00 - 3.60 = 32.40
            shipping 5.00
            total 46.40
            """,
        ),
    ],
)
def test_order__taxes_in_the_prices_on_top_or_none(
    people: People,
    clients: dict[str, Any],
    tax: int,
    is_tax_in_prices: bool,
    expected: str,
) -> None:
    store = Store(
        shipping="5.00", tax=tax, lower_tax=8, is_tax_in_prices=is_tax_in_prices
    )
    store.list_for("vip", fixed(variant(store.shirt), "12.00"))
    store.issue("TEN", 10)
    purchase = Purchase(clients["member"], store)
    assert purchase.page(store.shirt) == "12.00"
    purchase.create((store.shirt, 3), (store.hat, 1))
    shows(purchase.enter("TEN"), expected)
    shows(purchase.complete(), expected)


@pytest.mark.parametrize(
    ("currency", "prices", "is_tax_in_prices", "pages", "expected"),
    [
        (
            "JPY",
            ("1999", "333", "500"),
            True,
            ("1627 instead of 1749", "291"),
            """
            7 hat x 291 - 204 = 1833, 136 tax in it     333 - 12.5 % = 291.4
            3 shirt x 1749 - 854 = 4393, 821 tax in it  less 7 %: 3 * 122; less 488
            shipping 500, 93 tax in it
            total 6726, 1050 tax in it                  (2037 + 4881) * 10 % = 691.8
            """,
        ),
        (
            "JPY",
            ("1999", "333", "500"),
            False,
            ("1627 instead of 1749", "291"),
            """
            7 hat x 291 - 204 = 1833 + 147 tax          146.64
            3 shirt x 1749 - 854 = 4393 + 1010 tax      1010.39
            shipping 500 + 115 tax
            total 6726 + 1272 tax = 7998
            """,
        ),
        (
            "KWD",
            ("1.999", "0.333", "0.500"),
            True,
            ("1.627 instead of 1.749", "0.291"),
            """
            7 hat x 0.291 - 0.204 = 1.833, 0.136 tax in it
            3 shirt x 1.749 - 0.854 = 4.393, 0.821 tax in it
            shipping 0.500, 0.093 tax in it
            total 6.726, 1.050 tax in it
            """,
        ),
        (
            "KWD",
            ("1.999", "0.333", "0.500"),
            False,
            ("1.627 instead of 1.749", "0.291"),
            """
            7 hat x 0.291 - 0.204 = 1.833 + 0.147 tax
            3 shirt x 1.749 - 0.854 = 4.393 + 1.010 tax
            shipping 0.500 + 0.115 tax
            total 6.726 + 1.272 tax = 7.998
            """,
        ),
        (
            "RSD",
            ("1999", "333", "500"),
            True,
            ("1627 instead of 1749", "291"),
            """
            7 hat x 291 - 204 = 1833, 136 tax in it
            3 shirt x 1749 - 854 = 4393, 821 tax in it
            shipping 500, 93 tax in it
            total 6726, 1050 tax in it
            """,
        ),
        (
            "EUR",
            ("19.99", "3.33", "5.00"),
            True,
            ("16.27 instead of 17.49", "2.91"),
            """
            7 hat x 2.91 - 2.04 = 18.33, 1.36 tax in it
            3 shirt x 17.49 - 8.54 = 43.93, 8.21 tax in it
            shipping 5.00, 0.93 tax in it
            total 67.26, 10.50 tax in it
            """,
        ),
    ],
    ids=["JPY", "JPY, taxes on top", "KWD", "KWD, taxes on top", "RSD", "EUR"],
)
def test_order__any_currency__in_its_smallest_units(
    people: People,
    clients: dict[str, Any],
    currency: str,
    prices: tuple[str, str, str],
    is_tax_in_prices: bool,
    pages: tuple[str, str],
    expected: str,
) -> None:
    """Everything at 12.5 % less, shirts at 7 % less than that, and 10 % off all."""
    shirt, hat, shipping = prices
    store = Store(
        currency,
        shirt=shirt,
        hat=hat,
        shipping=shipping,
        tax=23,
        lower_tax=8,
        is_tax_in_prices=is_tax_in_prices,
    )
    store.reduce(store.shirt, 7)
    store.list_for(
        "vip", percent(EVERYTHING, "-12.5"), promotions=PromotionPolicy.COMBINE
    )
    store.issue("TEN", 10)
    purchase = Purchase(clients["member"], store)
    assert (purchase.page(store.shirt), purchase.page(store.hat)) == pages
    purchase.create((store.shirt, 3), (store.hat, 7))
    shows(purchase.enter("TEN"), expected)
    shows(purchase.complete(), expected)


def test_checkout__rounding_of_the_list__in_page_and_order(
    people: People, clients: dict[str, Any]
) -> None:
    """20.00 - 12.5 % = 17.50, up to the next .99."""
    store = Store()
    to_99 = Rounding(step=Decimal(1), ending=Decimal("0.99"), mode=RoundingMode.UP)
    store.list_for("vip", percent(EVERYTHING, "-12.5"), rounding=to_99)
    purchase = Purchase(clients["member"], store)
    assert purchase.page(store.shirt) == "17.99"
    purchase.create((store.shirt, 3))
    shows(
        purchase.complete(),
        """
        3 shirt x 17.99 = 53.97
        total 53.97
        """,
    )


def test_checkout__raise__more_than_everybody_pays(
    people: People, clients: dict[str, Any]
) -> None:
    """A sale of 50 % is better than a raise, unless the list stands above it."""
    store = Store(shirt="19.99")
    store.list_for(
        "vip", percent(EVERYTHING, "7.5"), promotions=PromotionPolicy.COMBINE
    )
    store.reduce(store.shirt, 50)
    purchase = Purchase(clients["member"], store)
    assert purchase.page(store.shirt) == "10.74 instead of 21.49"
    purchase.create((store.shirt, 3), (store.hat, 1))
    shows(
        purchase.complete(),
        """
        1 hat x 10.75 = 10.75
        3 shirt x 21.49 - 32.25 = 32.22  21.49 * 50 % = 10.745, so 10.75 off each
        total 42.97
        """,
    )


# Quantity breaks, order promotions, gift cards


def test_checkout__quantity_breaks__over_all_lines_and_under_the_voucher(
    people: People, clients: dict[str, Any]
) -> None:
    """12.00, and 10.00 from five pieces on."""
    store = Store()
    store.list_for(
        "vip",
        fixed(variant(store.shirt), "12.00"),
        fixed(variant(store.shirt), "10.00", 5),
    )
    store.issue("TEN", 10)
    purchase = Purchase(clients["member"], store)
    purchase.create((store.shirt, 3), (store.hat, 1))
    purchase.enter("TEN")
    shows(
        purchase.add((store.shirt, 2)),
        """
        1 hat x 10.00 - 1.00 = 9.00
        5 shirt x 10.00 - 5.00 = 45.00
        total 54.00                     60.00 - 10 %
        """,
    )
    shows(
        purchase.update((store.shirt, 4)),
        """
        1 hat x 10.00 - 1.00 = 9.00
        4 shirt x 12.00 - 4.80 = 43.20
        total 52.20                     58.00 - 10 %
        """,
    )
    across = """
        1 hat x 10.00 - 1.00 = 9.00
        1 shirt x 10.00 - 1.00 = 9.00
        4 shirt x 10.00 - 4.00 = 36.00
        total 54.00
        """
    shows(purchase.add((store.shirt, 1), is_apart=True), across)
    shows(purchase.complete(), across)


def test_checkout__quantity_breaks__two_lines_from_the_beginning(
    people: People, clients: dict[str, Any]
) -> None:
    store = Store()
    store.list_for("vip", fixed(variant(store.shirt), "10.00", 5))
    purchase = Purchase(clients["member"], store)
    shows(
        purchase.create((store.shirt, 2)),
        """
        2 shirt x 20.00 = 40.00
        total 40.00
        """,
    )
    shows(
        purchase.add((store.shirt, 3), is_apart=True),
        """
        2 shirt x 10.00 = 20.00
        3 shirt x 10.00 = 30.00
        total 50.00
        """,
    )


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        # 20 % from 50.00 on for everybody: of 70.00.
        (
            "stranger",
            """
            1 hat x 10.00 - 2.00 = 8.00
            3 shirt x 20.00 - 12.00 = 48.00
            total 56.00
            """,
        ),
        # 46.00 is not enough for it; the group's 11 % are from 40.00 on: 5.06.
        (
            "member",
            """
            1 hat x 10.00 - 1.10 = 8.90
            3 shirt x 12.00 - 3.96 = 32.04
            total 40.94
            """,
        ),
    ],
)
def test_order__promotion_of_orders__on_what_the_customer_pays(
    people: People, clients: dict[str, Any], who: str, expected: str
) -> None:
    store = Store()
    store.list_for("vip", fixed(variant(store.shirt), "12.00"))
    store.reduce_orders(20, 50)
    store.reduce_orders(11, 40, "vip")
    purchase = Purchase(clients[who], store)
    shows(purchase.create((store.shirt, 3), (store.hat, 1)), expected)
    shows(purchase.complete(), expected)


def test_order__gift_card_and_voucher__pay_the_rest(
    people: People, clients: dict[str, Any]
) -> None:
    """A card pays what is left: it changes neither a line nor its taxes."""
    store = Store(shipping="5.00", tax=23, lower_tax=8)
    store.list_for("vip", fixed(variant(store.shirt), "12.00"))
    store.issue("TEN", 10)
    store.give_card("CARD", "6.40")
    purchase = Purchase(clients["member"], store)
    purchase.create((store.shirt, 3), (store.hat, 1))
    purchase.enter("TEN")
    expected = """
        1 hat x 10.00 - 1.00 = 9.00, 0.67 tax in it
        3 shirt x 12.00 - 3.60 = 32.40, 6.06 tax in it
        shipping 5.00, 0.93 tax in it
        gift card -6.40
        total 40.00, 6.60 tax in it                     40.00 of 46.40 * 7.66
        """
    shows(purchase.enter("CARD", "6.40"), expected)
    shows(purchase.complete(), expected)


def test_order__more_on_the_card_than_it_costs__nothing_left(
    people: People, clients: dict[str, Any]
) -> None:
    store = Store()
    store.list_for("vip", fixed(variant(store.shirt), "12.00"))
    store.give_card("CARD", "100.00")
    purchase = Purchase(clients["member"], store)
    purchase.create((store.shirt, 3))
    expected = """
        3 shirt x 12.00 = 36.00
        gift card -36.00
        total 0.00
        """
    shows(purchase.enter("CARD", "36.00"), expected)
    shows(purchase.complete(), expected)


def test_order__for_nothing__nothing(people: People, clients: dict[str, Any]) -> None:
    store = Store()
    store.list_for("vip", fixed(variant(store.shirt), 0))
    purchase = Purchase(clients["member"], store)
    assert purchase.page(store.shirt) == "0.00"
    purchase.create((store.shirt, 3), (store.hat, 1))
    shows(
        purchase.complete(),
        """
        1 hat x 10.00 = 10.00
        3 shirt x 0.00 = 0.00
        total 10.00
        """,
    )
