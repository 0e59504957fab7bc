"""priceListCopy: makes a list of another's prices, changed by a percentage."""

from __future__ import annotations

from decimal import Decimal as Number
from typing import Any

import graphene

from saleor_customer_groups.services.price_list_copies import copy_price_list

from ..permissions import PRICES
from ..scalars import Decimal
from ..types.errors import CustomerGroupPriceListError, PriceListCode
from ..types.price_lists import CustomerGroupPriceList
from .base import BaseMutation
from .price_list_fields import find_price_list


class PriceListCopy(BaseMutation):
    price_list = graphene.Field(CustomerGroupPriceList, description="The copy.")

    class Arguments:
        id = graphene.Argument(
            graphene.ID, required=True, description="The ID of the list to copy."
        )
        name = graphene.Argument(
            graphene.String, required=True, description="What people call the copy."
        )
        code = graphene.Argument(
            graphene.String,
            description="What programs call the copy; made from the name if not given.",
        )
        percentage = graphene.Argument(
            Decimal,
            description="By how many per cent its prices are higher, or lower below 0.",
        )

    class Meta:
        name = "CustomerGroupPriceListCopy"
        description = (
            "Makes a draft with all settings and prices of a list. With a percentage each"
            " price is so much higher or lower: amounts are rounded as the list rounds, and"
            " of a percentage what it leaves of the list price changes by as much, so that"
            " 10 % less becomes 5.5 % less where all is 5 % more."
        )
        error_type = CustomerGroupPriceListError
        codes = PriceListCode
        permissions = PRICES

    @classmethod
    def perform(
        cls,
        context: Any,
        *,
        id: str,
        name: str,
        code: str | None = None,
        percentage: Number | None = None,
    ) -> Any:
        copied = copy_price_list(
            find_price_list(id).code,
            name=name,
            new_code=code or "",
            percentage=percentage or Number(0),
            actor=context.actor,
        )
        return cls(price_list=copied, errors=[])
