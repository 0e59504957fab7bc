"""priceListUpdate: changes a price list."""

from __future__ import annotations

from typing import Any

import graphene

from saleor_customer_groups.services.price_lists import edit_price_list

from ..inputs import listed
from ..permissions import PRICES
from ..types.errors import CustomerGroupPriceListError, PriceListCode
from ..types.price_lists import CustomerGroupPriceList
from .base import BaseMutation
from .price_list_fields import find_price_list, read_fields, shared_fields

_field = graphene.InputField
CustomerGroupPriceListUpdateInput = type(
    "CustomerGroupPriceListUpdateInput",
    (graphene.InputObjectType,),
    {
        "name": _field(graphene.String, description="What people call it."),
        "groups": _field(
            listed(graphene.ID),
            description="Whose members it gives prices to, in place of those before.",
        ),
        **shared_fields(),
        "Meta": type("Meta", (), {"description": "What is changed of a price list."}),
    },
)


class PriceListUpdate(BaseMutation):
    price_list = graphene.Field(CustomerGroupPriceList, description="The price list.")

    class Arguments:
        id = graphene.Argument(
            graphene.ID, required=True, description="The ID of the price list."
        )
        input = graphene.Argument(
            CustomerGroupPriceListUpdateInput,
            required=True,
            description="What is changed.",
        )

    class Meta:
        name = "CustomerGroupPriceListUpdate"
        description = (
            "Changes what is given of a price list, all of it or nothing. Its code and"
            " currency never change: copy it instead."
        )
        error_type = CustomerGroupPriceListError
        codes = PriceListCode
        permissions = PRICES

    @classmethod
    def perform(cls, context: Any, *, id: str, input: Any) -> Any:
        code = find_price_list(id).code
        changed = edit_price_list(code, read_fields(input), actor=context.actor)
        return cls(price_list=changed, errors=[])
