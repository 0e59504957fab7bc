"""Ledger: reads the record of who joined or left which group, when and why."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from saleor_customer_groups.models import CustomerGroup, DeletedGroup, Profile

from .queries import fetch, query


class LedgerEntry(NamedTuple):
    """One change of one membership. ``revision`` is the rule's, 0 without a rule."""

    at: datetime
    customer: str
    group: str
    change: str
    cause: str
    revision: int
    actor: str


def customer_history(profile: Profile, *, limit: int = 1000) -> list[LedgerEntry]:
    """The customer's changes, latest first; uses the index on (profile, at)."""
    return _entries("e.profile_id = %(id)s", profile.pk, limit)


def group_history(
    group: CustomerGroup | DeletedGroup, *, limit: int = 1000
) -> list[LedgerEntry]:
    """The group's changes, latest first; uses the index on (group, at)."""
    return _entries("e.group_id = %(id)s", group.pk, limit)


def _entries(where: str, id_: int, limit: int) -> list[LedgerEntry]:
    rows = fetch(query("ledger", where=where), {"id": id_, "limit": limit})
    return [LedgerEntry(*row) for row in rows]


class GroupFlow(NamedTuple):
    """How many joined and left a group since an instant."""

    group_id: int
    joined: int
    left: int


def flows_since(instant: datetime) -> dict[int, GroupFlow]:
    """Joined and left per group since the instant, by the ledger."""
    rows = fetch(
        "SELECT group_id, count(*) FILTER (WHERE change = 'joined'),"
        " count(*) FILTER (WHERE change = 'left')"
        " FROM customer_groups_membership_event WHERE at >= %(instant)s"
        " GROUP BY group_id",
        {"instant": instant},
    )
    return {row[0]: GroupFlow(*row) for row in rows}
