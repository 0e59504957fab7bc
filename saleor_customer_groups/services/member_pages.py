"""Member pages: the members of several groups, a page of each, in one statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple

from saleor_customer_groups.models import CustomerGroup

from .directory import FOUND, CustomerRef, directory, looked_up
from .paging import Page, PageRequest, Place, pages_by_key
from .queries import fetch, query

_ID: Final = "m.profile_id"


class MemberOrder(StrEnum):
    """What members are sorted by; profiles are in the order in which they came."""

    PROFILE = "profile"
    SINCE = "since"
    NAME = "name"
    EMAIL = "email"


#: Expression and type of each order; none has gaps.
_ORDERS: Final[dict[MemberOrder, tuple[str, str]]] = {
    MemberOrder.PROFILE: (_ID, "bigint"),
    MemberOrder.SINCE: ("m.joined_at", "timestamptz"),
    MemberOrder.NAME: ("coalesce(lower(d.name), '')", "text"),
    MemberOrder.EMAIL: ("coalesce(lower(d.email), '')", "text"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberQuery:
    """Which members, and in which order. ``joined_from`` and ``joined_to`` belong to the
    span; nobody in the default group joined at any time."""

    search: str = ""
    via: tuple[str, ...] = ()
    joined_from: datetime | None = None
    joined_to: datetime | None = None
    order: MemberOrder = MemberOrder.PROFILE
    is_descending: bool = False

    @property
    def params(self) -> dict[str, object]:
        return {
            "search": self.search.strip(),
            "via": list(self.via),
            "joined_from": self.joined_from,
            "joined_to": self.joined_to,
        }

    @property
    def wanted(self) -> str:
        """SQL of what has to hold."""
        parts = []
        if self.search.strip():
            parts.append(f"AND {FOUND}")
        if self.via:
            parts.append("AND m.via = ANY(%(via)s::text[])")
        if self.joined_from:
            parts.append("AND m.joined_at >= %(joined_from)s")
        if self.joined_to:
            parts.append("AND m.joined_at <= %(joined_to)s")
        return " ".join(parts)

    @property
    def needs_names(self) -> bool:
        """Whether the host's directory has to be looked at for the order."""
        return self.order in (MemberOrder.NAME, MemberOrder.EMAIL)


class GroupMember(NamedTuple):
    """A member of a group. Of the default group nobody knows since when, and ``via`` is
    empty: it is so by definition."""

    group_id: int
    customer: CustomerRef
    since: datetime | None
    via: str


def member_pages(
    groups: Sequence[CustomerGroup], wanted: MemberQuery, request: PageRequest
) -> dict[int, Page[GroupMember]]:
    """A page of each group's members, by the groups' ids. One statement, and another for
    the default group. Raises InvalidPlace."""
    pages: dict[int, Page[GroupMember]] = {}
    names = _directory(wanted, wanted.needs_names)
    for members, ids in _sources(groups):
        order = wanted.order
        if members != _ROWS and order is MemberOrder.SINCE:
            order = MemberOrder.PROFILE  # nobody knows since when
        sort, type_ = _ORDERS[order]
        text = query(
            "member_pages",
            members=members,
            directory=names,
            wanted=wanted.wanted,
            **request.fragments(
                sort, type_, id_=_ID, is_descending=wanted.is_descending
            ),
        )
        params = {**wanted.params, **request.params, "groups": ids, "default": ids[0]}
        with looked_up(names):
            rows = fetch(text, params)
        found = (
            (
                group_id,
                GroupMember(group_id, CustomerRef(profile_id, key, kind), since, via),
                Place(place, profile_id),
            )
            for group_id, profile_id, key, kind, since, via, place in rows
        )
        pages |= pages_by_key(found, ids, request)
    return pages


def member_totals(
    groups: Sequence[CustomerGroup], wanted: MemberQuery
) -> dict[int, int]:
    """How many such members each group has, by its id."""
    totals = {group.pk: 0 for group in groups}
    names = _directory(wanted, False)
    for members, ids in _sources(groups):
        text = query(
            "member_totals", members=members, directory=names, wanted=wanted.wanted
        )
        with looked_up(names):
            rows = fetch(text, {**wanted.params, "groups": ids, "default": ids[0]})
        totals |= dict(rows)
    return totals


_ROWS: Final = "customer_groups_membership"


def _sources(groups: Sequence[CustomerGroup]) -> list[tuple[str, list[int]]]:
    """SQL of where members are found, and of which groups: the default group has no
    rows, and looking for them would read every customer."""
    with_rows = [group.pk for group in groups if not group.is_default]
    default = [group.pk for group in groups if group.is_default]
    found = [(_ROWS, with_rows), (query("default_members"), default)]
    return [(members, ids) for members, ids in found if ids]


def _directory(wanted: MemberQuery, needs_names: bool) -> str:
    is_searched = bool(wanted.search.strip())
    if not (is_searched or needs_names):
        return ""
    return directory(_ID, is_searched=is_searched)
