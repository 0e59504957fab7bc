"""Hierarchy: which groups stand above and below, and what goes round in a circle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from django.db.models import F

from saleor_customer_groups.models import CustomerGroup, GroupRevision

#: Levels of parents and children, the lowest and the highest included.
MAX_DEPTH: Final = 5


def lineage(group_id: int | None) -> list[int]:
    """The group and everything above it, nearest first."""
    found: list[int] = []
    parents = dict(CustomerGroup.objects.values_list("pk", "parent_id"))
    while group_id is not None and group_id not in found:
        found.append(group_id)
        group_id = parents.get(group_id)
    return found


def height(group: CustomerGroup) -> int:
    """Levels from the group down to its lowest descendant, itself included."""
    if not group.pk:
        return 1
    children: dict[int, list[int]] = {}
    for pk, parent in CustomerGroup.objects.values_list("pk", "parent_id"):
        if parent is not None:
            children.setdefault(parent, []).append(pk)
    level, height = [group.pk], 0
    while level and height <= MAX_DEPTH:
        height += 1
        level = [child for pk in level for child in children.get(pk, [])]
    return height


def find_circle(code: str, referenced: Iterable[str]) -> list[str]:
    """Codes on a way from the group back to itself, were its rule to name these.

    Over rule references and parent edges together; empty where there is none.
    """
    edges: dict[str, set[str]] = {}
    for name, groups in GroupRevision.objects.filter(
        number=F("group__revision")
    ).values_list("group__code", "groups"):
        edges.setdefault(name, set()).update(groups)
    for name, parent in CustomerGroup.objects.exclude(parent=None).values_list(
        "code", "parent__code"
    ):
        edges.setdefault(parent, set()).add(name)
    edges[code] = set(referenced)
    return _path_back(code, edges)


def _path_back(code: str, edges: Mapping[str, set[str]]) -> list[str]:
    """A way from the group back to itself, or nothing."""
    paths = [[code]]
    seen: set[str] = set()
    while paths:
        path = paths.pop()
        for following in sorted(edges.get(path[-1], ())):
            if following == code:
                return [*path, code]
            if following not in seen:
                seen.add(following)
                paths.append([*path, following])
    return []
