"""Linked groups: the groups that something is for, for many of it at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from saleor_customer_groups.models import CustomerGroup


def linked_groups(
    links: QuerySet[Any], owner: str, ids: Collection[int]
) -> Mapping[int, Sequence[CustomerGroup]]:
    """Groups by the id of what they are linked to, its ``owner`` column, by name. One
    statement."""
    found: dict[int, list[CustomerGroup]] = {id_: [] for id_ in ids}
    rows = links.filter(**{f"{owner}__in": ids}).select_related("group")
    for row in rows.order_by("group__name", "group_id"):
        found[getattr(row, owner)].append(row.group)
    return found
