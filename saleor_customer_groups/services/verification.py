"""Verification: proves memberships against the rules, in one snapshot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import connections, transaction

from saleor_customer_groups.engine.flips import render_sweeps, sweeps
from saleor_customer_groups.models import CustomerGroup

from . import clock
from .marks import pending_count
from .memberships import allow_large_joins, select_group_members
from .queries import fetch, query, writer
from .registry import GroupEntry, Registry, get_registry
from .shops import get_shop


class GroupVerification(NamedTuple):
    code: str
    differences: int
    is_frozen: bool
    is_evaluated: bool
    evaluated_through: datetime | None


class Verification(NamedTuple):
    """``differences`` must be 0: memberships that the rules do not explain and that no
    pending mark is about. ``pending`` counts marks that are due or failed, and groups
    whose rule has not been evaluated yet. ``frozen`` groups name what no longer exists."""

    differences: int
    pending: int
    frozen: int
    groups: tuple[GroupVerification, ...]


def verify(
    codes: Sequence[str] = (), *, before_each: Callable[[], None] = lambda: None
) -> Verification:
    """Compares every group (or the ones named) with its rule, each at the instant that
    it is exact through. Reads one REPEATABLE READ snapshot (or the caller's
    transaction, where there is one) and writes nothing. ``before_each`` group somebody
    may give up, by raising."""
    is_outermost = not connections[writer()].in_atomic_block
    with transaction.atomic():
        if is_outermost:
            fetch("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY", {})
        now = clock.database_now()
        registry = get_registry(get_shop())
        allow_large_joins()
        states = CustomerGroup.objects.in_bulk()
        found = []
        for group in registry.groups.values():
            if not codes or group.code in codes:
                before_each()
                found.append(_verify_group(group, states[group.id], registry, now))
        waiting = sum(not each.is_evaluated for each in found)
        pending = pending_count(now=now) + waiting
    return Verification(
        differences=sum(each.differences for each in found),
        pending=pending,
        frozen=sum(each.is_frozen for each in found),
        groups=tuple(found),
    )


def _verify_group(
    group: GroupEntry, state: CustomerGroup, registry: Registry, now: datetime
) -> GroupVerification:
    through = state.evaluated_through
    is_frozen = bool(group.problems) and not group.is_archived
    differences = 0
    is_evaluated = is_frozen or state.evaluated_revision == group.revision
    if is_evaluated and not is_frozen:
        suspects = _mismatches(group, registry, through or now, now, None)
        if suspects:
            # Events are judged when they happen, which is after the last tick: whoever
            # is right at the present instant is ahead of it, not wrong.
            suspects = _mismatches(group, registry, now, now, suspects)
        if suspects and through is not None:
            # Nor is whoever flipped since the last tick: the next one looks at them.
            suspects = sorted(set(suspects) - _flipped(group, registry, through, now))
        differences = len(suspects)
    return GroupVerification(
        code=group.code,
        differences=differences,
        is_frozen=is_frozen,
        is_evaluated=is_evaluated,
        evaluated_through=through,
    )


def _mismatches(
    group: GroupEntry,
    registry: Registry,
    at: datetime,
    now: datetime,
    among: list[int] | None,
) -> list[int]:
    fresh = select_group_members(group, registry, at)
    rows = fetch(
        query("mismatches", fresh=fresh.sql),
        {**fresh.params, "group": group.id, "now": now, "among": among},
    )
    return [row[0] for row in rows]


def _flipped(
    group: GroupEntry, registry: Registry, through: datetime, now: datetime
) -> set[int]:
    if group.rule is None or through >= now:
        return set()
    found = sweeps(group.rule, registry.compiler(now), since=registry.moment(through))
    statement = render_sweeps({sweep: [group.id] for sweep in found})
    if statement is None:
        return set()
    return {row[0] for row in fetch(statement.sql, statement.params)}
