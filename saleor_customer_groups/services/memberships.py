"""Memberships: the only writer of membership rows and of the ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from django.db import transaction

from saleor_customer_groups.engine.evaluator import matches
from saleor_customer_groups.engine.sql import Statement, render
from saleor_customer_groups.models import Cause, CustomerGroup

from . import clock
from .customers import load_customers
from .locks import lock_group
from .marks import drop_marks_of
from .queries import fetch, query
from .ranks import refresh_ranks
from .registry import GroupEntry, Registry, get_registry
from .shops import get_shop

#: Up to so many profiles the Python evaluator answers faster than planning the SQL of
#: every group (measured: 200 rules take 2 ms a profile, their SQL 60 ms to plan).
EVALUATED_IN_PYTHON: Final = 50

#: Enough for the hash tables of a million profiles; given back with the transaction.
_WORK_MEMORY: Final = "128MB"


#: Nothing is written where nothing is new. A group may be exact through a later instant
#: than it says, never an earlier one: the next tick looks at the time in between again.
_SETTLED: Final = """
UPDATE customer_groups_customer_group SET evaluated_through = %(now)s,
  evaluated_revision = %(revision)s, invalid_reason = '', invalid_since = NULL
WHERE id = %(group)s AND (evaluated_through IS NULL
  OR evaluated_through < %(now)s - interval '1 minute'
  OR evaluated_revision <> %(revision)s OR invalid_since IS NOT NULL)
"""


class MembershipDiff(NamedTuple):
    """How many joined and left a group."""

    group_id: int
    joined: int
    left: int


def allow_large_joins() -> None:
    """Memory for hash joins, for this transaction. JIT costs more than it brings."""
    fetch(
        "SELECT set_config('work_mem', %(memory)s, true),"
        " set_config('jit', 'off', true)",
        {"memory": _WORK_MEMORY},
    )


def evaluate_group(
    group_id: int, *, cause: Cause | None = None, actor: str = ""
) -> MembershipDiff:
    """Moves the whole group to what its rule, or its assignments, say now.

    Published at once: readers see the old members or the new. Frozen where the rule
    names what no longer exists; the group then says why.
    """
    keep_ranks_fresh(group_id)
    with transaction.atomic():
        lock_group(group_id)
        allow_large_joins()
        now = clock.database_now()
        drop_marks_of(group_id, now=now)
        shop = get_shop()
        registry = get_registry(shop)
        group = registry.groups[group_id]
        if _freeze_if_broken(group, now):
            return MembershipDiff(group_id, 0, 0)
        found = write_members(
            select_group_members(group, registry, now),
            groups=[group],
            registry=registry,
            now=now,
            cause=cause,
            actor=actor,
        )
        fetch(_SETTLED, {"group": group_id, "revision": group.revision, "now": now})
    return found.get(group_id, MembershipDiff(group_id, 0, 0))


def keep_ranks_fresh(group_id: int | None = None) -> None:
    """Today's ranks, where the group reads them, or any does: in a transaction of their
    own and before any lock, so that nobody waits for the shop's row meanwhile."""
    registry = get_registry(get_shop())
    readers = (group for group in registry.dynamic if "rank" in group.facts)
    if any(group_id in (None, group.id) for group in readers):
        with transaction.atomic():
            refresh_ranks(now=clock.database_now())


def _freeze_if_broken(group: GroupEntry, now: datetime) -> bool:
    if not group.problems or group.is_archived:
        return False
    CustomerGroup.objects.filter(pk=group.id, invalid_since=None).update(
        invalid_since=now
    )
    CustomerGroup.objects.filter(pk=group.id).update(invalid_reason=group.refusal())
    return True


def select_group_members(
    group: GroupEntry, registry: Registry, now: datetime
) -> Statement:
    if group.is_archived or group.is_default:
        return _nobody()
    if not group.is_dynamic:
        return Statement(
            query("manual_members"), {"groups": [group.id], "profiles": None}
        )
    return _dynamic_select([group], registry, now, is_limited=False)


def _nobody() -> Statement:
    return Statement(
        "SELECT NULL::bigint AS group_id, NULL::bigint AS profile_id,"
        " NULL::text AS via WHERE FALSE",
        {},
    )


def _dynamic_select(
    groups: Sequence[GroupEntry],
    registry: Registry,
    now: datetime,
    *,
    is_limited: bool,
) -> Statement:
    """Members of all the groups by their rules, in one SELECT."""
    compiler = registry.compiler(now)
    texts: list[str] = []
    params: dict[str, object] = {}
    for group in groups:
        assert group.rule is not None
        statement = render(
            compiler.compile(group.rule),
            audience=group.kinds,
            prefix=f"g{group.id}_",
            is_limited=is_limited,
        )
        texts.append(
            f"SELECT {group.id}::bigint AS group_id, profile_id, 'own' AS via"  # noqa: S608
            f" FROM ({statement.sql}) members_{group.id}"
        )
        params |= statement.params
    return Statement("\nUNION ALL\n".join(texts), params)


def write_members(
    fresh: Statement,
    *,
    groups: Sequence[GroupEntry],
    registry: Registry,
    now: datetime,
    cause: Cause | None,
    actor: str = "",
    profile_ids: Sequence[int] | None = None,
    told: bool = True,
) -> dict[int, MembershipDiff]:
    """One statement: the groups' members become what ``fresh`` selects.

    Without a ``cause`` it is the new revision, where there is one, else an event.
    Only among ``profile_ids`` where given. ``told`` leaves marks for the groups that
    refer to a changed one; not where the caller evaluates those itself.
    """
    pairs = [
        (group.id, dependent.id)
        for group in groups
        for dependent in registry.dependents.get(group.id, ())
        if told
    ]
    scope = "m.group_id = ANY(%(group_ids)s::bigint[])"
    same = "m.profile_id = f.profile_id"
    if len(groups) == 1:
        scope = "m.group_id = %(group_id)s"
    else:
        same += " AND m.group_id = f.group_id"
    if profile_ids is not None:
        scope += " AND m.profile_id = ANY(%(profiles)s::bigint[])"
    rows = fetch(
        query("membership_diff", fresh=fresh.sql, scope=scope, same=same),
        {
            **fresh.params,
            "group_ids": [group.id for group in groups],
            "revisions": [group.revision for group in groups],
            "group_id": groups[0].id,
            "profiles": None if profile_ids is None else list(profile_ids),
            "now": now,
            "cause": cause,
            "actor": actor,
            "referenced": [referenced for referenced, _ in pairs],
            "dependents": [dependent for _, dependent in pairs],
        },
    )
    return {row[0]: MembershipDiff(*row) for row in rows}


def evaluate_profiles(
    profile_ids: Sequence[int],
    groups: Sequence[GroupEntry],
    *,
    registry: Registry,
    now: datetime,
    cause: Cause,
) -> None:
    """Dynamic groups for some profiles, in a constant number of statements.

    The caller holds the profiles' locks and the groups' shared locks; ``groups`` come
    each after what it refers to.
    """
    ready = [group for group in groups if group.rule is not None]
    if not ready or not profile_ids:
        return
    in_python = len(profile_ids) <= EVALUATED_IN_PYTHON
    if in_python:
        fresh = _evaluated(profile_ids, ready, registry=registry, now=now)
    else:
        allow_large_joins()
        fresh = _dynamic_select(ready, registry, now, is_limited=True)
    write_members(
        fresh,
        groups=ready,
        registry=registry,
        now=now,
        cause=cause,
        profile_ids=profile_ids,
        told=not in_python,
    )


def _evaluated(
    profile_ids: Sequence[int],
    groups: Sequence[GroupEntry],
    *,
    registry: Registry,
    now: datetime,
) -> Statement:
    """Members by the Python evaluator, each group after what it refers to."""
    moment = registry.moment(now)
    customers = load_customers(
        profile_ids,
        asked=(asked for group in groups for asked in group.asked),
        registry=registry,
        moment=moment,
    )
    pairs: list[tuple[int, int]] = []
    for customer in customers:
        codes = set(customer.facts.member_of)
        for group in groups:
            assert group.rule is not None
            # Copying the facts costs more than most rules: only for rules that look.
            facts = customer.facts_in(codes) if group.referenced else customer.facts
            codes.discard(group.code)
            if customer.kind in group.kinds and matches(
                group.rule, facts, moment=moment
            ):
                codes.add(group.code)
                pairs.append((group.id, facts.profile_id))
    return Statement(
        "SELECT group_id, profile_id, 'own' AS via"
        " FROM unnest(%(found_groups)s::bigint[], %(found_profiles)s::bigint[])"
        " AS found (group_id, profile_id)",
        {
            "found_groups": [group_id for group_id, _ in pairs],
            "found_profiles": [profile_id for _, profile_id in pairs],
        },
    )


def write_manual(
    profile_ids: Sequence[int],
    groups: Sequence[GroupEntry],
    *,
    registry: Registry,
    now: datetime,
    cause: Cause,
    actor: str = "",
) -> dict[int, MembershipDiff]:
    """Manual groups for some profiles, from assignments to them and to those below.

    The caller holds the profiles' locks and the groups' shared locks.
    """
    if not groups or not profile_ids:
        return {}
    fresh = Statement(
        query("manual_members"),
        {"groups": [group.id for group in groups], "profiles": list(profile_ids)},
    )
    return write_members(
        fresh,
        groups=groups,
        registry=registry,
        now=now,
        cause=cause,
        actor=actor,
        profile_ids=profile_ids,
    )


def counts(group_ids: Sequence[int]) -> Mapping[int, int]:
    """How many members each group has now; the default group's are counted live."""
    rows = fetch(
        query("member_counts"),
        {"groups": list(group_ids)},
    )
    return dict(rows)
