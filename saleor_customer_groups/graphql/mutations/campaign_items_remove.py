"""campaignItemsRemove: takes vouchers, promotions and price lists out of a campaign."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import graphene

from saleor_customer_groups.services.campaign_items import release_items

from ..permissions import RESTRICTIONS
from ..types.campaigns import CustomerGroupCampaign
from ..types.errors import CampaignCode, CustomerGroupCampaignError
from .base import BaseMutation
from .campaign_fields import ID, ITEMS, denial, find_campaign, find_items


class CampaignItemsRemove(BaseMutation):
    campaign = graphene.Field(CustomerGroupCampaign, description="The campaign.")
    removed = graphene.Int(description="How many it held.")

    class Arguments:
        id = ID
        items = ITEMS

    class Meta:
        name = "CustomerGroupCampaignItemsRemove"
        description = (
            "Takes these out of a campaign. They stay limited to its groups, and no window"
            " holds for vouchers and promotions but Saleor's own; price lists are paused."
            " What it does not hold is passed over."
        )
        error_type = CustomerGroupCampaignError
        codes = CampaignCode
        permissions = RESTRICTIONS

    @classmethod
    def perform(cls, context: Any, *, id: str, items: Sequence[str]) -> Any:
        found = find_campaign(id)
        wanted = find_items(items)
        denied = denial(context.requester, wanted)
        if denied is not None:
            return denied
        removed = release_items(found.code, wanted)
        return cls(campaign=found, removed=removed, errors=[])
