"""Belonging: which groups customers are in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from saleor_customer_groups.models import Visibility

from .queries import fetch, query


class Belonging(NamedTuple):
    """One group that a customer is in; ``since`` is unknown for some of the default
    group, which covers whoever is registered."""

    group_id: int
    code: str
    name: str
    visibility: str
    since: datetime | None

    @property
    def is_public(self) -> bool:
        return self.visibility == Visibility.PUBLIC


class Basis(StrEnum):
    """What it is by that somebody is said to be in a group."""

    CURRENT = "current"
    RECORDED = "recorded"


class Belongings(NamedTuple):
    """The groups that somebody is in, or was by the record."""

    groups: Sequence[Belonging] = ()
    basis: Basis = Basis.CURRENT

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(each.code for each in self.groups)


def belongings_at(key: str, instant: datetime, *, now: datetime) -> Belongings:
    """The customer's groups at the instant: by the record where it is past, else those
    of now, since nobody can tell those to come. One query."""
    if instant >= now:
        return Belongings(groups_of_customers([key]).get(key, ()))
    rows = fetch(query("groups_recorded"), {"key": key, "at": instant})
    return Belongings([Belonging(*row) for row in rows], Basis.RECORDED)


def groups_of_customers(keys: Sequence[str]) -> Mapping[str, Sequence[Belonging]]:
    """Groups by customer key, by name; nothing for who is in none. One query."""
    found: dict[str, list[Belonging]] = defaultdict(list)
    rows = fetch(query("groups_of_customers"), {"keys": list(keys)})
    for key, *group in rows:
        found[key].append(Belonging(*group))
    return found
