"""priceListPricesChange: makes the prices of a list higher or lower by a percentage."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal as Number
from typing import Any

import graphene

from saleor_customer_groups.engine.price_lists import Scope
from saleor_customer_groups.services.price_changes import change_prices, preview_change

from .. import price_enums
from ..inputs import listed
from ..permissions import PRICES
from ..scalars import Decimal
from ..types.errors import CustomerGroupPriceListError, PriceListCode
from ..types.fields import needed, optional
from ..types.price_lists import CustomerGroupPriceList
from .base import BaseMutation
from .price_list_fields import find_price_list


class CustomerGroupPriceSpan(graphene.ObjectType):
    lowest = optional(Decimal, "The lowest; null where there is none.")
    highest = optional(Decimal, "The highest; null where there is none.")

    class Meta:
        description = "The lowest and the highest of some amounts or percentages."


class CustomerGroupPriceChange(graphene.ObjectType):
    total = needed(graphene.Int, "How many prices it is about.")
    changed = needed(graphene.Int, "How many of them it makes others.")
    amounts_before = needed(CustomerGroupPriceSpan, "Amounts as they were.")
    amounts_after = needed(CustomerGroupPriceSpan, "Amounts as it makes them.")
    percentages_before = needed(CustomerGroupPriceSpan, "Percentages as they were.")
    percentages_after = needed(CustomerGroupPriceSpan, "Percentages as it makes them.")

    class Meta:
        description = "What a change of a list's prices does, or would do."


class PriceListPricesChange(BaseMutation):
    price_list = graphene.Field(CustomerGroupPriceList, description="The price list.")
    change = graphene.Field(
        CustomerGroupPriceChange, description="What was done, or would be."
    )

    class Arguments:
        id = graphene.Argument(
            graphene.ID, required=True, description="The ID of the price list."
        )
        percentage = graphene.Argument(
            Decimal,
            required=True,
            description="By how many per cent prices become higher, or lower below 0.",
        )
        kinds = graphene.Argument(
            listed(price_enums.CustomerGroupPriceTargetKind),
            description="Only prices about any of these kinds.",
        )
        dry_run = graphene.Argument(
            graphene.Boolean, default_value=False, description="Only say what it does."
        )

    class Meta:
        name = "CustomerGroupPriceListPricesChange"
        description = (
            "Makes the prices of a list higher or lower by a percentage: amounts are"
            " rounded as the list rounds, and of a percentage what it leaves of the list"
            " price changes by as much, so that 10 % less becomes 5.5 % less where all is"
            " 5 % more."
        )
        error_type = CustomerGroupPriceListError
        codes = PriceListCode
        permissions = PRICES

    @classmethod
    def perform(
        cls,
        _context: Any,
        *,
        id: str,
        percentage: Number,
        dry_run: bool,
        kinds: Sequence[str] | None = None,
    ) -> Any:
        found = find_price_list(id)
        scopes = None if kinds is None else [Scope(kind) for kind in kinds]
        do = preview_change if dry_run else change_prices
        change = do(found.code, percentage, scopes)
        found.refresh_from_db()
        return cls(price_list=found, change=change, errors=[])
