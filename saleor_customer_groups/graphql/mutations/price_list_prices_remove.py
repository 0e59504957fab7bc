"""priceListPricesRemove: takes targets out of a price list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import graphene

from saleor_customer_groups.engine.price_lists import Target
from saleor_customer_groups.services.errors import CustomerGroupsError, ErrorCode
from saleor_customer_groups.services.prices import PRICES_LIMIT, remove_prices

from .. import price_enums
from ..ids import InvalidId
from ..inputs import listed
from ..permissions import PRICES
from ..price_targets import target_of
from ..types.errors import CustomerGroupPriceListError, PriceListCode
from ..types.price_lists import CustomerGroupPriceList
from .base import BaseMutation
from .price_list_fields import find_price_list


class CustomerGroupPriceTargetInput(graphene.InputObjectType):
    kind = graphene.InputField(
        price_enums.CustomerGroupPriceTargetKind,
        required=True,
        description="What it is.",
    )
    id = graphene.InputField(
        graphene.ID,
        description=(
            "The ID of the variant, product, collection or category, as in Saleor's own"
            " API; none for all products."
        ),
    )

    class Meta:
        description = "What a price is about."


class PriceListPricesRemove(BaseMutation):
    price_list = graphene.Field(CustomerGroupPriceList, description="The price list.")
    removed = graphene.Int(description="How many prices were removed.")

    class Arguments:
        id = graphene.Argument(
            graphene.ID, required=True, description="The ID of the price list."
        )
        targets = graphene.Argument(
            listed(CustomerGroupPriceTargetInput),
            required=True,
            description=f"What it is to say nothing of, at most {PRICES_LIMIT:,}.",
        )

    class Meta:
        name = "CustomerGroupPriceListPricesRemove"
        description = (
            "Takes all prices of these targets out of a list, at every quantity. What it"
            " does not have is passed over."
        )
        error_type = CustomerGroupPriceListError
        codes = PriceListCode
        permissions = PRICES

    @classmethod
    def perform(
        cls, _context: Any, *, id: str, targets: Sequence[Mapping[str, Any]]
    ) -> Any:
        found = find_price_list(id)
        wanted = [_target(index, each) for index, each in enumerate(targets)]
        removed = remove_prices(found.code, wanted)
        found.refresh_from_db()
        return cls(price_list=found, removed=removed, errors=[])


def _target(index: int, given: Mapping[str, Any]) -> Target:
    try:
        return target_of(given["kind"], given.get("id"))
    except InvalidId as error:
        raise CustomerGroupsError(
            str(error), code=ErrorCode.NOT_FOUND, field=f"targets[{index}]"
        ) from error
