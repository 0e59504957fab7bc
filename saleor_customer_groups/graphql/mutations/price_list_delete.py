"""priceListDelete: deletes a price list with its prices."""

from __future__ import annotations

from typing import Any, NamedTuple

import graphene

from saleor_customer_groups.services.price_lists import delete_price_list

from ..ids import PRICE_LIST, to_global
from ..permissions import PRICES
from ..types.errors import CustomerGroupPriceListError, PriceListCode
from ..types.fields import needed
from .base import BaseMutation
from .price_list_fields import find_price_list


class Deleted(NamedTuple):
    id: str
    code: str
    name: str


class CustomerGroupPriceListDeleted(graphene.ObjectType):
    id = needed(graphene.ID, "The ID that it had.")
    code = needed(graphene.String, "The code that it had.")
    name = needed(graphene.String, "The name that it had.")

    class Meta:
        description = "A price list that is no more."


class PriceListDelete(BaseMutation):
    price_list = graphene.Field(
        CustomerGroupPriceListDeleted, description="The price list that is no more."
    )

    class Arguments:
        id = graphene.Argument(
            graphene.ID, required=True, description="The ID of the price list."
        )

    class Meta:
        name = "CustomerGroupPriceListDelete"
        description = (
            "Deletes a price list with all its prices. Orders keep what they were priced"
            " by."
        )
        error_type = CustomerGroupPriceListError
        codes = PriceListCode
        permissions = PRICES

    @classmethod
    def perform(cls, _context: Any, *, id: str) -> Any:
        found = find_price_list(id)
        gone = Deleted(to_global(PRICE_LIST, found.pk), found.code, found.name)
        delete_price_list(found.code)
        return cls(price_list=gone, errors=[])
