"""priceListPricesSet: sets many prices of a list at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import graphene

from saleor_customer_groups.engine.price_lists import (
    Adjustment,
    FixedPrice,
    PercentageChange,
)
from saleor_customer_groups.services.errors import ErrorCode
from saleor_customer_groups.services.prices import (
    PRICES_LIMIT,
    InvalidPriceError,
    PriceInput,
    check_number,
    set_prices,
)

from .. import price_enums
from ..ids import InvalidId
from ..inputs import listed
from ..permissions import PRICES
from ..price_targets import target_of
from ..scalars import Decimal
from ..types.errors import CustomerGroupPriceListError, PriceListCode
from ..types.price_lists import CustomerGroupPriceList
from .base import BaseMutation
from .price_list_fields import find_price_list


class CustomerGroupPriceInput(graphene.InputObjectType):
    kind = graphene.InputField(
        price_enums.CustomerGroupPriceTargetKind,
        required=True,
        description="What it is for.",
    )
    id = graphene.InputField(
        graphene.ID,
        description=(
            "The ID of the variant, product, collection or category, as in Saleor's own"
            " API; none for all products."
        ),
    )
    amount = graphene.InputField(
        Decimal,
        description="What one piece costs, in the list's currency; this or a percentage.",
    )
    percentage = graphene.InputField(
        Decimal,
        description="Per cent more than the channel's list price, or less below 0.",
    )
    from_quantity = graphene.InputField(
        graphene.Int, default_value=1, description="From how many pieces on."
    )

    class Meta:
        description = "A price of a list: an amount or a percentage."


class PriceListPricesSet(BaseMutation):
    price_list = graphene.Field(CustomerGroupPriceList, description="The price list.")
    changed = graphene.Int(
        description="How many prices are new, not what they were, or taken out."
    )

    class Arguments:
        id = graphene.Argument(
            graphene.ID, required=True, description="The ID of the price list."
        )
        prices = graphene.Argument(
            listed(CustomerGroupPriceInput),
            required=True,
            description=f"The prices, at most {PRICES_LIMIT:,}.",
        )
        replaces_breaks = graphene.Argument(
            graphene.Boolean,
            default_value=False,
            description=(
                "Whether prices of the same targets at other quantities are taken out."
            ),
        )

    class Meta:
        name = "CustomerGroupPriceListPricesSet"
        description = (
            "Sets prices of a list, all or none. One that is there for the same target and"
            " quantity is replaced; others stay, unless they are to be taken out."
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
        prices: Sequence[Mapping[str, Any]],
        replaces_breaks: bool,
    ) -> Any:
        found = find_price_list(id)
        check_number(prices, "prices")
        given = [_price(index, each) for index, each in enumerate(prices)]
        changed = set_prices(found.code, given, replaces_breaks=replaces_breaks)
        found.refresh_from_db()
        return cls(price_list=found, changed=changed, errors=[])


def _price(index: int, given: Mapping[str, Any]) -> PriceInput:
    try:
        target = target_of(given["kind"], given.get("id"))
    except InvalidId as error:
        raise InvalidPriceError(str(error), index, ErrorCode.NOT_FOUND) from error
    quantity = given.get("from_quantity")
    return PriceInput(
        target,
        _adjustment(index, given),
        1 if quantity is None else quantity,
    )


def _adjustment(index: int, given: Mapping[str, Any]) -> Adjustment:
    amount, percentage = given.get("amount"), given.get("percentage")
    if (amount is None) is (percentage is None):
        raise InvalidPriceError(
            "Give either an amount or a percentage.", index, ErrorCode.REQUIRED
        )
    if amount is not None:
        return FixedPrice(amount)
    assert percentage is not None
    return PercentageChange(percentage)
