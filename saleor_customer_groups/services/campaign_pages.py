"""Campaign pages: campaigns by what they are, sorted, a page at a time."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Coalesce

from saleor_customer_groups.engine.campaigns import CampaignState, CampaignStatus
from saleor_customer_groups.models import Campaign, CampaignGroup, CustomerGroup

from . import clock
from .linked_groups import linked_groups
from .paging import Page, PageRequest
from .sorted_rows import Column, read_instant, sorted_page


class CampaignOrder(StrEnum):
    NAME = "name"
    STARTS_AT = "starts_at"
    UPDATED_AT = "updated_at"


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignQuery:
    """Which campaigns, and in which order; None asks nothing, and all has to hold.

    ``search`` is found in names and codes. ``groups`` are ids: campaigns for any of them.
    ``channels``: for any of these, those that are for every channel included. Between
    ``since`` and ``until``, both included, their window is open at some instant.
    """

    search: str = ""
    states: tuple[str, ...] | None = None
    groups: tuple[int, ...] | None = None
    channels: tuple[str, ...] | None = None
    since: datetime | None = None
    until: datetime | None = None
    order: CampaignOrder = CampaignOrder.NAME
    is_descending: bool = False


def campaign_page(wanted: CampaignQuery, request: PageRequest) -> Page[Campaign]:
    """The page of campaigns. Raises InvalidPlace."""
    page: Page[Campaign] = sorted_page(
        _wanted(wanted),
        _COLUMNS[wanted.order],
        request,
        is_descending=wanted.is_descending,
    )
    return page


def campaign_total(wanted: CampaignQuery) -> int:
    """How many such campaigns there are."""
    return _wanted(wanted).count()


def groups_of_campaigns(
    ids: Collection[int],
) -> Mapping[int, Sequence[CustomerGroup]]:
    """Groups by the campaign's id, by name. One statement."""
    return linked_groups(CampaignGroup.objects.all(), "campaign_id", ids)


_COLUMNS: Final[Mapping[CampaignOrder, Column]] = {
    CampaignOrder.NAME: Column("name"),
    CampaignOrder.STARTS_AT: Column("first_open_at", read_instant),
    CampaignOrder.UPDATED_AT: Column("updated_at", read_instant),
}
#: Where a draft without a start is sorted.
_NEVER: Final = datetime(9999, 12, 31, tzinfo=UTC)


def _wanted(wanted: CampaignQuery) -> QuerySet[Campaign]:
    campaigns: QuerySet[Campaign] = Campaign.objects.annotate(
        first_open_at=Coalesce("starts_at", Value(_NEVER))
    )
    if wanted.states is not None:
        campaigns = campaigns.filter(_in_states(wanted.states))
    if wanted.channels is not None:
        named = Q(channels__overlap=list(wanted.channels))
        campaigns = campaigns.filter(named | Q(channels=[]))
    if wanted.groups is not None:
        of_groups = CampaignGroup.objects.filter(group__in=wanted.groups)
        campaigns = campaigns.filter(pk__in=of_groups.values("campaign"))
    if wanted.since is not None:
        campaigns = campaigns.filter(Q(ends_at=None) | Q(ends_at__gt=wanted.since))
    if wanted.until is not None:
        campaigns = campaigns.filter(Q(starts_at=None) | Q(starts_at__lte=wanted.until))
    text = wanted.search.strip()
    if text:
        campaigns = campaigns.filter(Q(name__icontains=text) | Q(code__icontains=text))
    return campaigns


def _in_states(states: Collection[str]) -> Q:
    """As ``engine.campaigns.Campaign.state``, at the database's instant."""
    now = clock.database_now()
    is_over, has_begun = Q(ends_at__lte=now), Q(starts_at__lte=now)
    is_draft = Q(status=CampaignStatus.DRAFT.value)
    is_paused = Q(status=CampaignStatus.PAUSED.value)
    is_active = Q(status=CampaignStatus.ACTIVE.value)
    said = {
        CampaignState.DRAFT: is_draft,
        CampaignState.ENDED: ~is_draft & is_over,
        CampaignState.PAUSED: is_paused & ~is_over,
        CampaignState.RUNNING: is_active & has_begun & ~is_over,
        CampaignState.SCHEDULED: is_active & ~has_begun & ~is_over,
    }
    found = Q(pk__in=[])
    for state in states:
        found |= said[CampaignState(state)]
    return found
