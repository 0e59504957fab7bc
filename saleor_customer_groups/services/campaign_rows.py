"""Campaign rows: finding them, and a campaign as the reasoning knows it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from saleor_customer_groups.engine.campaigns import Campaign, CampaignStatus
from saleor_customer_groups.models import Campaign as CampaignRow

from .errors import ErrorCode
from .group_checks import refuse


def get_campaign(code: str) -> CampaignRow:
    """The campaign of that code. Raises CustomerGroupsError NOT_FOUND."""
    found = CampaignRow.objects.filter(code=code).first()
    if found is None:
        refuse(
            f"There is no campaign with the code “{code}”.",
            "code",
            ErrorCode.NOT_FOUND,
        )
    return found


def locked_campaign(code: str) -> CampaignRow:
    """The campaign, locked until the transaction ends. Raises CustomerGroupsError."""
    get_campaign(code)
    return CampaignRow.objects.select_for_update().get(code=code)


def campaign_of(row: CampaignRow) -> Campaign:
    return Campaign(
        code=row.code,
        name=row.name,
        channels=frozenset(row.channels),
        status=CampaignStatus(row.status),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
    )


def campaign_of_columns(
    code: str | None,
    name: str,
    channels: Sequence[str],
    status: str,
    starts_at: datetime | None,
    ends_at: datetime | None,
) -> Campaign | None:
    """None where no campaign was joined."""
    if code is None:
        return None
    return Campaign(
        code=code,
        name=name,
        channels=frozenset(channels),
        status=CampaignStatus(status),
        starts_at=starts_at,
        ends_at=ends_at,
    )
