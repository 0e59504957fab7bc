"""Inputs of campaigns: what they are filtered and sorted by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import graphene

from saleor_customer_groups.services.campaign_pages import CampaignOrder, CampaignQuery

from . import enums
from .ids import group_id
from .inputs import CustomerGroupDateTimeRangeInput, goes_down, listed


class CustomerGroupCampaignWhereInput(graphene.InputObjectType):
    state = graphene.InputField(
        listed(enums.CustomerGroupCampaignState), description="In any of these states."
    )
    groups = graphene.InputField(
        listed(graphene.ID), description="For any of these groups."
    )
    channels = graphene.InputField(
        listed(graphene.String),
        description=(
            "For any of these channels, by slug; campaigns for every channel included."
        ),
    )
    window = graphene.InputField(
        CustomerGroupDateTimeRangeInput,
        description="Whose window is open at some instant of this span.",
    )

    class Meta:
        description = "Which campaigns. Everything that is asked has to hold."


class CustomerGroupCampaignSortingInput(graphene.InputObjectType):
    direction = graphene.InputField(
        enums.OrderDirection, required=True, description="Which way."
    )
    field = graphene.InputField(
        enums.CustomerGroupCampaignSortField, required=True, description="By what."
    )

    class Meta:
        description = "The order of campaigns."


def campaign_query(
    where: Mapping[str, Any] | None,
    search: str | None,
    sort_by: Mapping[str, Any] | None,
) -> CampaignQuery:
    """What the arguments ask for. Raises GraphQLError for an id that is none."""
    asked = where or {}
    window = asked.get("window") or {}
    groups = asked.get("groups")
    states, channels = asked.get("state"), asked.get("channels")
    return CampaignQuery(
        search=search or "",
        states=None if states is None else tuple(states),
        groups=None if groups is None else tuple(map(group_id, groups)),
        channels=None if channels is None else tuple(channels),
        since=window.get("gte"),
        until=window.get("lte"),
        order=CampaignOrder(sort_by["field"]) if sort_by else CampaignOrder.NAME,
        is_descending=goes_down(sort_by),
    )
