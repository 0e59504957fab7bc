"""campaignDelete: deletes a campaign that holds nothing, or releases what it holds."""

from __future__ import annotations

from typing import Any, NamedTuple

import graphene

from saleor_customer_groups.services.campaigns import delete_campaign

from ..ids import CAMPAIGN, to_global
from ..permissions import RESTRICTIONS
from ..types.errors import CampaignCode, CustomerGroupCampaignError
from ..types.fields import needed
from .base import BaseMutation
from .campaign_fields import ID, find_campaign


class Deleted(NamedTuple):
    id: str
    code: str
    name: str


class CustomerGroupCampaignDeleted(graphene.ObjectType):
    id = needed(graphene.ID, "The ID that it had.")
    code = needed(graphene.String, "The code that it had.")
    name = needed(graphene.String, "The name that it had.")

    class Meta:
        description = "A campaign that is no more."


class CampaignDelete(BaseMutation):
    campaign = graphene.Field(
        CustomerGroupCampaignDeleted, description="The campaign that is no more."
    )

    class Arguments:
        id = ID
        release = graphene.Argument(
            graphene.Boolean,
            default_value=False,
            description=(
                "Whether what it holds is released, as campaignItemsRemove does; else a"
                " campaign that holds something is not deleted."
            ),
        )

    class Meta:
        name = "CustomerGroupCampaignDelete"
        description = (
            "Deletes a campaign. Refused with IN_USE while it holds something, unless that"
            " is to be released."
        )
        error_type = CustomerGroupCampaignError
        codes = CampaignCode
        permissions = RESTRICTIONS

    @classmethod
    def perform(cls, _context: Any, *, id: str, release: bool) -> Any:
        found = find_campaign(id)
        gone = Deleted(to_global(CAMPAIGN, found.pk), found.code, found.name)
        delete_campaign(found.code, releases=bool(release))
        return cls(campaign=gone, errors=[])
