"""Price list fields: what a list is made of or changed by, and what that means to the
services."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal as Number
from typing import Any, Final

import graphene

from saleor_customer_groups.engine.price_lists import PriceListStatus, PromotionPolicy
from saleor_customer_groups.engine.rounding import Rounding, RoundingMode
from saleor_customer_groups.models import PriceList
from saleor_customer_groups.services.price_lists import read_rounding

from .. import price_enums
from ..ids import PRICE_LIST
from ..inputs import listed
from ..scalars import DateTime, Decimal
from .base import find_codes, find_row


class CustomerGroupRoundingInput(graphene.InputObjectType):
    step = graphene.InputField(
        Decimal, required=True, description="How far such prices are from each other."
    )
    ending = graphene.InputField(
        Decimal,
        description="The lowest of them, at least 0 and below the step; else 0.",
    )
    mode = graphene.InputField(
        price_enums.CustomerGroupRoundingMode,
        description="Which of two is taken; the nearer if none is said.",
    )

    class Meta:
        description = "Which prices percentages are rounded to."


def shared_fields() -> dict[str, Any]:
    """What lists are made of and changed by alike."""
    field = graphene.InputField
    return {
        "description": field(graphene.String, description="What it is for."),
        "channels": field(
            listed(graphene.String),
            description="Slugs of channels; an empty list means all in its currency.",
        ),
        "priority": field(graphene.Int, description="The higher comes first."),
        "promotions": field(
            price_enums.CustomerGroupPromotionPolicy,
            description="How a promotion meets its prices.",
        ),
        "rounding": field(
            CustomerGroupRoundingInput,
            description="Which prices its percentages are rounded to; or null.",
        ),
        "floor_percentage": field(
            Decimal,
            description="The least per cent of the list price that is not warned about;"
            " or null.",
        ),
        "status": field(
            price_enums.CustomerGroupPriceListStatus, description="How it stands."
        ),
        "starts_at": field(DateTime, description="It gives prices from then; or null."),
        "ends_at": field(
            DateTime, description="It gives prices until just before; or null."
        ),
    }


#: Fields that null takes away; of others null means that they are not given.
_CLEARED: Final = frozenset({"rounding", "floor_percentage", "starts_at", "ends_at"})


def read_fields(given: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that were given, as services name them. Raises CustomerGroupsError."""
    return {
        name: _read(name, value)
        for name, value in given.items()
        if value is not None or name in _CLEARED
    }


def _read(name: str, value: Any) -> Any:
    match name, value:
        case _, None:
            return None
        case "groups", _:
            return find_codes(value, field="groups")
        case "promotions", _:
            return PromotionPolicy(value)
        case "status", _:
            return PriceListStatus(value)
        case "rounding", _:
            return _rounding(value)
    return value


def _rounding(given: Mapping[str, Any]) -> Rounding:
    return read_rounding(
        given["step"],
        given.get("ending") or Number(0),
        RoundingMode(given.get("mode") or RoundingMode.NEAREST),
    )


def find_price_list(global_id: str) -> PriceList:
    """The list. Raises CustomerGroupsError NOT_FOUND about the id."""
    return find_row(PriceList.objects, global_id, PRICE_LIST, noun="price list")
