"""A small shop, made through Saleor's API."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from .api import Api

CHANNEL: Final = "live-channel"
#: The slug of what customers choose one of, where Saleor has customer attributes.
ATTRIBUTE: Final = "tier"
ADDRESS: Final = {
    "firstName": "Ada",
    "lastName": "Lovelace",
    "streetAddress1": "Unter den Linden 1",
    "city": "Berlin",
    "postalCode": "10117",
    "country": "DE",
}
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
_TAX_CLASS: Final = """mutation($input: TaxClassCreateInput!) {
  taxClassCreate(input: $input) { taxClass { id } errors { field message } }
}"""
_ATTRIBUTE: Final = """mutation($input: AttributeCreateInput!) {
  attributeCreate(input: $input) { attribute { id } errors { field message } }
}"""
_TYPES: Final = """{ customerTypes(first: 1, where: {isDefault: true}) {
  edges { node { id } } } }"""
_ASSIGN: Final = """mutation($type: ID!, $attribute: ID!) {
  customerTypeAssignAttributes(customerTypeId: $type, attributeIds: [$attribute]) {
    errors { field message } }
}"""
_MERGING: Final = """mutation { shopSettingsUpdate(
  input: {accountConfirmMergeMode: REQUIRE_PASSWORD}) { errors { field message } }
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
    kind: str
    attribute: str


def create_shop(api: Api) -> Shop:
    """One channel in US dollars, one product of 50 dollars that needs no shipping; guest
    orders go to whoever confirms their e-mail."""
    api.run(_MERGING)
    channel = _create_channel(api)
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
    tax_class = api.run(_TAX_CLASS, input={"name": "None"})["taxClass"]["id"]
    made: dict[str, Any] = {
        "channel": channel,
        "warehouse": warehouse,
        "category": category,
        "kind": kind,
    }
    product, variant = create_product(api, "Juice", **made)
    return Shop(
        **made,
        tax_class=tax_class,
        product=product,
        variant=variant,
        attribute=_create_attribute(api),
    )


def _create_channel(api: Api) -> str:
    channel: str = api.run(
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
    return channel


def create_product(
    api: Api, name: str, *, channel: str, warehouse: str, category: str, kind: str
) -> tuple[str, str]:
    """The ids of a product of 50 dollars and of its only variant."""
    product = api.run(
        _PRODUCT, input={"name": name, "productType": kind, "category": category}
    )["product"]["id"]
    api.run(_LISTING, id=product, channel=channel)
    variant = api.run(
        _VARIANT,
        input={
            "product": product,
            "sku": name.upper(),
            "name": "Bottle",
            "attributes": [],
            "trackInventory": False,
            "stocks": [{"warehouse": warehouse, "quantity": 1_000_000}],
        },
    )["productVariant"]["id"]
    api.run(_PRICE, id=variant, channel=channel, price="50")
    return product, variant


def _create_attribute(api: Api) -> str:
    """The id of a customer attribute with the values Gold and Silver; "" where Saleor's
    customers have none (before 3.23)."""
    known = api.run('{ __type(name: "AttributeTypeEnum") { enumValues { name } } }')
    if "CUSTOMER_TYPE" not in {value["name"] for value in known["enumValues"]}:
        return ""
    attribute: str = api.run(
        _ATTRIBUTE,
        input={
            "name": ATTRIBUTE.title(),
            "slug": ATTRIBUTE,
            "type": "CUSTOMER_TYPE",
            "inputType": "DROPDOWN",
            "values": [{"name": "Gold"}, {"name": "Silver"}],
        },
    )["attribute"]["id"]
    [standard] = api.run(_TYPES)["edges"]
    api.run(_ASSIGN, type=standard["node"]["id"], attribute=attribute)
    return attribute
