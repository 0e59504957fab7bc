"""What customers and staff do through Saleor's API, and the memberships it makes."""

from __future__ import annotations

from uuid import uuid4

from . import shop as acts
from .api import Api
from .memberships import Memberships
from .processes import RunningSaleor
from .shop import ADDRESS, Shop

#: Where Saleor tells of nothing, see docs/operations.md.
_RECONCILED_WITHIN = 90


def _email(name: str) -> str:
    return f"{name}-{uuid4().hex[:8]}@example.com"


def test_registering__counts_once_saleors_worker_has_made_the_account(
    saleor: RunningSaleor, api: Api, shop: Shop, memberships: Memberships
) -> None:
    email = _email("registers")
    acts.register(Api(saleor.url), email)
    # Saleor itself makes the account in its worker.
    memberships.expect("registered", email, within=5)
    memberships.expect("newcomers", email)


def test_order_of_a_customer__is_counted_when_paid_and_not_when_refunded(
    saleor: RunningSaleor, api: Api, shop: Shop, memberships: Memberships
) -> None:
    email = _email("buys")
    customer = acts.create_customer(api, email)
    memberships.expect("registered", email)
    # Staff would get the checkout for themselves.
    app = acts.create_app(api, saleor.url, "IMPERSONATE_USER")
    checkout = acts.create_checkout(app, shop, email, quantity=2)
    acts.attach(app, checkout, customer)
    memberships.expect("open-cart", email)
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


def test_imported_order__counts_until_it_is_cancelled(
    api: Api, shop: Shop, memberships: Memberships
) -> None:
    email = _email("cancels")
    acts.create_customer(api, email)
    [order] = acts.import_orders(api, [acts.bulk_order(shop, {"email": email}, "120")])
    memberships.expect("spenders", email)
    acts.cancel(api, order)
    memberships.expect("spenders", email, member=False)


def test_checkout__attached_changed_and_detached(
    saleor: RunningSaleor, api: Api, shop: Shop, memberships: Memberships
) -> None:
    email = _email("abandons")
    customer = acts.create_customer(api, email)
    app = acts.create_app(api, saleor.url, "IMPERSONATE_USER")
    checkout = acts.create_checkout(app, shop, email)
    acts.attach(app, checkout, customer)
    memberships.expect("open-cart", email)
    lines = api.run(
        "query($id: ID!) { checkout(id: $id) { lines { id } } }", id=checkout
    )["lines"]
    api.run(
        "mutation($id: ID!, $lines: [ID!]!) { checkoutLinesDelete("
        "id: $id, linesIds: $lines) { errors { field message } } }",
        id=checkout,
        lines=[line["id"] for line in lines],
    )
    memberships.expect("open-cart", email, member=False)
    api.run(
        "mutation($id: ID!, $lines: [CheckoutLineInput!]!) { checkoutLinesAdd("
        "id: $id, lines: $lines) { errors { field message } } }",
        id=checkout,
        lines=[{"variantId": shop.variant, "quantity": 1}],
    )
    memberships.expect("open-cart", email)
    app.run(
        "mutation($id: ID!) { checkoutCustomerDetach(id: $id) {"
        " errors { field message } } }",
        id=checkout,
    )
    memberships.expect("open-cart", email, member=False)


def test_personal_data__follows_address_and_language(
    api: Api, memberships: Memberships, shop: Shop
) -> None:
    email = _email("moves")
    customer = acts.create_customer(api, email, defaultBillingAddress=ADDRESS)
    memberships.expect("berliners", email)
    api.run(
        "mutation($id: ID!, $input: CustomerInput!) { customerUpdate("
        "id: $id, input: $input) { errors { field message } } }",
        id=customer,
        input={"languageCode": "DE"},
    )
    memberships.expect("germans-in-german", email)
    address = api.run(
        "query($id: ID!) { user(id: $id) { defaultBillingAddress { id } } }",
        id=customer,
    )["defaultBillingAddress"]["id"]
    api.run(
        "mutation($id: ID!, $input: AddressInput!) { addressUpdate("
        "id: $id, input: $input) { errors { field message } } }",
        id=address,
        input={**ADDRESS, "city": "Hamburg"},
    )
    memberships.expect("berliners", email, member=False)


def test_blocked_customers__are_found_although_saleor_tells_nobody(
    api: Api, shop: Shop, memberships: Memberships
) -> None:
    email = _email("blocked")
    customer = acts.create_customer(api, email)
    memberships.expect("registered", email)
    change = (
        "mutation($ids: [ID!]!, $active: Boolean!) { userBulkSetActive("
        "ids: $ids, isActive: $active) { errors { field message } } }"
    )
    api.run(change, ids=[customer], active=False)
    memberships.expect("registered", email, member=False, within=_RECONCILED_WITHIN)
    api.run(change, ids=[customer], active=True)
    memberships.expect("registered", email, within=_RECONCILED_WITHIN)


def test_deleted_customer__belongs_to_nothing(
    api: Api, saleor: RunningSaleor, shop: Shop, memberships: Memberships
) -> None:
    email = _email("leaves")
    customer = acts.create_customer(api, email)
    memberships.expect("registered", email)
    with saleor.connect() as connection:
        key = connection.execute(
            "SELECT id::text FROM account_user WHERE email = %s", [email]
        ).fetchone()
        api.run(
            "mutation($id: ID!) { customerDelete(id: $id) { errors { field message } } }",
            id=customer,
        )
        assert key is not None
        memberships.expect("registered", email, member=False)
        left = (
            "SELECT count(*) FROM customer_groups_membership m JOIN"
            " customer_groups_profile p ON p.id = m.profile_id WHERE p.host_key = %s"
        )
        _eventually(lambda: connection.execute(left, [key[0]]).fetchone() == (0,))


def test_everything_that_happened__verifies(
    saleor: RunningSaleor, memberships: Memberships
) -> None:
    printed = saleor.manage("customer_groups", "verify")
    assert "0 differences" in printed


def _eventually(is_so: object, within: float = 2.0) -> None:
    import time

    assert callable(is_so)
    end = time.monotonic() + within
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.02)
