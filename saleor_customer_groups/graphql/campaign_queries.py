"""Queries about campaigns."""

from __future__ import annotations

from typing import Any

import graphene
from graphql import GraphQLError

from saleor_customer_groups.models import Campaign
from saleor_customer_groups.services.campaign_pages import (
    campaign_page,
    campaign_total,
)

from .campaign_inputs import (
    CustomerGroupCampaignSortingInput,
    CustomerGroupCampaignWhereInput,
    campaign_query,
)
from .connections import Listing, page_arguments
from .ids import CAMPAIGN, number_of
from .permissions import RESTRICTIONS, GuardedField
from .types.campaigns import CustomerGroupCampaign, CustomerGroupCampaignConnection


class CampaignQuery(graphene.ObjectType):
    campaigns = GuardedField(
        CustomerGroupCampaignConnection,
        description="Campaigns, in every state unless they are filtered.",
        permissions=RESTRICTIONS,
        args={
            "where": graphene.Argument(
                CustomerGroupCampaignWhereInput, description="Which of them."
            ),
            "search": graphene.Argument(
                graphene.String, description="Found in their name or code."
            ),
            "sort_by": graphene.Argument(
                CustomerGroupCampaignSortingInput,
                description="Their order; by name if none is said.",
            ),
            **page_arguments(),
        },
    )
    campaign = GuardedField(
        CustomerGroupCampaign,
        description="One campaign, by its ID or its code; null where there is none.",
        permissions=RESTRICTIONS,
        args={
            "id": graphene.Argument(graphene.ID, description="The ID of the campaign."),
            "code": graphene.Argument(
                graphene.String, description="The code of the campaign."
            ),
        },
    )

    @staticmethod
    def resolve_campaigns(
        _root: None,
        info: Any,
        where: Any = None,
        search: str | None = None,
        sort_by: Any = None,
        **page: Any,
    ) -> Listing:
        wanted = campaign_query(where, search, sort_by)
        return Listing(
            info,
            page,
            page=lambda asked: campaign_page(wanted, asked),
            total=lambda: campaign_total(wanted),
        )

    @staticmethod
    def resolve_campaign(
        _root: None, _info: Any, id: str | None = None, code: str | None = None
    ) -> Campaign | None:
        if (id is None) is (code is None):
            raise GraphQLError("Exactly one of the arguments is needed: 'id', 'code'.")
        if id is not None:
            return Campaign.objects.filter(pk=number_of(id, CAMPAIGN)).first()
        return Campaign.objects.filter(code=code).first()
