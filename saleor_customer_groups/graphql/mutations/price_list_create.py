"""priceListCreate: makes a price list, without prices."""

from __future__ import annotations

from typing import Any

import graphene

from saleor_customer_groups.services.price_lists import (
    PriceListInput,
    create_price_list,
)

from ..inputs import listed
from ..permissions import PRICES
from ..types.errors import CustomerGroupPriceListError, PriceListCode
from ..types.price_lists import CustomerGroupPriceList
from .base import BaseMutation
from .price_list_fields import read_fields, shared_fields

_field = graphene.InputField
CustomerGroupPriceListCreateInput = type(
    "CustomerGroupPriceListCreateInput",
    (graphene.InputObjectType,),
    {
        "name": _field(
            graphene.String, required=True, description="What people call it."
        ),
        "code": _field(
            graphene.String,
            description=(
                "What programs call it; never changes. Made from the name if none is"
                " given."
            ),
        ),
        "currency": _field(
            graphene.String,
            required=True,
            description="What its amounts are in, such as EUR; never changes.",
        ),
        "groups": _field(
            listed(graphene.ID),
            required=True,
            description="Whose members it gives prices to; at least one, at most 100.",
        ),
        **shared_fields(),
        "Meta": type("Meta", (), {"description": "What a price list is made of."}),
    },
)


class PriceListCreate(BaseMutation):
    price_list = graphene.Field(CustomerGroupPriceList, description="The price list.")

    class Arguments:
        input = graphene.Argument(
            CustomerGroupPriceListCreateInput,
            required=True,
            description="What it is made of.",
        )

    class Meta:
        name = "CustomerGroupPriceListCreate"
        description = "Makes a price list: a draft, unless another status is given."
        error_type = CustomerGroupPriceListError
        codes = PriceListCode
        permissions = PRICES

    @classmethod
    def perform(cls, context: Any, *, input: Any) -> Any:
        given = PriceListInput(**read_fields(input))
        return cls(price_list=create_price_list(given, actor=context.actor), errors=[])
