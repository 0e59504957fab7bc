"""Restriction: for which groups a voucher or promotion is, and what that means for one
customer."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from .campaigns import Campaign, Closure


class Refusal(StrEnum):
    """Why something is not for a customer."""

    GROUPS_UNKNOWN = "groups_unknown"
    CAMPAIGN_CLOSED = "campaign_closed"
    EXCLUDED = "excluded"
    NOT_A_MEMBER = "not_a_member"


class Decision(NamedTuple):
    """Whether something is for a customer; ``groups`` decided it, by code in order.

    Of a refusal they are those the customer is excluded by, or would have to be in.
    ``closure`` says why the campaign is closed, where it is that.
    """

    refusal: Refusal | None
    groups: tuple[str, ...] = ()
    closure: Closure | None = None

    @property
    def is_allowed(self) -> bool:
        return self.refusal is None


@dataclass(frozen=True, slots=True)
class Restriction:
    """For members of any of ``groups``, and of none of ``excluded_groups``; codes.

    Where ``groups`` is empty, for whoever is not excluded: guests too, who are in no
    group. What a campaign holds is for nobody where and while that is closed. A
    restriction to nothing at all is refused: ValueError.
    """

    groups: frozenset[str]
    excluded_groups: frozenset[str] = frozenset()
    campaign: Campaign | None = None

    def __post_init__(self) -> None:
        if not self.groups and not self.excluded_groups:
            raise ValueError("A restriction names at least one group.")
        if both := self.groups & self.excluded_groups:
            raise ValueError(
                f"{', '.join(sorted(both))}: a group is either allowed or excluded."
            )

    def decide(
        self, memberships: Set[str] | None, channel: str, at: datetime
    ) -> Decision:
        """The answer for somebody in these groups there and then; a guest is in none.

        None says that nobody could tell the groups: then it is for nobody.
        """
        if memberships is None:
            return Decision(Refusal.GROUPS_UNKNOWN)
        if self.campaign is not None:
            closure = self.campaign.closure(channel, at)
            if closure is not None:
                return Decision(Refusal.CAMPAIGN_CLOSED, closure=closure)
        if excluding := self.excluded_groups & memberships:
            return Decision(Refusal.EXCLUDED, tuple(sorted(excluding)))
        if not self.groups:
            return Decision(None)
        if allowing := self.groups & memberships:
            return Decision(None, tuple(sorted(allowing)))
        return Decision(Refusal.NOT_A_MEMBER, tuple(sorted(self.groups)))
