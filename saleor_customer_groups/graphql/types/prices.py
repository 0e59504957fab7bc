"""Prices: what the API tells of the prices in a list."""

from __future__ import annotations

from typing import Any, Final

import graphene

from saleor_customer_groups.engine.price_lists import (
    FixedPrice,
    PercentageChange,
    QuantityBreak,
    Scope,
    Target,
)

from .. import price_enums
from ..connections import connection_of
from ..dataloaders import TargetLoader
from ..price_targets import target_id
from ..scalars import Decimal
from .fields import needed, optional, several

_EVERYTHING: Final = "All products"


class CustomerGroupPriceTarget(graphene.ObjectType):
    kind = needed(price_enums.CustomerGroupPriceTargetKind, "What it is.")
    id = optional(
        graphene.ID,
        "The ID of the variant, product, collection or category, as in Saleor's own API;"
        " null for all products.",
    )
    name = needed(graphene.String, "What people call it; its key once it is deleted.")
    code = needed(
        graphene.String,
        "What files call it: the SKU of a variant, the slug of anything else; empty where"
        " it has none.",
    )

    class Meta:
        description = "What a price is about."

    @staticmethod
    def resolve_kind(root: Target, _info: Any) -> str:
        return root.scope.value

    @staticmethod
    def resolve_id(root: Target, _info: Any) -> str | None:
        return target_id(root)

    @staticmethod
    def resolve_name(root: Target, info: Any) -> Any:
        if root.scope is Scope.ALL:
            return _EVERYTHING
        return info.context.load(TargetLoader, root).then(lambda shown: shown.name)

    @staticmethod
    def resolve_code(root: Target, info: Any) -> Any:
        if root.scope is Scope.ALL:
            return ""
        return info.context.load(TargetLoader, root).then(lambda shown: shown.code)


class CustomerGroupPriceBreak(graphene.ObjectType):
    from_quantity = needed(graphene.Int, "From how many pieces on.")
    amount = optional(
        Decimal, "What one piece costs, in the list's currency; null for a percentage."
    )
    percentage = optional(
        Decimal,
        "Per cent more than the channel's list price, or less below 0; null for an"
        " amount.",
    )

    class Meta:
        description = "What one piece costs from a quantity on."

    @staticmethod
    def resolve_amount(root: QuantityBreak, _info: Any) -> Any:
        match root.adjustment:
            case FixedPrice(amount):
                return amount
        return None

    @staticmethod
    def resolve_percentage(root: QuantityBreak, _info: Any) -> Any:
        match root.adjustment:
            case PercentageChange(percentage):
                return percentage
        return None


class CustomerGroupPrice(graphene.ObjectType):
    target = needed(CustomerGroupPriceTarget, "What it is about.")
    breaks = several(CustomerGroupPriceBreak, "What one piece costs, by quantity.")

    class Meta:
        description = "What a price list says of one target."


CustomerGroupPriceConnection = connection_of(
    CustomerGroupPrice, name="CustomerGroupPrice"
)
