"""campaignItemsAdd: has a campaign hold vouchers, promotions and price lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import graphene

from saleor_customer_groups.services.campaign_items import ITEMS_LIMIT, add_items

from ..permissions import RESTRICTIONS
from ..types.campaigns import CustomerGroupCampaign
from ..types.errors import CampaignCode, CustomerGroupCampaignError
from .base import BaseMutation
from .campaign_fields import ID, ITEMS, denial, find_campaign, find_items


class CampaignItemsAdd(BaseMutation):
    campaign = graphene.Field(CustomerGroupCampaign, description="The campaign.")
    added = graphene.Int(description="How many it did not hold before.")

    class Arguments:
        id = ID
        items = ITEMS

    class Meta:
        name = "CustomerGroupCampaignItemsAdd"
        description = (
            "Has a campaign hold these, all or none. They are for its groups then, in place"
            " of those they were for, and can be had while it is open. A price list becomes"
            " active, and its own window is taken away. Each is in at most one campaign,"
            f" and a campaign holds at most {ITEMS_LIMIT}."
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
        added = add_items(found.code, wanted, actor=context.actor)
        return cls(campaign=found, added=added, errors=[])
