"""Explanations: why a customer is in a group or not, and what would change it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from saleor_customer_groups.engine.english import ENGLISH
from saleor_customer_groups.engine.explanation import Explanation, explain
from saleor_customer_groups.engine.language import Ground, Language
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


def explain_membership(
    profile: Profile, group: CustomerGroup, language: Language = ENGLISH
) -> MembershipExplanation:
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
    outside = _outside(entry, loaded, language)
    if outside:
        # A frozen group keeps whom it had; otherwise no row is left.
        is_kept = bool(entry.problems) and row is not None
        return MembershipExplanation(is_kept, since, outside, None)
    facts = loaded[0].facts
    if entry.rule is not None:
        detail = explain(entry.rule, facts, moment=moment, language=language)
        return MembershipExplanation(detail.holds, since, detail.summary(), detail)
    if entry.is_default:
        is_member = bool(facts.personal["is_registered"])
        ground = Ground.DEFAULT if is_member else Ground.NOT_REGISTERED
        reason = language.ground(ground)
        return MembershipExplanation(is_member, None, reason, None)
    reason = _by_hand(row, registry, language)
    return MembershipExplanation(row is not None, since, reason, None)


def _outside(
    entry: GroupEntry, loaded: Sequence[LoadedCustomer], language: Language
) -> str:
    if entry.is_archived:
        return language.ground(Ground.ARCHIVED)
    if entry.problems:
        return language.ground(Ground.FROZEN, problem=entry.refusal(language))
    if not loaded:
        return language.ground(Ground.INACTIVE)
    if loaded[0].kind not in entry.kinds:
        audience = language.audiences[entry.audience]
        return language.ground(Ground.OTHER_AUDIENCE, audience=audience)
    return ""


def _by_hand(row: Membership | None, registry: Registry, language: Language) -> str:
    if row is None:
        return language.ground(Ground.NOT_PUT_IN)
    if row.via == Via.CHILD:
        return language.in_children(_put_below(row, registry))
    assignment = Assignment.objects.get(
        group_id=row.group_id, profile_id=row.profile_id
    )
    day = language.day(registry.moment(assignment.assigned_at).today)
    return language.ground(Ground.PUT_IN, actor=assignment.assigned_by, day=day)


def _put_below(row: Membership, registry: Registry) -> list[str]:
    """The names of the groups below, at any depth, that the customer was put into; none
    where he was taken out of them and this group's mark is not worked off yet."""
    assigned = Assignment.objects.filter(profile_id=row.profile_id)
    return [
        name
        for group_id, name in assigned.order_by("group__name").values_list(
            "group_id", "group__name"
        )
        if row.group_id in _reached(group_id, registry)
    ]


def _reached(group_id: int, registry: Registry) -> list[int]:
    """The group and what its members are members of by it: up to an archived one."""
    found: list[int] = []
    above: int | None = group_id
    while above is not None and not registry.groups[above].is_archived:
        found.append(above)
        above = registry.groups[above].parent_id
    return found
