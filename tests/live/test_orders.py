"""What happens to orders, and the memberships it makes."""

from __future__ import annotations

from uuid import uuid4

from . import acts
from .api import Api
from .memberships import Memberships
from .shop import Shop


def _email(name: str) -> str:
    return f"{name}-{uuid4().hex[:8]}@example.com"


def test_order__counts_when_paid_and_not_when_refunded(
    api: Api, app: Api, shop: Shop, memberships: Memberships
) -> None:
    email = _email("buys")
    customer = acts.create_customer(api, email)
    memberships.expect("registered", email)
    # Staff would get the checkout for themselves.
    checkout = acts.create_checkout(app, shop, email, quantity=2)
    acts.attach(app, checkout, customer)
    memberships.expect("full-cart", email)
    order = acts.complete(app, checkout)
    memberships.expect("open-cart", email, member=False)
    assert not memberships.has("buyers", email)
    transaction = acts.charge(api, order, "100")
    memberships.expect("buyers", email)
    memberships.expect("spenders", email)
    acts.report_refund(api, transaction, "30", "first")
    memberships.expect("refunded", email)
    memberships.expect("spenders", email, member=False)
    assert memberships.has("buyers", email)
    acts.report_refund(api, transaction, "70", "second")
    memberships.expect("buyers", email, member=False)


def test_order_of_staff__counts_when_paid_and_not_when_cancelled(
    api: Api, shop: Shop, memberships: Memberships
) -> None:
    email = _email("cancels")
    order = acts.place(api, shop, acts.create_customer(api, email))
    acts.charge(api, order, "50")
    memberships.expect("buyers", email)
    acts.cancel(api, order)
    memberships.expect("buyers", email, member=False)


def test_imported_orders__count_for_each_customer(
    api: Api, shop: Shop, memberships: Memberships
) -> None:
    emails = [_email("imported") for _ in range(5)]
    for email in emails:
        acts.create_customer(api, email)
    orders = [acts.bulk_order(shop, {"email": email}, "60") for email in emails]
    acts.import_orders(api, [*orders, orders[0]])
    for email in emails:
        memberships.expect("buyers", email)
    memberships.expect("spenders", emails[0])
    assert not memberships.has("spenders", emails[1])
