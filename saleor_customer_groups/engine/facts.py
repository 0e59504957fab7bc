"""Fact: one thing that is known about a customer, and where its value lives.

Its ``column`` and ``relation`` are the only identifiers that a rule ever brings to SQL.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from .operators import FactType
from .rules import TargetKind

ATTRIBUTE_PREFIX: Final = "attribute:"


#: A choice of its own: nobody has said yes or no.
UNKNOWN_CHOICE: Final = "unknown"


class Relation(StrEnum):
    """Where a fact's value lives. Each is keyed by profile."""

    PROFILE = "profile_facts"  # one row per profile
    ORDERS = "order_facts"  # one row per profile and channel
    VALUES = "value_facts"  # one row per profile, channel and currency
    RANKS = "rank_snapshot"  # one row per ranked profile
    ATTRIBUTES = "attribute_fact"  # one row per profile, key and position
    LINES = "line_record"  # history: what was bought
    ACTIVITY = "activity_day"  # history: views, searches, carts, wishlists per day
    VOUCHERS = "order_record"  # history: codes used on orders


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing that is known about a customer.

    ``is_zero_when_absent`` facts are always known: who has none has 0.
    ``is_dated`` facts can be recomputed as of a past instant; others are as known today.
    """

    name: str
    type: FactType
    label: str
    help: str
    example: str
    origin: str
    relation: Relation
    column: str
    is_zero_when_absent: bool = False
    takes_within: bool = False
    takes_channel: bool = False
    targets: tuple[TargetKind, ...] = ()
    is_dated: bool = False
    is_self_declared: bool = False
    choices: tuple[str, ...] = ()

    @property
    def is_always_known(self) -> bool:
        return self.is_zero_when_absent or self.type is FactType.TEXT_SET
