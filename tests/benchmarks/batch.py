"""200 groups, beside the algorithm that an open-source marketing suite uses.

Algorithm of Mautic: for each segment count who is new by the full rule, fetch them in
batches of 300, then the same for who no longer belongs; every change is a write of its
own. Its pauses, entities and events are left out, in its favour; the predicates are ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.db import connection, transaction

from saleor_customer_groups.engine.sql import Statement
from saleor_customer_groups.services import clock
from saleor_customer_groups.services.memberships import (
    allow_large_joins,
    evaluate_group,
    select_group_members,
)
from saleor_customer_groups.services.registry import get_registry
from saleor_customer_groups.services.shops import get_shop

from . import groups
from .database import execute, statement
from .measuring import Figure, Pair, Spread, alternate, tell, timed

_BATCH: Final = 300
_COMPARED: Final = 5
_REPEATS: Final = 3
AT_LEAST: Final = 20

_NEW: Final = """
FROM ({rule}) chosen WHERE NOT EXISTS (
  SELECT FROM customer_groups_membership m
  WHERE m.group_id = %(segment)s AND m.profile_id = chosen.profile_id
)
"""
_ORPHANS: Final = """
FROM customer_groups_membership m
LEFT JOIN ({rule}) chosen ON chosen.profile_id = m.profile_id
WHERE m.group_id = %(segment)s AND chosen.profile_id IS NULL
"""
_ADD: Final = """
INSERT INTO customer_groups_membership (group_id, profile_id, via, joined_at)
VALUES (%s, %s, 'own', now())
"""
_REMOVE: Final = """
DELETE FROM customer_groups_membership WHERE group_id = %s AND profile_id = %s
"""


def measure() -> Sequence[Figure]:
    everyone = groups.ids()
    compared = spread_over_sizes(everyone)
    whole = Spread.of([_timed_ours(everyone) for _ in range(_REPEATS)])
    tell(f"200 groups: ours {whole} for {len(everyone)} (min / median / max)")
    pair = alternate(
        f"{_COMPARED} of the groups, algorithm of Mautic",
        lambda: _timed_ours(compared),
        lambda: _timed_batches(compared),
        repeats=_REPEATS,
        warm=False,
    )
    return [
        _times_faster("evaluate 200 groups, 2% changed", whole, len(everyone), pair),
        _times_faster("evaluate the same 5 groups", pair.ours, len(compared), pair),
    ]


def _times_faster(name: str, ours: Spread, count: int, pair: Pair) -> Figure:
    per_group = ours.middle / count
    ratio = pair.baseline.middle / _COMPARED / per_group
    return Figure(
        name=f"{name}, per group, to batches",
        figure=per_group * 1000,
        unit="ms",
        ratio=ratio,
        limit=f">= {AT_LEAST} x",
        holds=ratio >= AT_LEAST,
    )


def spread_over_sizes(everyone: Sequence[int]) -> list[int]:
    """The groups in the middle of each fifth, by size."""
    sizes = groups.members_by_group()
    by_size = sorted(everyone, key=lambda id_: (sizes[id_], id_))
    step = len(by_size) / _COMPARED
    chosen = [by_size[int(step * (n + 0.5))] for n in range(_COMPARED)]
    told = ", ".join(f"{sizes[id_]:,}" for id_ in chosen)
    tell(f"5 of the groups: {told} members")
    return sorted(chosen)


def _timed_ours(ids: Sequence[int]) -> float:
    _unsettle(ids)
    return timed(lambda: [evaluate_group(id_) for id_ in ids])


def _timed_batches(ids: Sequence[int]) -> float:
    _unsettle(ids)
    settled = timed(lambda: rebuild_segments(ids))
    for id_ in ids:
        if any(evaluate_group(id_)[1:]):
            raise AssertionError("The batches did not settle the group to its rule.")
    return settled


def _unsettle(ids: Sequence[int]) -> None:
    """Two in a hundred memberships of each group are wrong afterwards."""
    for name in ("unsettle_leavers", "unsettle_joiners"):
        execute(statement(f"batch/{name}"), {"groups": list(ids)})
    execute("DELETE FROM customer_groups_mark")
    execute("VACUUM ANALYZE customer_groups_membership")
    execute("CHECKPOINT")


def rebuild_segments(ids: Sequence[int]) -> None:
    """Each segment anew, as the batches do."""
    for id_ in ids:
        _rebuild_segment(id_)


def _rebuild_segment(group_id: int) -> None:
    registry = get_registry(get_shop())
    rule = select_group_members(
        registry.groups[group_id], registry, clock.database_now()
    )
    _in_batches(rule, group_id, _NEW, "chosen.profile_id", _ADD)
    _in_batches(rule, group_id, _ORPHANS, "m.profile_id", _REMOVE)


def _in_batches(
    rule: Statement, group_id: int, source: str, column: str, change: str
) -> None:
    text = source.format(rule=rule.sql)
    params = {**rule.params, "segment": group_id}
    with transaction.atomic():
        allow_large_joins()
        left = execute(f"SELECT count(*) {text}", params)[0][0]
    while left > 0:
        with transaction.atomic(), connection.cursor() as cursor:
            allow_large_joins()
            found = execute(f"SELECT {column} {text} LIMIT {_BATCH}", params)
            if not found:
                return
            for (profile_id,) in found:
                cursor.execute(change, [group_id, profile_id])
        left -= len(found)
