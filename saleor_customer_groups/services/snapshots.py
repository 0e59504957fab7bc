"""Snapshots: whoever is in a group, or in a rule, at this moment as a manual group."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction

from saleor_customer_groups.engine.parser import parse_rule
from saleor_customer_groups.engine.rules import MemberOf, Rule
from saleor_customer_groups.models import Cause, CustomerGroup, GroupKind

from . import clock
from .errors import CustomerGroupsError, ErrorCode
from .groups import GroupInput, create_group
from .hierarchy import lineage
from .marks import mark_group
from .memberships import allow_large_joins, evaluate_group, keep_ranks_fresh
from .previews import select_members
from .queries import fetch, query
from .shops import get_catalogue, get_shop
from .worker import work_off_groups


def save_members(
    given: GroupInput,
    *,
    members_of: CustomerGroup | None = None,
    rule: object | None = None,
    actor: str,
) -> CustomerGroup:
    """Makes a manual group of whoever is in the group now, or whom the rule takes in now.

    All or nothing. Raises as ``create_group`` does.
    """
    if (members_of is None) is (rule is None):
        raise CustomerGroupsError(
            "Say whose members are saved: those of a group or those of a rule.",
            code=ErrorCode.INVALID,
            field="members_of",
        )
    if given.kind != GroupKind.MANUAL:
        raise CustomerGroupsError(
            "Members are saved in a manual group: leave the kind out.",
            code=ErrorCode.INVALID,
            field="kind",
        )
    wanted: Rule
    audience = given.audience
    if members_of is not None:
        wanted = MemberOf(members_of.code)
        given = replace(given, audience=members_of.audience)
        audience = members_of.audience
    else:
        wanted = parse_rule(rule, catalogue=get_catalogue(get_shop()))
    keep_ranks_fresh()
    with transaction.atomic():
        # Who it is comes first: the registry's lock is held while it is put down only.
        allow_large_joins()
        now = clock.database_now()
        found = select_members(wanted, at=now, as_of=None, audience=audience)
        fetch(query("snapshot", members=found.members), found.params)
        group = create_group(given, actor=actor)
        fetch(query("snapshot_kept"), {"group": group.pk, "actor": actor})
        fetch("DROP TABLE customer_groups_snapshot", {})
        evaluate_group(group.pk, cause=Cause.STAFF, actor=actor)
        for id_ in lineage(group.parent_id):
            mark_group(id_)
    work_off_groups()
    group.refresh_from_db()
    return group
