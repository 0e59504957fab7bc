"""Inputs of price lists: what they are filtered and sorted by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import graphene

from saleor_customer_groups.services.price_list_pages import (
    PriceListOrder,
    PriceListQuery,
)

from . import enums, price_enums
from .ids import group_id
from .inputs import goes_down, listed


class CustomerGroupPriceListWhereInput(graphene.InputObjectType):
    status = graphene.InputField(
        listed(price_enums.CustomerGroupPriceListStatus),
        description="In any of these states.",
    )
    groups = graphene.InputField(
        listed(graphene.ID), description="For any of these groups."
    )
    channels = graphene.InputField(
        listed(graphene.String),
        description=(
            "For any of these channels, by slug; lists for every channel included."
        ),
    )
    currencies = graphene.InputField(
        listed(graphene.String), description="In any of these currencies."
    )

    class Meta:
        description = "Which price lists. Everything that is asked has to hold."


class CustomerGroupPriceListSortingInput(graphene.InputObjectType):
    direction = graphene.InputField(
        enums.OrderDirection, required=True, description="Which way."
    )
    field = graphene.InputField(
        price_enums.CustomerGroupPriceListSortField,
        required=True,
        description="By what.",
    )

    class Meta:
        description = "The order of price lists."


def price_list_query(
    where: Mapping[str, Any] | None,
    search: str | None,
    sort_by: Mapping[str, Any] | None,
) -> PriceListQuery:
    """What the arguments ask for. Raises GraphQLError for an id that is none."""
    asked = where or {}
    groups = asked.get("groups")
    return PriceListQuery(
        search=search or "",
        statuses=_values(asked, "status"),
        groups=None if groups is None else tuple(map(group_id, groups)),
        channels=_values(asked, "channels"),
        currencies=_values(asked, "currencies"),
        order=PriceListOrder(sort_by["field"]) if sort_by else PriceListOrder.NAME,
        is_descending=goes_down(sort_by),
    )


def _values(asked: Mapping[str, Any], name: str) -> tuple[str, ...] | None:
    found = asked.get(name)
    return None if found is None else tuple(found)
