"""Ids: the API's own, which say the type too; Saleor's where Saleor has them."""

from __future__ import annotations

import base64
import binascii
from typing import Final

from graphql import GraphQLError

#: A customer's id is the one that Saleor's own API calls the user by.
CUSTOMER: Final = "User"
VISITOR: Final = "CustomerGroupVisitor"
GROUP: Final = "CustomerGroup"
EXPORT: Final = "CustomerGroupExportFile"
PRICE_FILE: Final = "CustomerGroupPriceFile"
PRICE_LIST: Final = "CustomerGroupPriceList"
CAMPAIGN: Final = "CustomerGroupCampaign"
#: Those of Saleor's own API for what is restricted.
VOUCHER: Final = "Voucher"
PROMOTION: Final = "Promotion"
#: And for what prices are about.
VARIANT: Final = "ProductVariant"
PRODUCT: Final = "Product"
COLLECTION: Final = "Collection"
CATEGORY: Final = "Category"

#: And for orders.
ORDER: Final = "Order"
ORDER_LINE: Final = "OrderLine"

_LARGEST: Final = 2**63 - 1


class InvalidId(GraphQLError):  # noqa: N818 - a plain answer to a wrong id
    """An id that is none, or one of another type."""


def to_global(type_: str, key: object) -> str:
    return base64.b64encode(f"{type_}:{key}".encode()).decode()


def type_of(global_id: str) -> str:
    """The type that an id names; "" of what is none."""
    return _parts(global_id)[0]


def key_of(global_id: str, type_: str) -> str:
    """What stands behind the type. Raises InvalidId for an id that is none of it."""
    found, key = _parts(global_id)
    if not key:
        raise InvalidId(f"Invalid ID: {global_id}. Expected: {type_}.")
    if found != type_:
        raise InvalidId(
            f"Invalid ID: {global_id}. Expected: {type_}, received: {found}."
        )
    return key


def number_of(global_id: str, type_: str) -> int:
    """The same of what is counted. Raises InvalidId."""
    key = key_of(global_id, type_)
    if not (key.isascii() and key.isdecimal()) or int(key[:20]) > _LARGEST:
        raise InvalidId(f"Invalid ID: {global_id}. Expected: {type_}.")
    return int(key)


def _parts(global_id: str) -> tuple[str, str]:
    """Type and key; both empty of what is no id."""
    try:
        text = base64.b64decode(global_id, validate=True).decode()
    except (binascii.Error, ValueError):
        return "", ""
    type_, _, key = text.partition(":")
    return (type_, key) if key else ("", "")


def group_id(global_id: str) -> int:
    return number_of(global_id, GROUP)


def customer_key(global_id: str) -> str:
    return key_of(global_id, CUSTOMER)
