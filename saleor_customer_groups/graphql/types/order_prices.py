"""Order prices: what made the prices of an order's lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import graphene

from saleor_customer_groups.engine.order_prices import (
    OrderLinePrice,
    PricedBy,
    line_sentence,
)
from saleor_customer_groups.services.order_prices import OrderPrices

from .. import till_enums
from ..ids import GROUP, ORDER, ORDER_LINE, PRICE_LIST, VARIANT, to_global
from ..scalars import Decimal
from .fields import needed, optional, several


class PricedLine(NamedTuple):
    """A line, and the order that it is of."""

    line: OrderLinePrice
    order: OrderPrices


class NamedBy(NamedTuple):
    """Something as a line calls it, and its ID where there still is one."""

    id: str | None
    code: str
    name: str


class CustomerGroupOrderPriceSource(graphene.ObjectType):
    id = optional(graphene.ID, "Its ID; null once it has been deleted.")
    code = needed(graphene.String, "Its code.")
    name = needed(
        graphene.String,
        "The name of a list as it was then, of a group as it is now; the code of a group"
        " that has been deleted.",
    )

    class Meta:
        description = "A price list or a group, as an order names it."


class CustomerGroupOrderLinePrice(graphene.ObjectType):
    line = needed(graphene.ID, "The ID of the order's line.")
    variant = optional(
        graphene.ID, "The ID of the variant; null once it has been deleted."
    )
    product_name = needed(graphene.String, "What was bought, as the order calls it.")
    quantity = needed(graphene.Int, "How many pieces.")
    currency = needed(graphene.String, "The currency of all its amounts.")
    origin = needed(till_enums.CustomerGroupPriceOrigin, "What the price is by.")
    price = needed(Decimal, "What one cost, before promotions and vouchers.")
    reduced_price = needed(
        Decimal, "What one cost after the promotions and vouchers of the line itself."
    )
    list_price = optional(
        Decimal,
        "What everybody paid for one then, before promotions; null where nobody knows.",
    )
    price_list = optional(
        CustomerGroupOrderPriceSource, "The list that the price is by, if it is by one."
    )
    groups = several(
        CustomerGroupOrderPriceSource,
        "The groups of the customer by which the list gave it, by code.",
    )
    sentence = needed(graphene.String, "The same in words.")

    class Meta:
        description = "What made the price of one line of an order."

    @staticmethod
    def resolve_line(root: PricedLine, _info: Any) -> str:
        return to_global(ORDER_LINE, root.line.line)

    @staticmethod
    def resolve_variant(root: PricedLine, _info: Any) -> str | None:
        variant = root.line.variant
        return None if variant is None else to_global(VARIANT, variant)

    @staticmethod
    def resolve_product_name(root: PricedLine, _info: Any) -> str:
        return root.line.product_name

    @staticmethod
    def resolve_quantity(root: PricedLine, _info: Any) -> int:
        return root.line.quantity

    @staticmethod
    def resolve_currency(root: PricedLine, _info: Any) -> str:
        return root.line.currency

    @staticmethod
    def resolve_origin(root: PricedLine, _info: Any) -> str:
        return root.line.origin.value

    @staticmethod
    def resolve_price(root: PricedLine, _info: Any) -> Any:
        return root.line.price

    @staticmethod
    def resolve_reduced_price(root: PricedLine, _info: Any) -> Any:
        return root.line.reduced_price

    @staticmethod
    def resolve_list_price(root: PricedLine, _info: Any) -> Any:
        return root.line.list_price

    @staticmethod
    def resolve_price_list(root: PricedLine, _info: Any) -> NamedBy | None:
        found = root.line.price_list
        return None if found is None else _list(found, root.order)

    @staticmethod
    def resolve_groups(root: PricedLine, _info: Any) -> Sequence[NamedBy]:
        return [_group(code, root.order) for code in sorted(root.line.groups)]

    @staticmethod
    def resolve_sentence(root: PricedLine, _info: Any) -> str:
        return line_sentence(root.line)


class CustomerGroupOrderPrices(graphene.ObjectType):
    order = needed(graphene.ID, "The ID of the order.")
    lines = several(CustomerGroupOrderLinePrice, "Its lines, in the order's order.")

    class Meta:
        description = "What made the prices of an order, as it kept it."

    @staticmethod
    def resolve_order(root: OrderPrices, _info: Any) -> str:
        return to_global(ORDER, root.order)

    @staticmethod
    def resolve_lines(root: OrderPrices, _info: Any) -> Sequence[PricedLine]:
        return [PricedLine(line, root) for line in root.lines]


def _list(found: PricedBy, order: OrderPrices) -> NamedBy:
    is_there = order.lists.get(found.number) == found.code
    id_ = to_global(PRICE_LIST, found.number) if is_there else None
    return NamedBy(id_, found.code, found.name)


def _group(code: str, order: OrderPrices) -> NamedBy:
    group = order.groups.get(code)
    if group is None:
        return NamedBy(None, code, code)
    return NamedBy(to_global(GROUP, group.pk), code, group.name)
