"""Assignments: putting customers into manual groups and taking them out."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from saleor_customer_groups.models import Cause, CustomerGroup, GroupKind

from . import clock
from .errors import CustomerGroupsError, ErrorCode
from .groups import get_group
from .locks import lock_groups_shared, lock_profiles, lock_registry_shared
from .memberships import MembershipDiff, write_manual
from .profiles import find_profiles
from .queries import fetch
from .registry import get_registry
from .shops import get_shop


def add_members(
    code: str, keys: Sequence[str], *, actor: str, cause: Cause = Cause.STAFF
) -> MembershipDiff:
    """Puts the customers into the group, all or none; whoever is in stays in.

    Raises CustomerGroupsError for a group that takes nobody by hand and for unknown
    customers. A staff account becomes a shopper by it, as soon as marks are worked off.
    """
    return _assign(
        "INSERT INTO customer_groups_assignment (group_id, profile_id, assigned_by)"
        " SELECT %(group)s, id, %(actor)s FROM unnest(%(profiles)s::bigint[]) AS id"
        " ON CONFLICT (group_id, profile_id) DO NOTHING",
        code,
        keys,
        actor=actor,
        cause=cause,
    )


def remove_members(
    code: str, keys: Sequence[str], *, actor: str, cause: Cause = Cause.STAFF
) -> MembershipDiff:
    """Takes the customers out, all or none; who is in a child group stays a member."""
    return _assign(
        "DELETE FROM customer_groups_assignment"
        " WHERE group_id = %(group)s AND profile_id = ANY(%(profiles)s::bigint[])",
        code,
        keys,
        actor=actor,
        cause=cause,
    )


def _assign(
    sql: str, code: str, keys: Sequence[str], *, actor: str, cause: Cause
) -> MembershipDiff:
    with transaction.atomic():
        lock_registry_shared()
        group = get_group(code)
        check_by_hand(group)
        registry = get_registry(get_shop())
        lock_groups_shared([each.id for each in registry.manual])
        profile_ids = sorted(find_profiles(keys))
        lock_profiles(profile_ids)
        now = clock.database_now()
        params = {"group": group.pk, "profiles": profile_ids, "actor": actor}
        fetch(sql, params)
        fetch(
            "INSERT INTO customer_groups_mark (profile_id)"
            " SELECT profile_id FROM customer_groups_profile_facts"
            " WHERE is_staff AND profile_id = ANY(%(profiles)s::bigint[])",
            params,
        )
        found = write_manual(
            profile_ids,
            registry.manual,
            registry=registry,
            now=now,
            cause=cause,
            actor=actor,
        )
        return found.get(group.pk, MembershipDiff(group.pk, 0, 0))


def check_by_hand(group: CustomerGroup) -> None:
    """Raises CustomerGroupsError for a group that takes nobody by hand."""
    reason = ""
    if group.kind != GroupKind.MANUAL:
        reason = "is dynamic: its rule alone decides who belongs to it"
    elif group.is_default:
        reason = "is the default group: every registered customer belongs to it"
    elif group.archived_at is not None:
        reason = "is archived"
    if reason:
        raise CustomerGroupsError(
            f"“{group.name}” {reason}.", code=ErrorCode.INVALID, field="group"
        )
