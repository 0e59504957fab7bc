"""Ledger pages: the record of several groups or customers, a page of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from .directory import CustomerRef
from .paging import Page, PageRequest, Place, pages_by_key
from .queries import fetch, query

#: Whose changes: those of groups, or those of profiles.
Owner: TypeAlias = Literal["group", "profile"]

_COLUMNS: Final[dict[Owner, str]] = {"group": "e.group_id", "profile": "e.profile_id"}


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerQuery:
    """Which changes, latest first. ``since`` and ``until`` belong to the span."""

    changes: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None

    @property
    def params(self) -> dict[str, object]:
        return {
            "changes": list(self.changes),
            "causes": list(self.causes),
            "since": self.since,
            "until": self.until,
        }

    @property
    def wanted(self) -> str:
        parts = []
        if self.changes:
            parts.append("AND e.change = ANY(%(changes)s::text[])")
        if self.causes:
            parts.append("AND e.cause = ANY(%(causes)s::text[])")
        if self.since:
            parts.append("AND e.at >= %(since)s")
        if self.until:
            parts.append("AND e.at <= %(until)s")
        return " ".join(parts)


class MembershipChange(NamedTuple):
    """One entry of the record. ``revision`` is the rule's, 0 without a rule."""

    id: int
    at: datetime
    group_id: int
    customer: CustomerRef
    change: str
    cause: str
    revision: int
    actor: str


def ledger_pages(
    owner: Owner, ids: Sequence[int], wanted: LedgerQuery, request: PageRequest
) -> dict[int, Page[MembershipChange]]:
    """A page of the changes of each group, or of each profile, by its id. Raises
    InvalidPlace."""
    rows = fetch(
        query(
            "ledger_pages",
            owner=_COLUMNS[owner],
            wanted=wanted.wanted,
            **request.fragments("e.at", "timestamptz", id_="e.id", is_descending=True),
        ),
        {**wanted.params, **request.params, "owners": list(ids)},
    )
    return pages_by_key((_read(row) for row in rows), ids, request)


def ledger_totals(
    owner: Owner, ids: Sequence[int], wanted: LedgerQuery
) -> dict[int, int]:
    """How many such changes each group, or each profile, has."""
    rows = fetch(
        query("ledger_totals", owner=_COLUMNS[owner], wanted=wanted.wanted),
        {**wanted.params, "owners": list(ids)},
    )
    found = dict(rows)
    return {id_: found.get(id_, 0) for id_ in ids}


def _read(row: Sequence[Any]) -> tuple[int, MembershipChange, Place]:
    owner, id_, at, group_id, profile_id, key, kind, *what, place = row
    customer = CustomerRef(profile_id, key, kind)
    return (
        owner,
        MembershipChange(id_, at, group_id, customer, *what),
        Place(place, id_),
    )
