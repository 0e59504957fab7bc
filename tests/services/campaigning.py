"""Campaigns for tests, generated."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from saleor_customer_groups.engine.campaigns import CampaignStatus
from saleor_customer_groups.services.campaigns import CampaignInput


def random_campaign(
    chance: random.Random, now: datetime, groups: Sequence[str], channel: str
) -> CampaignInput:
    """What a campaign is made of that is open in the channel, or nearly so: in half of
    the cases its window begins or ends at the instant itself."""
    start, end = sorted(
        chance.sample([now + timedelta(hours=hours) for hours in (-2, -1, 0, 1, 2)], 2)
    )
    return CampaignInput(
        name="Campaign",
        code=f"campaign-{chance.getrandbits(60):x}",
        groups=chance.sample(groups, chance.randint(1, 3)),
        channels=chance.choice([(), (channel,), (channel, "web"), ("web",)]),
        status=chance.choice([CampaignStatus.ACTIVE] * 4 + list(CampaignStatus)),
        starts_at=start,
        ends_at=chance.choice([None, end]),
    )
