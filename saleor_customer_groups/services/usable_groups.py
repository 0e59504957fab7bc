"""Usable groups: those that somebody names to limit or price something for."""

from __future__ import annotations

from collections.abc import Collection

from saleor_customer_groups.models import CustomerGroup

from .errors import ErrorCode
from .group_checks import refuse

#: More groups than this are a mistake; a person reads and mends no such list.
GROUPS_LIMIT = 100


def usable_groups(codes: Collection[str]) -> list[CustomerGroup]:
    """The groups of these codes, for who holds the registry's lock: none is deleted then.

    Raises CustomerGroupsError about ``groups`` for too many, unknown and archived ones.
    """
    if len(set(codes)) > GROUPS_LIMIT:
        refuse(
            f"At most {GROUPS_LIMIT} groups can be named. Make a dynamic group whose rule"
            " is “member of any” of them.",
            "groups",
            ErrorCode.TOO_MANY,
        )
    found = {each.code: each for each in CustomerGroup.objects.filter(code__in=codes)}
    for code in sorted(set(codes)):
        if code not in found:
            refuse(
                f"There is no customer group with the code “{code}”.",
                "groups",
                ErrorCode.NOT_FOUND,
            )
        if found[code].archived_at is not None:
            refuse(
                f"“{found[code].name}” is archived and has no members.",
                "groups",
                ErrorCode.ARCHIVED,
            )
    return list(found.values())
