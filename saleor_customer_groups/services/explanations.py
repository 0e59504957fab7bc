"""Explanations: why a customer is in a group or not, and what would change it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from saleor_customer_groups.engine.explanation import Explanation, explain
from saleor_customer_groups.models import (
    Assignment,
    CustomerGroup,
    Membership,
    Profile,
    Via,
)

from . import clock
from .customers import LoadedCustomer, load_customers
from .registry import GroupEntry, Registry, get_registry
from .shops import get_shop


class MembershipExplanation(NamedTuple):
    """Whether and why a customer belongs. ``detail`` is there for a rule's answer."""

    is_member: bool
    since: datetime | None
    reason: str
    detail: Explanation | None


def explain_membership(profile: Profile, group: CustomerGroup) -> MembershipExplanation:
    """Why the customer is in the group or not, at the present instant."""
    registry = get_registry(get_shop())
    entry = registry.groups[group.pk]
    row = Membership.objects.filter(group=group, profile=profile).first()
    since = row.joined_at if row else None
    moment = registry.moment(clock.database_now())
    loaded = load_customers(
        [profile.pk],
        asked=entry.asked,
        registry=registry,
        moment=moment,
    )
    outside = _outside(entry, loaded)
    if outside:
        # A frozen group keeps whom it had; otherwise no row is left.
        is_kept = bool(entry.problem) and row is not None
        return MembershipExplanation(is_kept, since, outside, None)
    facts = loaded[0].facts
    if entry.rule is not None:
        detail = explain(entry.rule, facts, moment=moment)
        return MembershipExplanation(detail.holds, since, detail.summary(), detail)
    if entry.is_default:
        is_member = bool(facts.personal["is_registered"])
        reason = (
            "In, because the default group covers every registered customer."
            if is_member
            else "Not in: the default group covers registered customers only."
        )
        return MembershipExplanation(is_member, None, reason, None)
    return MembershipExplanation(row is not None, since, _by_hand(row, registry), None)


def _outside(entry: GroupEntry, loaded: Sequence[LoadedCustomer]) -> str:
    if entry.is_archived:
        return "Not in: the group is archived and has no members."
    if entry.problem:
        return f"The group is frozen: {entry.problem}"
    if not loaded:
        return "Not in: the account is not active."
    if loaded[0].kind not in entry.kinds:
        return f"Not in: the group is for {entry.audience} only."
    return ""


def _by_hand(row: Membership | None, registry: Registry) -> str:
    if row is None:
        return "Not in: nobody put the customer into this group."
    if row.via == Via.CHILD:
        return f"In, because the customer is in {_put_below(row, registry)}."
    assignment = Assignment.objects.get(
        group_id=row.group_id, profile_id=row.profile_id
    )
    day = registry.moment(assignment.assigned_at).today
    return f"In, because {assignment.assigned_by} put the customer in on {day}."


def _put_below(row: Membership, registry: Registry) -> str:
    """The groups below, at any depth, that the customer was put into."""
    assigned = Assignment.objects.filter(profile_id=row.profile_id)
    names = [
        f"“{name}”"
        for group_id, name in assigned.order_by("group__name").values_list(
            "group_id", "group__name"
        )
        if row.group_id in _reached(group_id, registry)
    ]
    if not names:  # taken out of it, and the mark on this group is not worked off yet
        return "a child group"
    return f"the child group{'s' * (len(names) > 1)} {', '.join(names)}"


def _reached(group_id: int, registry: Registry) -> list[int]:
    """The group and what its members are members of by it: up to an archived one."""
    found: list[int] = []
    above: int | None = group_id
    while above is not None and not registry.groups[above].is_archived:
        found.append(above)
        above = registry.groups[above].parent_id
    return found
