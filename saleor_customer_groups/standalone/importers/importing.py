"""Importing: one file, from its path to the marks on the customers it concerns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from django.db import connection, transaction
from psycopg import sql

from saleor_customer_groups.services import clock
from saleor_customer_groups.services.attributes import refresh_attributes
from saleor_customer_groups.services.marks import mark_customers_from

from .attributes import store_attributes, with_types
from .checkouts import CHECKOUTS
from .columns import Matching, match_columns
from .customers import CUSTOMERS
from .events import EVENTS
from .kinds import ImportKind
from .lines import LINES
from .orders import ORDERS
from .problems import Problem, Problems, UnusableFileError
from .products import PRODUCTS
from .refunds import REFUNDS
from .staging import Staging
from .storing import Store, Stored
from .tables import TableFile
from .values import Conventions
from .vouchers import VOUCHERS

if TYPE_CHECKING:
    from django.db.backends.utils import CursorWrapper

KINDS: Final[Mapping[str, ImportKind]] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            CUSTOMERS,
            PRODUCTS,
            ORDERS,
            LINES,
            EVENTS,
            REFUNDS,
            CHECKOUTS,
            VOUCHERS,
        )
    }
)

#: For sorting and hashing the staged rows in memory; only while an import runs.
_MEMORY: Final = "256MB"

_CONTRADICTORY_COUNT: Final = """
SELECT COALESCE(SUM(keys.row_count), 0)
  FROM (
    SELECT COUNT(*) AS row_count
      FROM import_rows s
     WHERE s.{key} IN (SELECT {key} FROM import_rows GROUP BY {key} HAVING COUNT(*) > 1)
     GROUP BY s.{key}
    HAVING COUNT(DISTINCT TO_JSONB(s) - 'file_line') > 1
  ) keys
"""
_FUTURE_COUNT: Final = "SELECT COUNT(*) FROM import_rows s WHERE s.placed_at > %s"

#: Called with the bytes of the file read so far and its size.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """How a file is to be read. ``currency`` is that of amounts without one."""

    conventions: Conventions
    currency: str
    mapping: Mapping[str, str] = field(default_factory=dict)
    delimiter: str = ","
    encoding: str = "utf-8"
    errors: Path | None = None
    is_dry_run: bool = False
    keeps_going: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportSummary:
    """What an import did, or would have done.

    ``row_count`` are the good rows, ``bad_row_count`` those that problems are about or
    that were left out for them. ``future_count`` are orders dated after now. ``first``
    are the first few problems, ``options`` those of the command that may settle some.
    """

    row_count: int
    created_count: int
    updated_count: int
    customer_count: int
    future_count: int
    problem_count: int
    bad_row_count: int
    first: tuple[Problem, ...]
    options: tuple[str, ...]
    ignored: tuple[str, ...]
    is_written: bool


def import_file(
    kind: ImportKind, path: Path, options: ImportOptions, progress: Progress
) -> ImportSummary:
    """Import the file in one transaction: all of it, or nothing.

    With ``keeps_going`` bad rows are left out and the rest is written; without, one bad
    row prevents everything. Raises UnusableFileError where the file as a whole cannot be
    read as asked.
    """
    with (
        TableFile(path, delimiter=options.delimiter, encoding=options.encoding) as file,
        Problems(options.errors) as problems,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        for setting in ("work_mem", "maintenance_work_mem"):
            cursor.execute("SELECT set_config(%s, %s, TRUE)", [setting, _MEMORY])
        matching = match_columns(kind, file.header, options.mapping)
        _check_currency(kind, matching, options)
        attributes = with_types(matching.attributes, file, options.conventions)
        matching = matching._replace(attributes=attributes)
        staging = Staging(kind, matching, options.conventions)
        staging.create_table(cursor)
        staging.copy(cursor, file, problems, lambda done: progress(done, file.size))
        unstaged = problems.row_count
        done = _store(cursor, kind, matching, options, problems)
        is_written = not options.is_dry_run and _is_good(problems, options)
        if not is_written:
            transaction.set_rollback(True)
        return ImportSummary(
            row_count=staging.count - (done.bad_row_count - unstaged),
            created_count=done.stored.created,
            updated_count=done.stored.updated,
            customer_count=done.customer_count,
            future_count=done.future_count,
            problem_count=problems.count,
            bad_row_count=done.bad_row_count,
            first=tuple(problems.first),
            options=tuple(sorted(problems.options)),
            ignored=matching.ignored,
            is_written=is_written,
        )


def _check_currency(
    kind: ImportKind, matching: Matching, options: ImportOptions
) -> None:
    is_named = options.currency or "currency" in matching.fields
    if kind.amounts(matching.fields) and not is_named:
        raise UnusableFileError(
            "The amounts have no currency. Where a column names it, say which with --map"
            f" currency=COLUMN (not used: {', '.join(matching.ignored) or 'none'}). Else"
            " name it with --currency EUR, or once for the shop with: customer-groups"
            " settings --currency EUR."
        )


def _is_good(problems: Problems, options: ImportOptions) -> bool:
    return options.keeps_going or not problems.count


class _Done(NamedTuple):
    stored: Stored
    bad_row_count: int
    customer_count: int = 0
    future_count: int = 0


def _store(
    cursor: CursorWrapper,
    kind: ImportKind,
    matching: Matching,
    options: ImportOptions,
    problems: Problems,
) -> _Done:
    store = Store(cursor, kind, fields=matching.fields, currency=options.currency)
    store.check(problems)
    if problems.count and not options.keeps_going:
        store.settle_repeated(problems)
        return _Done(Stored(0, 0), problems.row_count)
    bad_row_count = problems.row_count
    if options.keeps_going and kind.key in matching.fields:
        bad_row_count += _contradictory_count(cursor, kind)
    stored = store.store(problems, keeps_going=options.keeps_going)
    if not _is_good(problems, options):
        return _Done(stored, problems.row_count)
    store_attributes(cursor, matching.attributes)
    if matching.attributes:
        refresh_attributes()
    return _Done(
        stored, bad_row_count, _mark_affected(cursor, kind), _future_count(cursor, kind)
    )


def _contradictory_count(cursor: CursorWrapper, kind: ImportKind) -> int:
    """How many staged rows will be left out because others with their key differ: all
    of that key, although the problems are about the later ones only."""
    cursor.execute(
        sql.SQL(_CONTRADICTORY_COUNT).format(key=sql.Identifier(kind.key)),
    )
    return int((cursor.fetchone() or (0,))[0])


def _future_count(cursor: CursorWrapper, kind: ImportKind) -> int:
    if kind is not ORDERS:
        return 0
    cursor.execute(_FUTURE_COUNT, [clock.database_now()])
    return int((cursor.fetchone() or (0,))[0])


def _mark_affected(cursor: CursorWrapper, kind: ImportKind) -> int:
    """Leave a mark on every customer whom the change concerns; returns how many."""
    cursor.execute("DROP TABLE IF EXISTS import_affected")
    cursor.execute(
        sql.SQL(
            "CREATE TEMPORARY TABLE import_affected ON COMMIT DROP AS "
            "SELECT DISTINCT customer_key FROM ({}) affected"
        ).format(sql.SQL(kind.affected))
    )
    count: int = cursor.rowcount
    mark_customers_from("import_affected")
    return count
