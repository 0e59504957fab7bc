"""Totals of draft orders to the cent, from the first line to the order.

Every receipt is added up before it is compared, and asked for twice; see receipts.py.
"""

from __future__ import annotations

import pytest

from saleor_customer_groups.engine.price_lists import Scope, Target

from .asking import Client
from .pricing import fixed, percent, variant
from .purchases import DraftOrder
from .receipts import shows
from .sales import SALES, Sale
from .stores import People, Store

EVERYTHING = Target(Scope.ALL)


def test_draft__one_customer_after_the_other__each_pays_his_own(
    people: People, manager_client: Client
) -> None:
    """23 % in the price of shirts and shipping, 8 % in that of hats."""
    store = Store(shipping="5.00", tax=23, lower_tax=8)
    store.list_for("vip", fixed(variant(store.shirt), "12.00"))
    store.list_for("wholesale", percent(EVERYTHING, -45))
    draft = DraftOrder(manager_client, store)
    shows(
        draft.create(people.member, (store.shirt, 3), (store.hat, 1)),
        """
        1 hat x 10.00 = 10.00, 0.74 tax in it    10.00 * 8 / 108
        3 shirt x 12.00 = 36.00, 6.73 tax in it  36.00 * 23 / 123
        shipping 5.00, 0.93 tax in it
        total 51.00, 8.40 tax in it
        """,
    )
    shows(
        draft.hand_to(people.both),
        """
        1 hat x 5.50 = 5.50, 0.41 tax in it      10.00 - 45 %
        3 shirt x 11.00 = 33.00, 6.17 tax in it  20.00 - 45 %, less than 12.00
        shipping 5.00, 0.93 tax in it
        total 43.50, 7.51 tax in it
        """,
    )
    shows(
        draft.hand_to(people.stranger),
        """
        1 hat x 10.00 = 10.00, 0.74 tax in it
        3 shirt x 20.00 = 60.00, 11.22 tax in it
        shipping 5.00, 0.93 tax in it
        total 75.00, 12.89 tax in it
        """,
    )
    draft.hand_to(people.member)
    shows(
        draft.complete(),
        """
        1 hat x 10.00 = 10.00, 0.74 tax in it
        3 shirt x 12.00 = 36.00, 6.73 tax in it
        shipping 5.00, 0.93 tax in it
        total 51.00, 8.40 tax in it
        """,
    )


def test_draft__for_a_guest__everybodys_prices(
    people: People, manager_client: Client
) -> None:
    store = Store()
    store.list_for("vip", fixed(variant(store.shirt), "12.00"))
    shows(
        DraftOrder(manager_client, store).create(None, (store.shirt, 3)),
        """
        3 shirt x 20.00 = 60.00
        total 60.00
        """,
    )


def test_draft__quantity_breaks__with_every_change_of_the_pieces(
    people: People, manager_client: Client
) -> None:
    """12.00, and 10.00 from five pieces on, over all lines of the shirt."""
    store = Store()
    store.list_for(
        "vip",
        fixed(variant(store.shirt), "12.00"),
        fixed(variant(store.shirt), "10.00", 5),
    )
    store.issue("TEN", 10)
    draft = DraftOrder(manager_client, store)
    draft.create(people.member, (store.shirt, 3), (store.hat, 1), code="TEN")
    shows(
        draft.update(store.shirt, 5),
        """
        1 hat x 10.00 - 1.00 = 9.00
        5 shirt x 10.00 - 5.00 = 45.00
        total 54.00                       60.00 - 10 %
        """,
    )
    shows(
        draft.update(store.shirt, 4),
        """
        1 hat x 10.00 - 1.00 = 9.00
        4 shirt x 12.00 - 4.80 = 43.20
        total 52.20                       58.00 - 10 %
        """,
    )
    shows(
        draft.add((store.shirt, 1), is_apart=True),
        """
        1 hat x 10.00 - 1.00 = 9.00
        1 shirt x 10.00 - 1.00 = 9.00
        4 shirt x 10.00 - 4.00 = 36.00
        total 54.00
        """,
    )
    shows(
        draft.delete(store.shirt),
        """
        1 hat x 10.00 - 1.00 = 9.00
        1 shirt x 12.00 - 1.20 = 10.80
        total 19.80                       22.00 - 10 %
        """,
    )
    shows(
        draft.add((store.shirt, 4)),
        """
        1 hat x 10.00 - 1.00 = 9.00
        5 shirt x 10.00 - 5.00 = 45.00
        total 54.00
        """,
    )


def test_draft__price_by_staff__stays_at_every_quantity(
    people: People, manager_client: Client
) -> None:
    store = Store()
    store.list_for(
        "vip",
        fixed(variant(store.shirt), "12.00"),
        fixed(variant(store.shirt), "10.00", 5),
    )
    draft = DraftOrder(manager_client, store)
    draft.create(people.member, (store.shirt, 3, {"price": "7.00"}))
    shows(
        draft.update(store.shirt, 5),
        """
        5 shirt x 7.00 = 35.00
        total 35.00
        """,
    )


def test_draft__prices_without_taxes__taxes_on_top(
    people: People, manager_client: Client
) -> None:
    store = Store(shipping="5.00", tax=23, lower_tax=8, is_tax_in_prices=False)
    store.list_for("vip", fixed(variant(store.shirt), "12.00"))
    store.issue("TEN", 10)
    draft = DraftOrder(manager_client, store)
    draft.create(people.member, (store.shirt, 3), (store.hat, 1), code="TEN")
    shows(
        draft.complete(),
        """
        1 hat x 10.00 - 1.00 = 9.00 + 0.72 tax     9.00 * 8 %
        3 shirt x 12.00 - 3.60 = 32.40 + 7.45 tax  32.40 * 23 % = 7.452
        shipping 5.00 + 1.15 tax
        total 46.40 + 9.32 tax = 55.72
        """,
    )


@pytest.mark.parametrize(
    ("currency", "prices", "is_tax_in_prices", "expected"),
    [
        (
            "JPY",
            ("1999", "333", "500"),
            True,
            """
            7 hat x 291 - 204 = 1833, 136 tax in it     333 - 12.5 % = 291.4
            3 shirt x 1749 - 524 = 4723, 883 tax in it  1999 - 12.5 % = 1749.1
            shipping 500, 93 tax in it
            total 7056, 1112 tax in it                  (2037 + 5247) * 10 % = 728.4
            """,
        ),
        (
            "JPY",
            ("1999", "333", "500"),
            False,
            """
            7 hat x 291 - 204 = 1833 + 147 tax
            3 shirt x 1749 - 524 = 4723 + 1086 tax
            shipping 500 + 115 tax
            total 7056 + 1348 tax = 8404
            """,
        ),
        (
            "KWD",
            ("1.999", "0.333", "0.500"),
            True,
            """
            7 hat x 0.291 - 0.204 = 1.833, 0.136 tax in it
            3 shirt x 1.749 - 0.524 = 4.723, 0.883 tax in it
            shipping 0.500, 0.093 tax in it
            total 7.056, 1.112 tax in it
            """,
        ),
        (
            "KWD",
            ("1.999", "0.333", "0.500"),
            False,
            """
            7 hat x 0.291 - 0.204 = 1.833 + 0.147 tax
            3 shirt x 1.749 - 0.524 = 4.723 + 1.086 tax
            shipping 0.500 + 0.115 tax
            total 7.056 + 1.348 tax = 8.404
            """,
        ),
        (
            "RSD",
            ("1999", "333", "500"),
            False,
            """
            7 hat x 291 - 204 = 1833 + 147 tax
            3 shirt x 1749 - 524 = 4723 + 1086 tax
            shipping 500 + 115 tax
            total 7056 + 1348 tax = 8404
            """,
        ),
    ],
    ids=["JPY", "JPY, taxes on top", "KWD", "KWD, taxes on top", "RSD, taxes on top"],
)
def test_draft__any_currency__in_its_smallest_units(
    people: People,
    manager_client: Client,
    currency: str,
    prices: tuple[str, str, str],
    is_tax_in_prices: bool,
    expected: str,
) -> None:
    """Everything at 12.5 % less, and 10 % off with the voucher."""
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
    store.list_for("vip", percent(EVERYTHING, "-12.5"))
    store.issue("TEN", 10)
    draft = DraftOrder(manager_client, store)
    draft.create(people.member, (store.shirt, 3), (store.hat, 7), code="TEN")
    shows(draft.complete(), expected)


@SALES
def test_draft__sale_list_and_voucher__as_in_a_checkout(
    people: People, manager_client: Client, sale: Sale
) -> None:
    store = sale.open()
    draft = DraftOrder(manager_client, store)
    lines = (store.shirt, 3), (store.hat, 1)
    sale.check(draft.create(people.member, *lines, code=sale.code))
    draft.hand_to(people.stranger)
    sale.check(draft.hand_to(people.member))
    sale.check(draft.complete())
