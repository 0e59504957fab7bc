"""One customer's order, from the source to the memberships of all groups."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from django.db import connection, transaction

from saleor_customer_groups.host import get_host
from saleor_customer_groups.services import clock
from saleor_customer_groups.services.marks import mark_customers
from saleor_customer_groups.services.shops import touch_registry
from saleor_customer_groups.services.sync import sync_profiles
from saleor_customer_groups.services.worker import work_off, work_once

from .database import execute, statement
from .measuring import Figure, Spread, goal, tell, timed

_ORDERS: Final = 60
_WARM: Final = 10
_CUSTOMERS: Final = 2_000
_GOAL: Final = 10

_PLACE: Final = """
WITH placed AS (
  INSERT INTO standalone_order
    (key, customer_key, placed_at, channel, currency, total, paid, units)
  VALUES (%(order)s, %(customer)s, clock_timestamp(), 'web-eu', 'EUR', 80, 80, 3)
)
INSERT INTO standalone_order_line (key, order_key, variant, quantity, amount)
SELECT %(order)s || '-' || n, %(order)s, 'v' || n * 40, 1, 20 + n
FROM generate_series(1, 3) n
"""
_ARCHIVE: Final = """
UPDATE customer_groups_customer_group SET archived_at = now()
WHERE kind = 'dynamic' AND mod(id, 10) <> 0
"""


def measure() -> Sequence[Figure]:
    customers = _fill_sources()
    # What was measured before left marks; they are no part of an order.
    work_off()
    # The first orders load what stays loaded: the registry, plans, caches.
    _place(customers[:_WARM], "w")
    many, statements = _place(customers[_WARM : _WARM + _ORDERS], "a")
    with _a_tenth_of_the_groups():
        _place(customers[_WARM + _ORDERS :][:_WARM], "x")
        few, few_statements = _place(customers[-_ORDERS:], "b")
    tell(f"one order: 200 groups {many}, 20 groups {few} (min / median / max)")
    tell(f"one order: statements {sorted(statements)}, {sorted(few_statements)}")
    return [
        goal("one order to memberships of 200 groups", many, _GOAL),
        Figure(
            name="... the same to 20 groups; ratio: 200 to 20",
            figure=few.middle * 1000,
            unit="ms",
            ratio=many.middle / few.middle,
            limit="",
            holds=None,
        ),
        Figure(
            name="... statements for 200 groups; ratio: to 20",
            figure=max(statements),
            unit="",
            ratio=max(statements) / max(few_statements),
            limit="= 1 x",
            holds=statements == few_statements,
        ),
    ]


def _fill_sources() -> list[str]:
    """Keys of customers whose orders are in the standalone shop, too."""
    ids = [
        id_
        for (id_,) in execute(
            "SELECT f.profile_id FROM customer_groups_profile_facts f"
            " JOIN customer_groups_order_facts o"
            " ON o.profile_id = f.profile_id AND o.channel = ''"
            " WHERE f.is_shopper AND o.order_count BETWEEN 1 AND 60"
            " ORDER BY hashint8(f.profile_id) LIMIT %(count)s",
            {"count": _CUSTOMERS},
        )
    ]
    for name in ("orders", "lines", "refunds"):
        execute(statement(f"sources/{name}"), {"profiles": ids})
    execute("VACUUM ANALYZE")
    with transaction.atomic():
        changes = sync_profiles(ids, now=clock.database_now(), host=get_host())
    if changes.rows:
        raise AssertionError(
            f"The benchmark's shop is not what its sources say: {changes.rows} rows of"
            f" {len(ids)} customers changed without an order."
        )
    return [f"c{id_}" for id_ in ids]


def _place(customers: Sequence[str], prefix: str) -> tuple[Spread, frozenset[int]]:
    """Seconds, and the numbers of statements, that an order of each customer takes."""
    times: list[float] = []
    counts: set[int] = set()
    for number, customer in enumerate(customers):
        execute(_PLACE, {"order": f"{prefix}{number}", "customer": customer})
        counter = _Counter()
        with connection.execute_wrapper(counter):
            times.append(timed(lambda customer=customer: _take_in(customer)))
        counts.add(counter.count)
    return Spread.of(times), frozenset(counts)


def _take_in(customer: str) -> None:
    with transaction.atomic():
        mark_customers([customer])
    work_once()


class _Counter:
    """Counts the statements that go through the connection."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(
        self, execute: Callable[..., Any], *arguments: Any, **named: Any
    ) -> Any:
        self.count += 1
        return execute(*arguments, **named)


@contextmanager
def _a_tenth_of_the_groups() -> Iterator[None]:
    """Nine in ten groups archived: a tenth of every kind of rule is left."""
    kept = execute(
        "SELECT array_agg(id) FROM customer_groups_customer_group"
        " WHERE kind = 'dynamic' AND archived_at IS NULL"
    )[0][0]
    execute(_ARCHIVE)
    touch_registry()
    try:
        yield
    finally:
        execute(
            "UPDATE customer_groups_customer_group SET archived_at = NULL"
            " WHERE id = ANY(%(kept)s)",
            {"kept": kept},
        )
        touch_registry()
