"""priceListExport: has a file made of a list's prices."""

from __future__ import annotations

from typing import Any

import graphene

from saleor_customer_groups.services.exports import request_price_export

from ..permissions import PRICES
from ..types.errors import CustomerGroupPriceListError, PriceListCode
from ..types.exports import CustomerGroupPriceFile
from .base import BaseMutation
from .price_list_fields import find_price_list
from .telling import tell_worker


class PriceListExport(BaseMutation):
    price_file = graphene.Field(
        CustomerGroupPriceFile,
        description="The file; ask for it again until it is ready.",
    )

    class Arguments:
        id = graphene.Argument(
            graphene.ID, required=True, description="The ID of the price list."
        )

    class Meta:
        name = "CustomerGroupPriceListExport"
        description = (
            "Has a CSV file made of the prices of a list, in the background: one that"
            " priceListImport takes. Workers make it; it is deleted after a day."
        )
        error_type = CustomerGroupPriceListError
        codes = PriceListCode
        permissions = PRICES

    @classmethod
    def perform(cls, context: Any, *, id: str) -> Any:
        export = request_price_export(find_price_list(id).code, actor=context.actor)
        tell_worker(export.pk)
        return cls(price_file=export, errors=[])
