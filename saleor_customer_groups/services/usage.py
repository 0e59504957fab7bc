"""Usage: what refers to a group, and so keeps it from being deleted or feels its change."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from django.db.models import F, Q

from saleor_customer_groups.models import CustomerGroup, GroupRevision


class UserKind(StrEnum):
    CHILD = "child"
    RULE = "rule"


class GroupUser(NamedTuple):
    """Something that refers to a group: a child of it, or a group whose rule names it."""

    kind: UserKind
    group: CustomerGroup

    @property
    def sentence(self) -> str:
        """What it is, as it stands in a sentence."""
        if self.kind is UserKind.CHILD:
            return f"its child group “{self.group.name}”"
        return f"the rule of “{self.group.name}”"


def users_of(groups: Sequence[CustomerGroup]) -> dict[int, list[GroupUser]]:
    """What refers to each of the groups, by name; in two statements."""
    found: dict[int, list[GroupUser]] = {group.pk: [] for group in groups}
    children = CustomerGroup.objects.filter(parent__in=found).order_by("name", "pk")
    for child in children:
        assert child.parent_id is not None
        found[child.parent_id].append(GroupUser(UserKind.CHILD, child))
    by_code = {group.code: group.pk for group in groups}
    revisions = (
        GroupRevision.objects.filter(
            Q(groups__overlap=list(by_code)),
            number=F("group__revision"),
            group__archived_at=None,
        )
        .select_related("group")
        .order_by("group__name", "group__pk")
    )
    for revision in revisions:
        for code in revision.groups:
            if code in by_code:
                user = GroupUser(UserKind.RULE, revision.group)
                found[by_code[code]].append(user)
    return found
