"""campaignUpdate: changes a campaign."""

from __future__ import annotations

from typing import Any

import graphene

from saleor_customer_groups.services.campaigns import edit_campaign

from ..inputs import listed
from ..permissions import RESTRICTIONS
from ..types.campaigns import CustomerGroupCampaign
from ..types.errors import CampaignCode, CustomerGroupCampaignError
from .base import BaseMutation
from .campaign_fields import ID, find_campaign, read_fields, shared_fields

_field = graphene.InputField
CustomerGroupCampaignUpdateInput = type(
    "CustomerGroupCampaignUpdateInput",
    (graphene.InputObjectType,),
    {
        "name": _field(graphene.String, description="What people call it."),
        "groups": _field(
            listed(graphene.ID),
            description="Whose members it is for, in place of those before.",
        ),
        **shared_fields(),
        "Meta": type("Meta", (), {"description": "What is changed of a campaign."}),
    },
)


class CampaignUpdate(BaseMutation):
    campaign = graphene.Field(CustomerGroupCampaign, description="The campaign.")

    class Arguments:
        id = ID
        input = graphene.Argument(
            CustomerGroupCampaignUpdateInput,
            required=True,
            description="What is changed.",
        )

    class Meta:
        name = "CustomerGroupCampaignUpdate"
        description = (
            "Changes what is given of a campaign, all of it or nothing; what it holds"
            " follows at once. Its code never changes."
        )
        error_type = CustomerGroupCampaignError
        codes = CampaignCode
        permissions = RESTRICTIONS

    @classmethod
    def perform(cls, context: Any, *, id: str, input: Any) -> Any:
        code = find_campaign(id).code
        changed = edit_campaign(code, read_fields(input), actor=context.actor)
        return cls(campaign=changed, errors=[])
