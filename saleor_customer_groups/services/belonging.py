"""Belonging: which groups customers are in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
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


def groups_of_customers(keys: Sequence[str]) -> Mapping[str, Sequence[Belonging]]:
    """Groups by customer key, by name; nothing for who is in none. One query."""
    found: dict[str, list[Belonging]] = defaultdict(list)
    rows = fetch(query("groups_of_customers"), {"keys": list(keys)})
    for key, *group in rows:
        found[key].append(Belonging(*group))
    return found
