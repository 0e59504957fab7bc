"""campaignCreate: makes a campaign, and may fill it."""

from __future__ import annotations

from typing import Any

import graphene
from django.db import transaction

from saleor_customer_groups.services.campaign_items import ITEMS_LIMIT, add_items
from saleor_customer_groups.services.campaigns import CampaignInput, create_campaign

from ..inputs import listed
from ..permissions import RESTRICTIONS
from ..types.campaigns import CustomerGroupCampaign
from ..types.errors import CampaignCode, CustomerGroupCampaignError
from .base import BaseMutation
from .campaign_fields import denial, find_items, read_fields, shared_fields

_field = graphene.InputField
CustomerGroupCampaignCreateInput = type(
    "CustomerGroupCampaignCreateInput",
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
        "groups": _field(
            listed(graphene.ID),
            required=True,
            description="Whose members it is for; at least one, at most 100.",
        ),
        **shared_fields(),
        "items": _field(
            listed(graphene.ID),
            description=(
                "What it holds: IDs of vouchers, promotions and price lists, at most"
                f" {ITEMS_LIMIT}. See campaignItemsAdd."
            ),
        ),
        "Meta": type("Meta", (), {"description": "What a campaign is made of."}),
    },
)


class CampaignCreate(BaseMutation):
    campaign = graphene.Field(CustomerGroupCampaign, description="The campaign.")

    class Arguments:
        input = graphene.Argument(
            CustomerGroupCampaignCreateInput,
            required=True,
            description="What it is made of.",
        )

    class Meta:
        name = "CustomerGroupCampaignCreate"
        description = "Makes a campaign: a draft, unless another status is given."
        error_type = CustomerGroupCampaignError
        codes = CampaignCode
        permissions = RESTRICTIONS

    @classmethod
    def perform(cls, context: Any, *, input: Any) -> Any:
        fields = read_fields(input)
        items = find_items(fields.pop("items", ()))
        denied = denial(context.requester, items)
        if denied is not None:
            return denied
        with transaction.atomic():
            made = create_campaign(CampaignInput(**fields), actor=context.actor)
            add_items(made.code, items, actor=context.actor)
        return cls(campaign=made, errors=[])
