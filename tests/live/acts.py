"""What customers and staff do in a shop, through Saleor's API."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from typing import Any, Final

from .api import Api
from .shop import ADDRESS, CHANNEL, Shop

PASSWORD: Final = "correct horse battery"
#: Where letters of the shop lead to.
STOREFRONT: Final = "http://127.0.0.1/"

_REGISTER: Final = """mutation($input: AccountRegisterInput!) {
  accountRegister(input: $input) { errors { field message } }
}"""
_CONFIRM: Final = """mutation($email: String!, $token: String!, $password: String!) {
  confirmAccount(email: $email, token: $token, password: $password) {
    errors { field message } }
}"""
_REQUEST_DELETION: Final = """mutation($channel: String!, $url: String!) {
  accountRequestDeletion(channel: $channel, redirectUrl: $url) {
    errors { field message } }
}"""
_DELETE_ACCOUNT: Final = """mutation($token: String!) {
  accountDelete(token: $token) { errors { field message } }
}"""
_CUSTOMER: Final = """mutation($input: UserCreateInput!) {
  customerCreate(input: $input) { user { id } errors { field message } }
}"""
_UPDATE: Final = """mutation($id: ID!, $input: CustomerInput!) {
  customerUpdate(id: $id, input: $input) { errors { field message } }
}"""
_DELETE: Final = """mutation($id: ID!) {
  customerDelete(id: $id) { errors { field message } }
}"""
_BLOCK: Final = """mutation($ids: [ID!]!, $active: Boolean!) {
  userBulkSetActive(ids: $ids, isActive: $active) { errors { field message } }
}"""
_METADATA: Final = """mutation($id: ID!, $input: [MetadataInput!]!) {
  updatePrivateMetadata(id: $id, input: $input) { errors { field message } }
}"""
_CHECKOUT: Final = """mutation($input: CheckoutCreateInput!) {
  checkoutCreate(input: $input) { checkout { id } errors { field message } }
}"""
_LINES: Final = "query($id: ID!) { checkout(id: $id) { lines { id } } }"
_ADD_LINES: Final = """mutation($id: ID!, $lines: [CheckoutLineInput!]!) {
  checkoutLinesAdd(id: $id, lines: $lines) { errors { field message } }
}"""
_DELETE_LINES: Final = """mutation($id: ID!, $lines: [ID!]!) {
  checkoutLinesDelete(id: $id, linesIds: $lines) { errors { field message } }
}"""
_ATTACH: Final = """mutation($id: ID!, $customer: ID!) {
  checkoutCustomerAttach(id: $id, customerId: $customer) { errors { field message } }
}"""
_DETACH: Final = """mutation($id: ID!) {
  checkoutCustomerDetach(id: $id) { errors { field message } }
}"""
_COMPLETE: Final = """mutation($id: ID!) {
  checkoutComplete(id: $id) { order { id } errors { field message } }
}"""
_DRAFT: Final = """mutation($input: DraftOrderCreateInput!) {
  draftOrderCreate(input: $input) { order { id } errors { field message } }
}"""
_COMPLETE_DRAFT: Final = """mutation($id: ID!) {
  draftOrderComplete(id: $id) { errors { field message } }
}"""
_CHARGE: Final = """mutation($id: ID!, $charged: MoneyInput!) {
  transactionCreate(id: $id, transaction: {name: "card", amountCharged: $charged,
    availableActions: [REFUND]}) { transaction { id } errors { field message } }
}"""
_REPORT: Final = """mutation($id: ID!, $amount: PositiveDecimal!, $reference: String!) {
  transactionEventReport(id: $id, type: REFUND_SUCCESS, amount: $amount,
    pspReference: $reference) { errors { field message } }
}"""
_CANCEL: Final = """mutation($id: ID!) {
  orderCancel(id: $id) { errors { field message } }
}"""
_BULK: Final = """mutation($orders: [OrderBulkCreateInput!]!) {
  orderBulkCreate(orders: $orders, stockUpdatePolicy: SKIP) {
    count results { order { id } errors { message path } }
  }
}"""
_APP: Final = """mutation($input: AppInput!) {
  appCreate(input: $input) { authToken app { id } errors { field message } }
}"""

_GROUP: Final = """mutation($input: CustomerGroupCreateInput!) {
  customerGroupCreate(input: $input) { errors { field message } }
}"""


def create_group(ours: Api, code: str, condition: dict[str, Any]) -> None:
    """A dynamic group; ``ours`` is the package's own API."""
    rule = {"version": 1, "rule": condition}
    given = {"name": code, "code": code, "kind": "DYNAMIC", "rule": rule}
    ours.run(_GROUP, input=given)


def create_app(api: Api, url: str, *permissions: str) -> Api:
    """An app with these permissions: staff cannot act for customers."""
    permissions = ("MANAGE_CHECKOUTS", *permissions)
    created = api.run(_APP, input={"name": "Live", "permissions": permissions})
    return Api(url, created["authToken"])


# --- accounts -------------------------------------------------------------------------


def register(api: Api, email: str) -> None:
    api.run(
        _REGISTER,
        input={
            "email": email,
            "password": PASSWORD,
            "channel": CHANNEL,
            "redirectUrl": STOREFRONT,
        },
    )


def confirm(api: Api, email: str, token: str) -> None:
    api.run(_CONFIRM, email=email, token=token, password=PASSWORD)


def request_deletion(api: Api) -> None:
    api.run(_REQUEST_DELETION, channel=CHANNEL, url=STOREFRONT)


def delete_account(api: Api, token: str) -> None:
    api.run(_DELETE_ACCOUNT, token=token)


def create_customer(api: Api, email: str, **fields: Any) -> str:
    """The customer's id in the API."""
    user: str = api.run(_CUSTOMER, input={"email": email, **fields})["user"]["id"]
    return user


def key_of(customer: str) -> str:
    """The key that sources know the customer by."""
    return base64.b64decode(customer).decode().removeprefix("User:")


def update_customer(api: Api, customer: str, **fields: Any) -> None:
    api.run(_UPDATE, id=customer, input=fields)


def delete_customer(api: Api, customer: str) -> None:
    api.run(_DELETE, id=customer)


def set_active(api: Api, customers: list[str], is_active: bool) -> None:
    api.run(_BLOCK, ids=customers, active=is_active)


def note(api: Api, customer: str, key: str, value: str) -> None:
    """Writes private metadata."""
    api.run(_METADATA, id=customer, input=[{"key": key, "value": value}])


# --- checkouts ------------------------------------------------------------------------


def create_checkout(
    api: Api, shop: Shop, email: str, quantity: int = 1, *, variant: str = ""
) -> str:
    """The checkout's id: of a guest, or of who asks."""
    checkout: str = api.run(
        _CHECKOUT,
        input={
            "channel": CHANNEL,
            "email": email,
            "lines": [{"variantId": variant or shop.variant, "quantity": quantity}],
            "billingAddress": ADDRESS,
        },
    )["checkout"]["id"]
    return checkout


def add_line(api: Api, checkout: str, shop: Shop) -> None:
    api.run(_ADD_LINES, id=checkout, lines=[{"variantId": shop.variant, "quantity": 1}])


def remove_lines(api: Api, checkout: str) -> None:
    lines = [line["id"] for line in api.run(_LINES, id=checkout)["lines"]]
    api.run(_DELETE_LINES, id=checkout, lines=lines)


def attach(app: Api, checkout: str, customer: str) -> None:
    app.run(_ATTACH, id=checkout, customer=customer)


def detach(app: Api, checkout: str) -> None:
    app.run(_DETACH, id=checkout)


# --- orders ---------------------------------------------------------------------------


def complete(api: Api, checkout: str) -> str:
    """The id of the order that the checkout becomes."""
    order: str = api.run(_COMPLETE, id=checkout)["order"]["id"]
    return order


def place(api: Api, shop: Shop, customer: str) -> str:
    """The id of a confirmed order that is not paid yet, made by staff."""
    draft: str = api.run(
        _DRAFT,
        input={
            "user": customer,
            "channelId": shop.channel,
            "billingAddress": ADDRESS,
            "shippingAddress": ADDRESS,
            "lines": [{"variantId": shop.variant, "quantity": 1}],
        },
    )["order"]["id"]
    api.run(_COMPLETE_DRAFT, id=draft)
    return draft


def charge(api: Api, order: str, amount: str) -> str:
    """The id of the transaction."""
    transaction: str = api.run(
        _CHARGE, id=order, charged={"amount": amount, "currency": "USD"}
    )["transaction"]["id"]
    return transaction


def report_refund(api: Api, transaction: str, amount: str, reference: str) -> None:
    api.run(_REPORT, id=transaction, amount=amount, reference=reference)


def cancel(api: Api, order: str) -> None:
    api.run(_CANCEL, id=order)


def bulk_order(shop: Shop, user: dict[str, str], amount: str) -> dict[str, Any]:
    """One paid order for ``import_orders``."""
    total = {"gross": amount, "net": amount}
    now = datetime.now(UTC).isoformat()
    return {
        "channel": CHANNEL,
        "createdAt": now,
        "status": "UNFULFILLED",
        "user": user,
        "billingAddress": ADDRESS,
        "currency": "USD",
        "languageCode": "EN",
        "lines": [
            {
                "variantId": shop.variant,
                "createdAt": now,
                "isShippingRequired": False,
                "isGiftCard": False,
                "quantity": 1,
                "totalPrice": total,
                "undiscountedTotalPrice": total,
                "warehouse": shop.warehouse,
                "taxClassId": shop.tax_class,
                "taxRate": "0",
            }
        ],
        "transactions": [
            {"name": "card", "amountCharged": {"amount": amount, "currency": "USD"}}
        ],
    }


def import_orders(api: Api, orders: list[dict[str, Any]]) -> list[str]:
    """The ids of the orders."""
    done = api.run(_BULK, orders=orders)
    assert done["count"] == len(orders), done["results"]
    return [result["order"]["id"] for result in done["results"]]
