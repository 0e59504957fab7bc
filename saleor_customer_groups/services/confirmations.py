"""Confirmations: a rule change that moves many is made by whoever knows how many."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from saleor_customer_groups.engine.parser import dump_rule
from saleor_customer_groups.models import CustomerGroup, GroupKind

from .errors import CustomerGroupsError, ErrorCode
from .previews import preview
from .revisions import read_rule
from .shops import get_catalogue, get_shop

#: A change that moves more than this share of a group's members is asked about.
CONFIRMED_SHARE: Final = 0.1

#: A shop does not stand still: a confirmation covers so much more than it names.
_TOLERANCE: Final = 0.01


class Movement(NamedTuple):
    """How many would join a group and how many would leave it."""

    joins: int
    leaves: int

    def covers(self, other: Movement) -> bool:
        """Whether whoever agreed to this has agreed to the other."""
        return all(
            count <= agreed + agreed * _TOLERANCE
            for agreed, count in zip(self, other, strict=True)
        )


class ConfirmationRequired(CustomerGroupsError):  # noqa: N818 - it is asked, not wrong
    """The change moves many, and nobody has agreed to these numbers yet."""

    def __init__(self, group: CustomerGroup, movement: Movement, members: int) -> None:
        super().__init__(
            f"“{group.name}” has {members:,} members; {movement.joins:,} would join and"
            f" {movement.leaves:,} would leave. Confirm these two numbers.",
            code=ErrorCode.CONFIRMATION_REQUIRED,
            field="confirm",
        )
        self.movement = movement


def check_confirmed(
    group: CustomerGroup, changes: Mapping[str, Any], *, confirmed: Movement | None
) -> None:
    """Returns where the edit moves few members, or as many as were agreed to.

    Raises ConfirmationRequired with the numbers as they are now; as ``edit_group`` for
    a rule that cannot be.
    """
    changes_members = "rule" in changes or "audience" in changes
    if group.kind != GroupKind.DYNAMIC or group.archived_at or not changes_members:
        return
    document = group.revisions.get(number=group.revision).rule
    audience = changes.get("audience", group.audience)
    rule = read_rule(
        changes.get("rule", document), get_catalogue(get_shop()), group.code
    )
    if rule is None or (dump_rule(rule) == document and audience == group.audience):
        return
    found = preview(rule, group_id=group.pk, audience=audience)
    movement = Movement(found.joins, found.leaves)
    members = found.count - found.joins + found.leaves
    is_small = sum(movement) <= members * CONFIRMED_SHARE
    if not is_small and not (confirmed and confirmed.covers(movement)):
        raise ConfirmationRequired(group, movement, members)
