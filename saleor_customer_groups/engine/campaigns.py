"""Campaign: when and where what it holds can be had."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class CampaignStatus(StrEnum):
    """What staff say of a campaign. Only an active one is ever open."""

    DRAFT = "draft"
    ACTIVE = "active"
    PAUSED = "paused"


class CampaignState(StrEnum):
    """How a campaign stands at an instant, by its status and window."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    RUNNING = "running"
    PAUSED = "paused"
    ENDED = "ended"


class Closure(StrEnum):
    """Why a campaign is closed in a channel at an instant."""

    NOT_ACTIVE = "not_active"
    OTHER_CHANNELS = "other_channels"
    NOT_STARTED = "not_started"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """Open from ``starts_at`` on and until just before ``ends_at``; None is open.

    ``channels`` are slugs; none means every channel.
    """

    code: str
    name: str
    channels: frozenset[str] = frozenset()
    status: CampaignStatus = CampaignStatus.ACTIVE
    starts_at: datetime | None = None
    ends_at: datetime | None = None

    def state(self, at: datetime) -> CampaignState:
        """How it stands at the instant; a draft is a draft whatever its window."""
        if self.status is CampaignStatus.DRAFT:
            return CampaignState.DRAFT
        if self.ends_at is not None and self.ends_at <= at:
            return CampaignState.ENDED
        if self.status is CampaignStatus.PAUSED:
            return CampaignState.PAUSED
        if self.starts_at is not None and at < self.starts_at:
            return CampaignState.SCHEDULED
        return CampaignState.RUNNING

    def closure(self, channel: str, at: datetime) -> Closure | None:
        """Why nothing that it holds can be had there and then; None if it can."""
        match self.state(at):
            case CampaignState.DRAFT | CampaignState.PAUSED:
                return Closure.NOT_ACTIVE
            case CampaignState.ENDED:
                return Closure.ENDED
            case CampaignState.SCHEDULED:
                return Closure.NOT_STARTED
        if self.channels and channel not in self.channels:
            return Closure.OTHER_CHANNELS
        return None
