"""When and where a campaign is open, and what that means for what it holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saleor_customer_groups.engine.campaigns import (
    Campaign,
    CampaignState,
    CampaignStatus,
    Closure,
)
from saleor_customer_groups.engine.price_lists import Hindrance, hindrance
from saleor_customer_groups.engine.price_sentences import hindrance_sentence
from saleor_customer_groups.engine.restrictions import Decision, Refusal, Restriction

from .prices import NOW, VIP, market, price_list

TICK = timedelta(microseconds=1)
SPRING = Campaign(
    code="spring",
    name="Spring",
    channels=frozenset({"web", "app"}),
    starts_at=NOW,
    ends_at=NOW + timedelta(days=7),
)


@pytest.mark.parametrize(
    ("changes", "at", "state", "closure"),
    [
        ({}, NOW - TICK, CampaignState.SCHEDULED, Closure.NOT_STARTED),
        ({}, NOW, CampaignState.RUNNING, None),
        ({}, NOW + timedelta(7) - TICK, CampaignState.RUNNING, None),
        ({}, NOW + timedelta(7), CampaignState.ENDED, Closure.ENDED),
        ({"starts_at": None}, NOW - TICK, CampaignState.RUNNING, None),
        ({"ends_at": None}, NOW + timedelta(9999), CampaignState.RUNNING, None),
        ({"status": "draft"}, NOW, CampaignState.DRAFT, Closure.NOT_ACTIVE),
        (
            {"status": "draft"},
            NOW + timedelta(7),
            CampaignState.DRAFT,
            Closure.NOT_ACTIVE,
        ),
        ({"status": "paused"}, NOW, CampaignState.PAUSED, Closure.NOT_ACTIVE),
        ({"status": "paused"}, NOW + timedelta(7), CampaignState.ENDED, Closure.ENDED),
        ({"channels": frozenset()}, NOW, CampaignState.RUNNING, None),
        (
            {"channels": frozenset({"b2b"})},
            NOW,
            CampaignState.RUNNING,
            Closure.OTHER_CHANNELS,
        ),
    ],
)
def test_closure(
    changes: dict[str, object],
    at: datetime,
    state: CampaignState,
    closure: Closure | None,
) -> None:
    if "status" in changes:
        changes = {**changes, "status": CampaignStatus(str(changes["status"]))}
    campaign = replace(SPRING, **changes)  # type: ignore[arg-type]
    assert (campaign.state(at), campaign.closure("web", at)) == (state, closure)


MOMENTS = st.sampled_from([None, NOW - TICK, NOW, NOW + TICK])


@given(MOMENTS, MOMENTS, st.sampled_from(CampaignStatus), st.sampled_from(["web", "x"]))
def test_closure__any_campaign__open_exactly_while_active_in_the_half_open_window(
    starts_at: datetime | None,
    ends_at: datetime | None,
    status: CampaignStatus,
    channel: str,
) -> None:
    campaign = replace(SPRING, starts_at=starts_at, ends_at=ends_at, status=status)
    for at in (NOW - TICK, NOW, NOW + TICK):
        has_begun = starts_at is None or starts_at <= at
        is_over = ends_at is not None and ends_at <= at
        is_open = (
            status is CampaignStatus.ACTIVE
            and has_begun
            and not is_over
            and channel in campaign.channels
        )
        assert (campaign.closure(channel, at) is None) is is_open


def test_decide__held__for_members_while_it_is_open_and_else_for_nobody() -> None:
    held = Restriction(VIP, campaign=SPRING)
    assert held.decide(VIP, "web", NOW) == Decision(None, ("vip",))
    assert held.decide(frozenset(), "web", NOW).refusal is Refusal.NOT_A_MEMBER
    for channel, at, closure in (
        ("web", NOW - TICK, Closure.NOT_STARTED),
        ("web", NOW + timedelta(7), Closure.ENDED),
        ("b2b", NOW, Closure.OTHER_CHANNELS),
    ):
        for memberships in (VIP, frozenset()):
            found = held.decide(memberships, channel, at)
            assert found == Decision(Refusal.CAMPAIGN_CLOSED, closure=closure)
    assert held.decide(None, "web", NOW).refusal is Refusal.GROUPS_UNKNOWN


@pytest.mark.parametrize(
    ("at", "changes", "said"),
    [
        (NOW - TICK, {}, "“Spring” starts 2026-03-01 12:00 UTC."),
        (NOW + timedelta(7), {}, "“Spring” ended 2026-03-08 12:00 UTC."),
        (NOW, {"status": CampaignStatus.DRAFT}, "“Spring” is a draft."),
        (NOW, {"status": CampaignStatus.PAUSED}, "“Spring” is paused."),
        (
            NOW,
            {"channels": frozenset({"pos", "b2b"})},
            "“Spring” is for other channels: b2b, pos.",
        ),
    ],
)
def test_hindrance__held_by_a_closed_campaign__is_said(
    at: datetime, changes: dict[str, object], said: str
) -> None:
    held = price_list(campaign=replace(SPRING, **changes))  # type: ignore[arg-type]
    where = market(at=at)
    found = hindrance(held, VIP, where)
    assert found is Hindrance.CAMPAIGN_CLOSED
    sentence = hindrance_sentence(held, found, where)
    assert sentence == f"“List 1” is in a campaign: {said}"


def test_hindrance__held_by_an_open_campaign__none() -> None:
    assert hindrance(price_list(campaign=SPRING), VIP, market()) is None
