"""Order and value facts of everybody: the first fill, and comparing without a change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import models, transaction

from saleor_customer_groups.models import OrderFacts, ValueFacts
from saleor_customer_groups.services import clock
from saleor_customer_groups.services.memberships import allow_large_joins
from saleor_customer_groups.services.queries import query
from saleor_customer_groups.services.reconcile import reconcile

from .database import execute, statement
from .measuring import Figure, alternate, at_most, timed

_REPEATS = 3
_COPY = "bench_facts"


def measure() -> Sequence[Figure]:
    """Leaves both tables filled."""
    now = clock.database_now()
    figures: list[Figure] = []
    for model, name in ((OrderFacts, "order_facts"), (ValueFacts, "value_facts")):
        figures += [_fill(model, name, now), _compare(model, name, now)]
    return figures


def _fill(model: type[models.Model], name: str, now: datetime) -> Figure:
    table = model._meta.db_table
    execute(f"CREATE TABLE {_COPY} (LIKE {table} INCLUDING ALL)")
    columns = ", ".join(_columns(model))
    insert = (
        f"INSERT INTO {_COPY} ({columns})"
        f" SELECT {columns} FROM ({statement(f'hand/{name}')}) facts"
    )
    pair = alternate(
        f"facts: first fill of {name}",
        lambda: _timed_on_empty(table, lambda: _reconcile(model, name, now)),
        lambda: _timed_on_empty(_COPY, lambda: _run(insert, now)),
        repeats=_REPEATS,
        warm=False,
    )
    execute(f"DROP TABLE {_COPY}")
    execute(f"VACUUM ANALYZE {table}")
    title = name.replace("_", " ")
    return at_most(f"first fill of {title}, to INSERT ... SELECT", pair, 2, unit="s")


def _compare(model: type[models.Model], name: str, now: datetime) -> Figure:
    used = ", ".join(f"max({column})" for column in _columns(model))
    # The columns are used, or PostgreSQL would not add them up.
    group_by = f"SELECT count(*), {used} FROM ({statement(f'hand/{name}')}) facts"
    pair = alternate(
        f"facts: comparing {name}",
        lambda: timed(lambda: _compared(model, name, now)),
        lambda: timed(lambda: _run(group_by, now)),
        repeats=_REPEATS,
    )
    title = name.replace("_", " ")
    return at_most(f"compare-only rebuild of {title}, to GROUP BY", pair, 3, unit="s")


def _columns(model: type[models.Model]) -> list[str]:
    fields = model._meta.local_concrete_fields
    return [
        str(field.column) for field in fields if field.column != "pk" and field.column
    ]


def _timed_on_empty(table: str, action: Callable[[], object]) -> float:
    execute(f"TRUNCATE {table}")
    execute("CHECKPOINT")
    return timed(action)


def _reconcile(model: type[models.Model], name: str, now: datetime) -> int:
    with transaction.atomic():
        allow_large_joins()
        params = {"now": now, "profiles": None}
        return reconcile(model, query(name), params, profile_ids=None).row_count


def _compared(model: type[models.Model], name: str, now: datetime) -> None:
    if written := _reconcile(model, name, now):
        raise AssertionError(f"{written} rows of {name} were written for no change.")


def _run(text: str, now: datetime) -> None:
    with transaction.atomic():
        allow_large_joins()
        execute(text, {"now": now})
