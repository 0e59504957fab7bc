"""Refresh: everything anew, in ranges of profiles, then every group as a whole.

For the first fill, and for imports too large for marks. Killed anywhere it goes on: each
range is a transaction, and the groups are marked before the first one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.db import transaction

from saleor_customer_groups.host import Host, get_host
from saleor_customer_groups.models import (
    ActivityDay,
    AttributeFact,
    Item,
    LineRecord,
    OrderFacts,
    OrderRecord,
    ProfileFacts,
    RefundRecord,
    ValueFacts,
)

from . import clock
from .locks import lock_profiles, lock_registry, lock_registry_shared
from .marks import mark_group
from .queries import fetch
from .registry import get_registry
from .shops import get_shop, touch_registry
from .sync import ensure_profiles, sync_attribute_definitions, sync_profiles
from .worker import work_off_groups

#: Profiles per transaction. Larger ranges are no faster, and hold their locks longer.
_RANGE: Final = 10_000

_HISTORY: Final = (
    Item,
    OrderRecord,
    LineRecord,
    RefundRecord,
    ActivityDay,
    AttributeFact,
)

#: Told how many of how many steps are done.
Progress = Callable[[int, int], None]


def refresh_all(*, host: Host | None = None, progress: Progress | None = None) -> int:
    """Brings history, facts and every group up to date; how many profiles there are."""
    host = host or get_host()
    _prepare(host)
    ranges = _ranges()
    for done, (low, high) in enumerate(ranges):
        if progress is not None:
            progress(done, len(ranges))
        _refresh_range(low, high, host)
    if progress is not None:
        progress(len(ranges), len(ranges))
    _analyze()
    work_off_groups()
    return _profile_count()


def _prepare(host: Host) -> None:
    with transaction.atomic():
        lock_registry()
        ensure_profiles(host=host)
        if sync_attribute_definitions(host=host).row_count:
            touch_registry()
        fetch("UPDATE customer_groups_shop SET ranked_at = NULL", {})
        # Every profile: whoever is not reached before this is killed is a worker's.
        fetch(
            "INSERT INTO customer_groups_mark (profile_id)"
            " SELECT id FROM customer_groups_profile WHERE kind = 'customer'",
            {},
        )
        _mark_groups()


def _mark_groups() -> None:
    registry = get_registry(get_shop())
    for group in (*registry.manual, *registry.dynamic):
        mark_group(group.id)


def _ranges() -> list[tuple[int, int]]:
    """Bounds of id ranges with about as many profiles each."""
    rows = fetch(
        "SELECT min(id), max(id) FROM ("
        " SELECT id, (row_number() OVER (ORDER BY id) - 1) / %(size)s AS part"
        " FROM customer_groups_profile WHERE kind = 'customer'"
        ") numbered GROUP BY part ORDER BY part",
        {"size": _RANGE},
    )
    return [(low, high) for low, high in rows]


def _refresh_range(low: int, high: int, host: Host) -> None:
    with transaction.atomic():
        lock_registry_shared()
        ids = [
            row[0]
            for row in fetch(
                "SELECT id FROM customer_groups_profile"
                " WHERE kind = 'customer' AND id BETWEEN %(low)s AND %(high)s",
                {"low": low, "high": high},
            )
        ]
        lock_profiles(ids)
        now = clock.database_now()
        marks = fetch(
            "DELETE FROM customer_groups_mark WHERE id IN ("
            " SELECT id FROM customer_groups_mark WHERE group_id IS NULL"
            " AND due_at <= %(now)s AND profile_id = ANY(%(ids)s::bigint[])"
            " FOR UPDATE SKIP LOCKED) RETURNING id",
            {"now": now, "ids": ids},
        )
        if sync_profiles(ids, now=now, host=host).rows or marks:
            # Again: a worker may have evaluated the groups before this range.
            _mark_groups()


def _analyze() -> None:
    """Statistics of what was just filled: without them the first plans are guesses."""
    for model in (ProfileFacts, OrderFacts, ValueFacts, *_HISTORY):
        fetch(f"ANALYZE {model._meta.db_table}", {})


def _profile_count() -> int:
    count: int = fetch(
        "SELECT count(*) FROM customer_groups_profile WHERE kind = 'customer'", {}
    )[0][0]
    return count
