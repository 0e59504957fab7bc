"""A day's changes, beside the algorithm that an open-source marketing suite uses.

A thousand customers order. Ours looks at them, and at every one of the 200 groups; the
batches (see ``batch``) ask each segment's whole rule, as they do whatever has changed.
Ours reads the orders from their source and adds up the facts in that time, too; the
batches find facts that are up to date already, in their favour.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from saleor_customer_groups.services.marks import mark_customers
from saleor_customer_groups.services.worker import work_off

from . import batch, groups
from .database import execute
from .measuring import Figure, Spread, tell, timed

_CUSTOMERS: Final = 1_000
_REPEATS: Final = 3

_PLACE: Final = """
WITH placed AS (
  INSERT INTO standalone_order
    (key, customer_key, placed_at, channel, currency, total, paid, units)
  SELECT %(prefix)s || key, key, clock_timestamp(), 'web-eu', 'EUR', 80, 80, 3
  FROM unnest(%(customers)s::text[]) AS key
)
INSERT INTO standalone_order_line (key, order_key, variant, quantity, amount)
SELECT %(prefix)s || key || '-' || n, %(prefix)s || key, 'v' || n * 40, 1, 20 + n
FROM unnest(%(customers)s::text[]) AS key, generate_series(1, 3) n
"""
_LAST: Final = "SELECT coalesce(max(id), 0) FROM customer_groups_membership_event"
_UNDO_JOINED: Final = """
DELETE FROM customer_groups_membership m USING customer_groups_membership_event e
WHERE e.id > %(after)s AND e.change = 'joined' AND e.group_id = ANY(%(groups)s)
  AND m.group_id = e.group_id AND m.profile_id = e.profile_id
"""
_UNDO_LEFT: Final = """
INSERT INTO customer_groups_membership (group_id, profile_id, via, joined_at)
SELECT group_id, profile_id, 'own', at FROM customer_groups_membership_event
WHERE id > %(after)s AND change = 'left' AND group_id = ANY(%(groups)s)
"""


def measure() -> Sequence[Figure]:
    """After ``events``, whose customers have sources."""
    customers = [
        key
        for (key,) in execute(
            "SELECT DISTINCT customer_key FROM standalone_order"
            " ORDER BY customer_key LIMIT %(count)s",
            {"count": _CUSTOMERS},
        )
    ]
    compared = batch.spread_over_sizes(groups.ids())
    ours, batches = [], []
    for repeat in range(_REPEATS):
        after = execute(_LAST)[0][0]
        execute(_PLACE, {"prefix": f"day{repeat}-", "customers": customers})
        mark_customers(customers)
        ours.append(timed(work_off))
        undone = {"after": after, "groups": compared}
        execute(_UNDO_JOINED, undone)
        execute(_UNDO_LEFT, undone)
        batches.append(timed(lambda: batch.rebuild_segments(compared)))
    spread, baseline = Spread.of(ours), Spread.of(batches)
    count = len(groups.ids())
    tell(f"{len(customers):,} customers ordered: ours {spread}, 5 segments {baseline}")
    ratio = (baseline.middle / len(compared)) / (spread.middle / count)
    return [
        Figure(
            name="200 groups after 1,000 orders, per group, to batches",
            figure=spread.middle / count * 1000,
            unit="ms",
            ratio=ratio,
            limit=f">= {batch.AT_LEAST} x",
            holds=ratio >= batch.AT_LEAST,
        )
    ]
