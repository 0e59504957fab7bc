"""Reconciliation: finds what happened in Saleor and left no mark.

``QuerySet.update`` and bulk writes send no signal, not every action calls a hook, and a
process may die between a commit and its hooks. docs/operations.md says what is found when.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from importlib import resources
from typing import Final

from django.db import transaction

from saleor_customer_groups.host import Host, RelationName, get_host
from saleor_customer_groups.models import SourceState
from saleor_customer_groups.services import clock
from saleor_customer_groups.services.locks import try_lock_reconciliation
from saleor_customer_groups.services.marks import mark_profiles
from saleor_customer_groups.services.queries import fetch
from saleor_customer_groups.services.sync import ensure_profiles
from saleor_customer_groups.services.worker import work_off

_SQL: Final = resources.files(__package__) / "sql"
_WATCHED: Final = "saved"
_COMPARED: Final = "compared"

#: How many times as long as a comparison took nobody compares again.
_REST: Final = 19

#: Rows are dated by the clocks of Saleor's machines, somewhat before they are written.
#: So much later or earlier than the database's may these clocks be.
_CLOCKS_DIFFER: Final = timedelta(minutes=2)

#: Profiles that are looked at anew at once: what workers do in between waits for no more.
_RANGE: Final = 10_000

_COMPARISONS: Final[tuple[tuple[str, RelationName | None], ...]] = (
    ("compare_customers", "customers"),
    ("compare_orders", None),
    ("compare_checkouts", "checkouts"),
    ("compare_attributes", "attributes"),
)


@cache
def sql_text(name: str) -> str:
    """The statement of that name beside this module."""
    return (_SQL / f"{name}.sql").read_text(encoding="utf-8")


def watch() -> None:
    """Marks the customers of all rows that were saved since the last time.

    A row bears the time of its writing, and is seen when its transaction commits, maybe
    much later. So the next time begins not where this one ended, but at the beginning of
    the oldest transaction that had written something and was still open: whatever is seen
    by the next time and was not by this one was written since. Read before the rows are.
    """
    with transaction.atomic():
        if not try_lock_reconciliation():
            return
        through = _seen_through()
        since = begin_watching(through)
        fetch(sql_text("watch"), {"since": since})
        SourceState.objects.filter(pk=_WATCHED).update(through=max(since, through))


def _seen_through() -> datetime:
    """Whatever is dated earlier is there to be read."""
    found: datetime = fetch(sql_text("writing_since"), {})[0][0]
    return found - _CLOCKS_DIFFER


def begin_watching(through: datetime | None = None) -> datetime:
    """From when on rows are still to be looked at; from now on where nobody said so,
    and what is not committed yet with them."""
    state, _ = SourceState.objects.get_or_create(
        pk=_WATCHED, defaults={"through": through or _seen_through()}
    )
    if state.through is None:
        raise LookupError("It is not known since when Saleor's rows are watched.")
    return state.through


def compare(*, host: Host | None = None) -> int:
    """Marks whoever is not known as Saleor's rows say; how many customers differ.

    Set-wise, over the columns that ``QuerySet.update`` changes. 0 where somebody else is
    at it.
    """
    host = host or get_host()
    count = 0
    for name, relation in _COMPARISONS:
        statement = sql_text(name)
        if relation is not None:
            statement = statement.replace(
                f"{{{{{relation}}}}}", host.relation(relation)
            )
        with transaction.atomic():
            if try_lock_reconciliation():
                # Compiling the statement would take longer than running it.
                fetch("SELECT set_config('jit', 'off', true)", {})
                count += fetch(statement, {})[0][0]
    return count


def compare_in_turn(*, host: Host | None = None) -> int:
    """Compares, unless the last time took so long that it is not time yet: never more
    than a twentieth of the time goes into it. How many customers differ."""
    begin = clock.database_now()
    if SourceState.objects.filter(pk=_COMPARED, through__gt=begin).exists():
        return 0
    count = compare(host=host)
    end = clock.database_now()
    SourceState.objects.update_or_create(
        pk=_COMPARED, defaults={"through": end + _REST * (end - begin)}
    )
    return count


def look_at_everybody(
    *, host: Host | None = None, progress: Callable[[int], None] | None = None
) -> int:
    """Synchronises every customer anew, range after range; how many there are.

    The last net: it finds whatever differs. Groups are evaluated for whom it does.
    ``progress`` is told how many are done.
    """
    with transaction.atomic():
        ensure_profiles(host=host or get_host())
    done, last = 0, 0
    while ids := _next_profiles(last):
        mark_profiles(ids)
        work_off(host=host)
        done, last = done + len(ids), ids[-1]
        if progress is not None:
            progress(done)
    return done


def _next_profiles(after: int) -> list[int]:
    rows = fetch(
        "SELECT id FROM customer_groups_profile WHERE kind = 'customer' AND id > %(after)s"
        " ORDER BY id LIMIT %(range)s",
        {"after": after, "range": _RANGE},
    )
    return [id_ for (id_,) in rows]
