"""What customers and staff do with accounts, and the memberships it makes."""

from __future__ import annotations

from uuid import uuid4

from . import acts
from .api import Api, sign_in
from .letters import Letters
from .memberships import Memberships
from .processes import RunningSaleor
from .shop import ADDRESS, Shop


def _email(name: str) -> str:
    return f"{name}-{uuid4().hex[:8]}@example.com"


def test_registering__counts(
    saleor: RunningSaleor, shop: Shop, memberships: Memberships
) -> None:
    email = _email("registers")
    acts.register(Api(saleor.url), email)
    memberships.expect("registered", email)
    memberships.expect("newcomers", email)


def test_order_of_a_guest__counts_for_the_customer_who_confirms_the_address(
    saleor: RunningSaleor,
    api: Api,
    shop: Shop,
    letters: Letters,
    memberships: Memberships,
) -> None:
    email = _email("guest")
    guest = Api(saleor.url)
    order = acts.complete(guest, acts.create_checkout(guest, shop, email, quantity=2))
    acts.charge(api, order, "100")
    acts.register(guest, email)
    memberships.expect("registered", email)
    token = letters.wait_for("AccountConfirmationRequested", email)
    assert not memberships.has("spenders", email)
    acts.confirm(guest, email, token)
    memberships.expect("spenders", email)


def test_address__changed__decides(
    api: Api, shop: Shop, memberships: Memberships
) -> None:
    email = _email("moves")
    customer = acts.create_customer(api, email, defaultBillingAddress=ADDRESS)
    memberships.expect("berliners", email)
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


def test_language__changed__decides(
    api: Api, shop: Shop, memberships: Memberships
) -> None:
    email = _email("speaks")
    customer = acts.create_customer(api, email)
    acts.update_customer(api, customer, languageCode="DE")
    memberships.expect("germans-in-german", email)
    acts.update_customer(api, customer, languageCode="EN")
    memberships.expect("germans-in-german", email, member=False)


def test_private_metadata__changed__decides(
    api: Api, shop: Shop, memberships: Memberships
) -> None:
    email = _email("noted")
    customer = acts.create_customer(api, email)
    acts.note(api, customer, "gender", "Female")
    memberships.expect("women", email)
    acts.note(api, customer, "gender", "male")
    memberships.expect("women", email, member=False)


def test_customer__deleted_by_staff__belongs_to_nothing(
    api: Api, shop: Shop, memberships: Memberships
) -> None:
    email = _email("deleted")
    customer = acts.create_customer(api, email)
    memberships.expect("registered", email)
    acts.delete_customer(api, customer)
    memberships.expect("registered", email, member=False)


def test_account__deleted_by_the_customer__belongs_to_nothing(
    saleor: RunningSaleor, shop: Shop, letters: Letters, memberships: Memberships
) -> None:
    email = _email("leaves")
    acts.register(Api(saleor.url), email)
    memberships.expect("registered", email)
    token = letters.wait_for("AccountConfirmationRequested", email)
    acts.confirm(Api(saleor.url), email, token)
    customer = sign_in(saleor.url, email, acts.PASSWORD)
    acts.request_deletion(customer)
    token = letters.wait_for("AccountDeleteRequested", email)
    acts.delete_account(customer, token)
    memberships.expect("registered", email, member=False)
