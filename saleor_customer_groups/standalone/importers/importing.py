"""Importing: one file, from its path to the marks on the customers it concerns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from django.db import connection, transaction
from psycopg import sql

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

if TYPE_CHECKING:
    from django.db.backends.utils import CursorWrapper

KINDS: Final[Mapping[str, ImportKind]] = MappingProxyType(
    {
        kind.name: kind
        for kind in (CUSTOMERS, PRODUCTS, ORDERS, LINES, EVENTS, REFUNDS, CHECKOUTS)
    }
)

#: For sorting and hashing the staged rows in memory; only while an import runs.
_MEMORY: Final = "256MB"

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
    """What an import did, or would have done. ``first`` are the first few problems."""

    row_count: int
    created_count: int
    updated_count: int
    customer_count: int
    problem_count: int
    first: tuple[Problem, ...]
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
        stored, customer_count = _store(cursor, kind, matching, options, problems)
        is_written = not options.is_dry_run and _is_good(problems, options)
        if not is_written:
            transaction.set_rollback(True)
        return ImportSummary(
            row_count=staging.count,
            created_count=stored.created,
            updated_count=stored.updated,
            customer_count=customer_count,
            problem_count=problems.count,
            first=tuple(problems.first),
            ignored=matching.ignored,
            is_written=is_written,
        )


def _check_currency(
    kind: ImportKind, matching: Matching, options: ImportOptions
) -> None:
    is_named = options.currency or "currency" in matching.fields
    if kind.has_amounts(matching.fields) and not is_named:
        raise UnusableFileError(
            "The amounts have no currency. Where a column names it, say which with --map"
            f" currency=COLUMN (not used: {', '.join(matching.ignored) or 'none'}). Else"
            " name it with --currency EUR, or once for the shop with: customer-groups"
            " settings --currency EUR."
        )


def _is_good(problems: Problems, options: ImportOptions) -> bool:
    return options.keeps_going or not problems.count


def _store(
    cursor: CursorWrapper,
    kind: ImportKind,
    matching: Matching,
    options: ImportOptions,
    problems: Problems,
) -> tuple[Stored, int]:
    store = Store(cursor, kind, fields=matching.fields, currency=options.currency)
    store.check(problems)
    if problems.count and not options.keeps_going:
        store.settle_repeated(problems)
        return Stored(0, 0), 0
    stored = store.store(problems, keeps_going=options.keeps_going)
    if not _is_good(problems, options):
        return stored, 0
    store_attributes(cursor, matching.attributes)
    if matching.attributes:
        refresh_attributes()
    return stored, _mark_affected(cursor, kind)


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
