"""campaignStart, campaignPause and campaignEnd: open and close a campaign now."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import graphene

from saleor_customer_groups.services.campaigns import (
    end_campaign,
    pause_campaign,
    start_campaign,
)

from ..permissions import RESTRICTIONS
from ..types.campaigns import CustomerGroupCampaign
from ..types.errors import CampaignCode, CustomerGroupCampaignError
from .base import BaseMutation
from .campaign_fields import ID, find_campaign


def _turn(name: str, turn: Callable[..., Any], description: str) -> Any:
    """The mutation of that name, by one verb of the service."""

    def perform(cls: Any, context: Any, *, id: str) -> Any:
        turned = turn(find_campaign(id).code, actor=context.actor)
        return cls(campaign=turned, errors=[])

    meta = {
        "name": f"CustomerGroup{name}",
        "description": description,
        "error_type": CustomerGroupCampaignError,
        "codes": CampaignCode,
        "permissions": RESTRICTIONS,
    }
    return type(
        name,
        (BaseMutation,),
        {
            "campaign": graphene.Field(
                CustomerGroupCampaign, description="The campaign."
            ),
            "Arguments": type("Arguments", (), {"id": ID}),
            "Meta": type("Meta", (), meta),
            "perform": classmethod(perform),
        },
    )


CampaignStart = _turn(
    "CampaignStart",
    start_campaign,
    "Opens a campaign now, with all it holds: a draft, a scheduled or a paused one. One"
    " that has ended needs a later end before.",
)
CampaignPause = _turn(
    "CampaignPause",
    pause_campaign,
    "Closes a campaign until it is started again. What it holds is for nobody meanwhile.",
)
CampaignEnd = _turn(
    "CampaignEnd",
    end_campaign,
    "Ends a campaign now, with all it holds. That stays limited, and is for nobody.",
)
