"""Worker: turns marks into facts and memberships, one transaction per batch.

Killed anywhere, its transaction is undone and the marks are back. Separate statements
under READ COMMITTED: the source is read only after the profiles' locks are held.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from django.db import DatabaseError, transaction

from saleor_customer_groups.host import Host, get_host
from saleor_customer_groups.models import Cause, CustomerGroup

from . import clock
from .locks import (
    lock_profiles,
    lock_registry_shared,
    lock_tick_shared,
    try_lock_groups_shared,
)
from .marks import (
    ClaimedMarks,
    claim,
    claim_group,
    mark_group,
    mark_pairs,
    pending_count,
    postpone_first,
    postpone_group,
)
from .memberships import (
    evaluate_group,
    evaluate_profiles,
    keep_ranks_fresh,
    write_manual,
)
from .queries import fetch
from .registry import GroupEntry, Registry, get_registry
from .shops import get_shop
from .sync import POPULATION, Changes, sync_profiles

#: Marks per transaction: large enough that set-wise work pays, small enough that a
#: killed worker loses little.
BATCH: Final = 2_000

#: How long a mark waits that could not be worked off.
_FAILED: Final = timedelta(minutes=1)

#: After so many failures without a success in between the fault is a common one.
_FAILURES: Final = 20

logger = logging.getLogger(__name__)

#: Beyond so many marks for busy groups, one for each whole group is less work.
_PAIRS: Final = 10_000

#: How long a mark waits whose group is being evaluated in full.
_BUSY: Final = timedelta(milliseconds=200)


class Work(NamedTuple):
    """What one batch did."""

    profiles: int
    groups: int

    @property
    def is_nothing(self) -> bool:
        return not self.profiles and not self.groups


def work_off(
    *,
    host: Host | None = None,
    progress: Callable[[int], None] | None = None,
    limit: int = BATCH,
) -> int:
    """Works off marks until none is due; how many profiles were looked at.

    ``progress`` is told how many marks are left after each batch. Raises the database's
    error where one mark after the other cannot be worked off: it is not about them.
    """
    total, size, failures = 0, limit, 0
    while True:
        try:
            done = work_once(host=host, limit=size)
        except DatabaseError:
            # A deadlock passes; a row that cannot be read does not. Ever smaller
            # batches single it out, and it waits without holding up the others.
            if size == 1:
                failures += 1
                if failures > _FAILURES:
                    raise
                _postpone_first()
            size = limit if size == 1 else max(1, size // 10)
            continue
        if done.is_nothing:
            try:
                if not _work_group():
                    return total
            except DatabaseError:
                failures += 1
                if failures > _FAILURES:
                    raise
                continue
        failures = 0
        total += done.profiles
        if progress is not None:
            progress(pending_count(now=clock.database_now()))


def _postpone_first() -> None:
    with transaction.atomic():
        now = clock.database_now()
        mark_id = postpone_first(now=now, until=now + _FAILED)
    logger.exception("Mark %s cannot be worked off; tried again later.", mark_id)


def work_once(*, host: Host | None = None, limit: int = BATCH) -> Work:
    """One batch of due marks, in one transaction."""
    with transaction.atomic():
        marks = claim(now=clock.database_now(), limit=limit)
        if marks.is_empty:
            return Work(0, 0)
        lock_registry_shared()
        profile_ids = sorted(marks.profile_ids | {p for p, _ in marks.pairs})
        lock_profiles(profile_ids)
        now = clock.database_now()
        changes = Changes()
        if marks.profile_ids:
            changes = sync_profiles(
                sorted(marks.profile_ids), now=now, host=host or get_host()
            )
            changes = changes.with_due(marks.due_ids)
        return _evaluate(marks, profile_ids, changes, now)


def _evaluate(
    marks: ClaimedMarks, profile_ids: Sequence[int], changes: Changes, now: datetime
) -> Work:
    registry = get_registry(get_shop())
    if POPULATION in changes.facts:
        _write_manual(sorted(changes.profile_ids), registry, now)
    wanted = [
        group
        for group in registry.dynamic
        if not group.problems and changes.concerns(group.facts)
    ]
    concerned = {group_id for _, group_id in marks.pairs}
    wanted += [registry.groups[id_] for id_ in concerned if id_ in registry.groups]
    groups = registry.with_dependents(wanted)
    touched = sorted(changes.profile_ids | {profile for profile, _ in marks.pairs})
    ready = _ready(groups, touched, now)
    cause = Cause.EVENT if changes.profile_ids else Cause.TIME
    evaluate_profiles(touched, ready, registry=registry, now=now, cause=cause)
    _mark_overtaken(touched, ready, now)
    return Work(len(profile_ids), len(ready))


def _mark_overtaken(
    profile_ids: Sequence[int], groups: Sequence[GroupEntry], now: datetime
) -> None:
    """Marks for groups that are exact through an instant after ``now`` already: a tick
    that did not see what is written here has passed the flips in between."""
    if not groups or not profile_ids:
        return
    lock_tick_shared()
    overtaken = fetch(
        "SELECT id FROM customer_groups_customer_group"
        " WHERE id = ANY(%(ids)s::bigint[]) AND evaluated_through > %(now)s",
        {"ids": [group.id for group in groups], "now": now},
    )
    mark_pairs(
        [(profile_id, id_) for (id_,) in overtaken for profile_id in profile_ids],
        due_at=now,
    )


def _write_manual(
    profile_ids: Sequence[int], registry: Registry, now: datetime
) -> None:
    """Who is no shopper any more, or is one now; a group that is being evaluated as a
    whole, from what was known before, is evaluated again."""
    free = try_lock_groups_shared([group.id for group in registry.manual])
    ready = [group for group in registry.manual if group.id in free]
    write_manual(profile_ids, ready, registry=registry, now=now, cause=Cause.EVENT)
    for group in registry.manual:
        if group.id not in free:
            mark_group(group.id)


def _ready(
    groups: Sequence[GroupEntry], profile_ids: Sequence[int], now: datetime
) -> list[GroupEntry]:
    """Groups that nobody evaluates in full; for the others marks are left."""
    if not groups or not profile_ids:
        return []
    free = try_lock_groups_shared([group.id for group in groups])
    rows = fetch(
        "SELECT id FROM customer_groups_customer_group"
        " WHERE id = ANY(%(ids)s::bigint[]) AND revision = evaluated_revision",
        {"ids": sorted(free)},
    )
    current = {id_ for (id_,) in rows}
    busy = [g for g in groups if g.id not in current and not g.problems]
    if len(busy) * len(profile_ids) > _PAIRS:
        for group in busy:
            mark_group(group.id)
    else:
        mark_pairs(
            [(profile_id, group.id) for group in busy for profile_id in profile_ids],
            due_at=now + _BUSY,
        )
    return [group for group in groups if group.id in current]


def work_off_groups() -> int:
    """Evaluates every group that is marked as a whole; how many there were.

    Raises the database's error for a group that cannot be; that one waits.
    """
    count = 0
    while _work_group():
        count += 1
    return count


def _work_group() -> bool:
    keep_ranks_fresh()
    group_id = None
    try:
        with transaction.atomic():
            group_id = claim_group(now=clock.database_now())
            if group_id is None:
                return False
            if CustomerGroup.objects.filter(pk=group_id).exists():
                evaluate_group(group_id)
            return True
    except DatabaseError:
        if group_id is not None:
            _postpone_group(group_id)
        raise


def _postpone_group(group_id: int) -> None:
    with transaction.atomic():
        now = clock.database_now()
        postpone_group(group_id, now=now, until=now + _FAILED)
    logger.exception("Group %s cannot be evaluated; tried again later.", group_id)
