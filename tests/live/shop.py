"""A small shop made through Saleor's API, and what its customers do in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from .api import Api

CHANNEL: Final = "live-channel"
ADDRESS: Final = {
    "firstName": "Ada",
    "lastName": "Lovelace",
    "streetAddress1": "Unter den Linden 1",
    "city": "Berlin",
    "postalCode": "10117",
    "country": "DE",
}
_TOKEN: Final = """mutation($email: String!, $password: String!) {
  tokenCreate(email: $email, password: $password) { token errors { field message } }
}"""
_CHANNEL: Final = """mutation($input: ChannelCreateInput!) {
  channelCreate(input: $input) { channel { id } errors { field message } }
}"""
_WAREHOUSE: Final = """mutation($input: WarehouseCreateInput!) {
  createWarehouse(input: $input) { warehouse { id } errors { field message } }
}"""
_CHANNEL_WAREHOUSE: Final = """mutation($id: ID!, $input: ChannelUpdateInput!) {
  channelUpdate(id: $id, input: $input) { errors { field message } }
}"""
_PRODUCT_TYPE: Final = """mutation($input: ProductTypeInput!) {
  productTypeCreate(input: $input) { productType { id } errors { field message } }
}"""
_CATEGORY: Final = """mutation($name: String!, $parent: ID) {
  categoryCreate(input: {name: $name}, parent: $parent) {
    category { id } errors { field message }
  }
}"""
_PRODUCT: Final = """mutation($input: ProductCreateInput!) {
  productCreate(input: $input) { product { id } errors { field message } }
}"""
_LISTING: Final = """mutation($id: ID!, $channel: ID!) {
  productChannelListingUpdate(id: $id, input: {updateChannels: [
    {channelId: $channel, isPublished: true, isAvailableForPurchase: true,
     visibleInListings: true}
  ]}) { errors { field message } }
}"""
_VARIANT: Final = """mutation($input: ProductVariantCreateInput!) {
  productVariantCreate(input: $input) { productVariant { id } errors { field message } }
}"""
_PRICE: Final = """mutation($id: ID!, $channel: ID!, $price: PositiveDecimal!) {
  productVariantChannelListingUpdate(id: $id,
    input: [{channelId: $channel, price: $price}]) { errors { field message } }
}"""


@dataclass(frozen=True, kw_only=True)
class Shop:
    """Ids of what the shop has."""

    channel: str
    tax_class: str
    warehouse: str
    category: str
    product: str
    variant: str


def staff(url: str, email: str, password: str, *, own: str = "") -> Api:
    """The staff member's access to Saleor's API, or to ``own``."""
    token = Api(url).run(_TOKEN, email=email, password=password)["token"]
    return Api(own or url, token)


def create_shop(api: Api) -> Shop:
    """One channel in US dollars, one product of 50 dollars that needs no shipping."""
    channel = api.run(
        _CHANNEL,
        input={
            "name": "Live",
            "slug": CHANNEL,
            "currencyCode": "USD",
            "defaultCountry": "US",
            "isActive": True,
            "orderSettings": {
                "automaticallyConfirmAllNewOrders": True,
                "allowUnpaidOrders": True,
                "markAsPaidStrategy": "TRANSACTION_FLOW",
            },
        },
    )["channel"]["id"]
    warehouse = api.run(
        _WAREHOUSE,
        input={
            "name": "Live",
            "slug": "live",
            "address": {**ADDRESS, "companyName": "Live"},
        },
    )["warehouse"]["id"]
    api.run(_CHANNEL_WAREHOUSE, id=channel, input={"addWarehouses": [warehouse]})
    kind = api.run(
        _PRODUCT_TYPE,
        input={
            "name": "Live",
            "slug": "live",
            "isShippingRequired": False,
            "isDigital": True,
            "hasVariants": True,
        },
    )["productType"]["id"]
    parent = api.run(_CATEGORY, name="Drinks", parent=None)["category"]["id"]
    category = api.run(_CATEGORY, name="Juices", parent=parent)["category"]["id"]
    product = api.run(
        _PRODUCT,
        input={"name": "Juice", "productType": kind, "category": category},
    )["product"]["id"]
    api.run(_LISTING, id=product, channel=channel)
    variant = api.run(
        _VARIANT,
        input={
            "product": product,
            "sku": "JUICE",
            "name": "Bottle",
            "attributes": [],
            "trackInventory": False,
            "stocks": [{"warehouse": warehouse, "quantity": 1_000_000}],
        },
    )["productVariant"]["id"]
    api.run(_PRICE, id=variant, channel=channel, price="50")
    tax_class = api.run(_TAX_CLASS, input={"name": "None"})["taxClass"]["id"]
    return Shop(
        channel=channel,
        tax_class=tax_class,
        warehouse=warehouse,
        category=parent,
        product=product,
        variant=variant,
    )


# --- what customers and staff do ------------------------------------------------------

_REGISTER: Final = """mutation($input: AccountRegisterInput!) {
  accountRegister(input: $input) { errors { field message } }
}"""
_CUSTOMER: Final = """mutation($input: UserCreateInput!) {
  customerCreate(input: $input) { user { id } errors { field message } }
}"""
_CHECKOUT: Final = """mutation($input: CheckoutCreateInput!) {
  checkoutCreate(input: $input) { checkout { id } errors { field message } }
}"""
_COMPLETE: Final = """mutation($id: ID!) {
  checkoutComplete(id: $id) { order { id } errors { field message } }
}"""
_CHARGE: Final = """mutation($id: ID!, $charged: MoneyInput!) {
  transactionCreate(id: $id, transaction: {name: "card", amountCharged: $charged,
    availableActions: [REFUND]}) { transaction { id } errors { field message } }
}"""
_REPORT: Final = """mutation($id: ID!, $amount: PositiveDecimal!, $reference: String!) {
  transactionEventReport(id: $id, type: REFUND_SUCCESS, amount: $amount,
    pspReference: $reference) { errors { field message } }
}"""
_TAX_CLASS: Final = """mutation($input: TaxClassCreateInput!) {
  taxClassCreate(input: $input) { taxClass { id } errors { field message } }
}"""
_CANCEL: Final = """mutation($id: ID!) {
  orderCancel(id: $id) { errors { field message } }
}"""
_BULK: Final = """mutation($orders: [OrderBulkCreateInput!]!) {
  orderBulkCreate(orders: $orders, stockUpdatePolicy: SKIP) {
    count results { order { id } errors { message path } }
  }
}"""


def register(api: Api, email: str) -> None:
    api.run(
        _REGISTER,
        input={
            "email": email,
            "password": "correct horse battery",
            "channel": CHANNEL,
            "redirectUrl": "http://127.0.0.1/confirm",
        },
    )


def create_customer(api: Api, email: str, **fields: Any) -> str:
    """The customer's id in the API."""
    user: str = api.run(_CUSTOMER, input={"email": email, **fields})["user"]["id"]
    return user


def create_checkout(api: Api, shop: Shop, email: str, quantity: int = 1) -> str:
    checkout: str = api.run(
        _CHECKOUT,
        input={
            "channel": CHANNEL,
            "email": email,
            "lines": [{"variantId": shop.variant, "quantity": quantity}],
            "billingAddress": ADDRESS,
        },
    )["checkout"]["id"]
    return checkout


def complete(api: Api, checkout: str) -> str:
    order: str = api.run(_COMPLETE, id=checkout)["order"]["id"]
    return order


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
    return {
        "channel": CHANNEL,
        "createdAt": datetime.now(UTC).isoformat(),
        "status": "UNFULFILLED",
        "user": user,
        "billingAddress": ADDRESS,
        "currency": "USD",
        "languageCode": "EN",
        "lines": [
            {
                "variantId": shop.variant,
                "createdAt": datetime.now(UTC).isoformat(),
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


def create_app(api: Api, url: str, *permissions: str) -> Api:
    """An app with these permissions: staff cannot act for customers."""
    created = api.run(
        "mutation($input: AppInput!) { appCreate(input: $input) {"
        " authToken errors { field message } } }",
        input={"name": "Live", "permissions": ["MANAGE_CHECKOUTS", *permissions]},
    )
    return Api(url, created["authToken"])


def attach(app: Api, checkout: str, customer: str) -> None:
    app.run(
        "mutation($id: ID!, $customer: ID!) { checkoutCustomerAttach("
        "id: $id, customerId: $customer) { errors { field message } } }",
        id=checkout,
        customer=customer,
    )
