"""Campaigns: making, changing, starting and ending them. What they hold: see
``campaign_items``."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from saleor_customer_groups.engine.campaigns import CampaignState, CampaignStatus
from saleor_customer_groups.models import Campaign, CampaignGroup

from . import clock
from .campaign_items import named_items, release_all, spread_groups
from .campaign_rows import campaign_of, locked_campaign
from .channels import check_channels
from .codes import new_code
from .errors import ErrorCode
from .group_checks import check_name, refuse
from .locks import lock_registry
from .usable_groups import usable_groups


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignInput:
    """What a campaign is made of; ``groups`` are codes, ``channels`` slugs (none: all).

    One that is no draft starts at once where no start is given.
    """

    name: str
    groups: Collection[str]
    code: str = ""
    description: str = ""
    channels: Collection[str] = ()
    status: CampaignStatus = CampaignStatus.DRAFT
    starts_at: datetime | None = None
    ends_at: datetime | None = None


#: What an edit may change.
EDITABLE: Final = frozenset(CampaignInput.__dataclass_fields__) - {"code"}


def create_campaign(given: CampaignInput, *, actor: str) -> Campaign:
    """Makes the campaign; it holds nothing yet. Raises CustomerGroupsError; then nothing
    changes."""
    with transaction.atomic():
        # Whoever deletes a group looks under this lock at what refers to it.
        lock_registry()
        code = new_code(given.name, given.code, Campaign.objects, noun="campaign")
        row = Campaign(code=code, created_by=actor)
        _write(row, given, actor=actor)
        _limit_to(row, given.groups)
    row.refresh_from_db()
    return row


def edit_campaign(code: str, changes: Mapping[str, Any], *, actor: str) -> Campaign:
    """Changes the named fields, all or none, of the campaign and of what it holds.
    Raises as ``create_campaign`` does."""
    for name in changes:
        if name not in EDITABLE:
            refuse(
                f"The {name} of a campaign never changes.", name, ErrorCode.IMMUTABLE
            )
    with transaction.atomic():
        lock_registry()
        row = locked_campaign(code)
        given = replace(_input_of(row), **changes)
        check_name(given.name, "campaign")
        _write(row, given, actor=actor)
        if "groups" in changes:
            CampaignGroup.objects.filter(campaign=row).delete()
            _limit_to(row, given.groups)
            spread_groups(row)
    return row


def start_campaign(code: str, *, actor: str) -> Campaign:
    """Opens the campaign now, unless it is open. Raises CustomerGroupsError for one that
    has ended."""

    def start(row: Campaign, now: datetime) -> None:
        if row.ends_at is not None and row.ends_at <= now:
            refuse(
                f"“{row.name}” has ended. Give it a later end, or none, before.",
                "ends_at",
            )
        row.status = CampaignStatus.ACTIVE.value
        row.starts_at = min(row.starts_at or now, now)

    return _change(code, start, actor=actor)


def pause_campaign(code: str, *, actor: str) -> Campaign:
    """Closes the campaign until it is started again. Raises CustomerGroupsError for a
    draft, and for one that has ended."""

    def pause(row: Campaign, now: datetime) -> None:
        match campaign_of(row).state(now):
            case CampaignState.DRAFT:
                refuse(f"“{row.name}” is a draft, and not open.", "status")
            case CampaignState.ENDED:
                refuse(f"“{row.name}” has ended, and is not open.", "status")
        row.status = CampaignStatus.PAUSED.value

    return _change(code, pause, actor=actor)


def end_campaign(code: str, *, actor: str) -> Campaign:
    """Closes the campaign now, unless it has ended. Raises CustomerGroupsError for one
    that has not started."""

    def end(row: Campaign, now: datetime) -> None:
        state = campaign_of(row).state(now)
        if state is CampaignState.ENDED:
            return
        is_draft = state is CampaignState.DRAFT
        if is_draft or row.starts_at is None or now <= row.starts_at:
            refuse(
                f"“{row.name}” has not started. Delete it, or make it a draft.",
                "status",
            )
        row.ends_at = now

    return _change(code, end, actor=actor)


def delete_campaign(code: str, *, releases: bool = False) -> None:
    """Deletes the campaign. What it holds is released where the caller agrees to that;
    else that is refused, and the refusal names it."""
    with transaction.atomic():
        lock_registry()
        row = locked_campaign(code)
        held = named_items(row)
        if held and not releases:
            refuse(
                f"“{row.name}” holds {', '.join(held)}. Take that out before, or have it"
                " released with the campaign: it stays limited to the campaign's groups.",
                "release",
                ErrorCode.IN_USE,
            )
        release_all(row)
        row.delete()


def _change(
    code: str, change: Callable[[Campaign, datetime], None], *, actor: str
) -> Campaign:
    with transaction.atomic():
        row = locked_campaign(code)
        before = (row.status, row.starts_at, row.ends_at)
        now = clock.database_now()
        change(row, now)
        if (row.status, row.starts_at, row.ends_at) != before:
            row.updated_at, row.updated_by = now, actor
            row.save()
    return row


def _write(row: Campaign, given: CampaignInput, *, actor: str) -> None:
    now = clock.database_now()
    starts_at = given.starts_at
    if given.status is not CampaignStatus.DRAFT and starts_at is None:
        starts_at = now
    _check(given, starts_at)
    row.name, row.description = given.name, given.description
    row.channels = sorted(set(given.channels))
    row.status = given.status.value
    row.starts_at, row.ends_at = starts_at, given.ends_at
    row.updated_at, row.updated_by = now, actor
    row.save()


def _check(given: CampaignInput, starts_at: datetime | None) -> None:
    if not given.groups:
        refuse(
            "A campaign is for at least one group. Name the default group for every"
            " registered customer.",
            "groups",
            ErrorCode.REQUIRED,
        )
    check_channels(given.channels)
    if starts_at and given.ends_at and starts_at >= given.ends_at:
        refuse("The campaign would end before it starts.", "ends_at")


def _limit_to(row: Campaign, codes: Collection[str]) -> None:
    CampaignGroup.objects.bulk_create(
        CampaignGroup(campaign=row, group=group) for group in usable_groups(codes)
    )


def _input_of(row: Campaign) -> CampaignInput:
    return CampaignInput(
        name=row.name,
        groups=list(row.groups.values_list("code", flat=True)),
        description=row.description,
        channels=row.channels,
        status=CampaignStatus(row.status),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
    )
