"""Storing: staged rows become rows of the shop, in one statement per kind.

Every identifier comes from an ``ImportKind``, every value is bound.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.db import transaction
from django.db.utils import IntegrityError
from psycopg import errors, sql

from saleor_customer_groups.engine.currencies import CURRENCIES

from .kinds import Check, ImportKind, Target
from .problems import Problem, Problems

if TYPE_CHECKING:
    from django.db.backends.utils import CursorWrapper

_FETCHED: Final = 1_000

_TOUCHED: Final = """
CREATE TEMPORARY TABLE import_touched (
    owner text, created bigint, updated bigint
) ON COMMIT DROP
"""
_WRITE_FIRST: Final = """
INSERT INTO {table} ({columns}) SELECT {columns} FROM ({incoming}) incoming
"""
_TOUCHED_FIRST: Final = """
INSERT INTO import_touched SELECT {owner}, COUNT(*), 0 FROM {table} GROUP BY {owner}
"""
#: Far cheaper than leaving it to ON CONFLICT, which locks each row that stays as it is.
_CHANGED: Final = """
CREATE TEMPORARY TABLE import_changed ON COMMIT DROP AS
SELECT incoming.*, t.{owner} AS previous_owner
  FROM ({incoming}) incoming
  LEFT JOIN {table} t ON t.key = incoming.key
 WHERE t.key IS NULL OR ({current}) IS DISTINCT FROM ({new})
"""
_WRITE: Final = """
WITH written AS (
    INSERT INTO {table} AS t ({columns})
    SELECT {columns} FROM import_changed
    ON CONFLICT (key) DO UPDATE SET ({updated}) = ROW ({excluded})
    RETURNING t.{owner} AS owner, t.xmax = 0 AS is_new
)
INSERT INTO import_touched
SELECT owner, COUNT(*) FILTER (WHERE is_new), COUNT(*) FILTER (WHERE NOT is_new)
  FROM written
 GROUP BY owner
"""
#: A row that changes hands concerns the one who had it, too.
_PREVIOUS_OWNERS: Final = """
INSERT INTO import_touched
SELECT DISTINCT previous_owner, 0, 0 FROM import_changed WHERE previous_owner <> {owner}
"""
_WITH_DECIMALS: Final = """
  LEFT JOIN UNNEST(%(currencies)s::text[], %(decimals)s::integer[]) d (currency, value)
    ON d.currency = {}
"""
_INDEXES: Final = """
SELECT i.indexrelid::regclass::text, c.conname, PG_GET_CONSTRAINTDEF(c.oid),
       PG_GET_INDEXDEF(i.indexrelid)
  FROM pg_index i
  LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid AND c.contype = 'p'
 WHERE i.indrelid = {literal}::regclass
"""
_REPEATED: Final = """
CREATE TEMPORARY TABLE import_repeated ON COMMIT DROP AS
SELECT s.{key} AS key, MIN(s.file_line) AS first_line
  FROM import_rows s
 GROUP BY s.{key}
HAVING COUNT(*) > 1
"""
_CONTRADICTIONS: Final = """
SELECT s.file_line, s.{key}, r.first_line
  FROM import_rows s
  JOIN import_repeated r ON r.key = s.{key}
  JOIN import_rows f ON f.file_line = r.first_line
 WHERE (TO_JSONB(s) - 'file_line') <> (TO_JSONB(f) - 'file_line')
 ORDER BY s.file_line
"""
_DROP_CONTRADICTIONS: Final = """
DELETE FROM import_rows s
 USING (
    SELECT r.key
      FROM import_rows s
      JOIN import_repeated r ON r.key = s.{key}
      JOIN import_rows f ON f.file_line = r.first_line
     WHERE (TO_JSONB(s) - 'file_line') <> (TO_JSONB(f) - 'file_line')
 ) bad
 WHERE s.{key} = bad.key
"""
_DROP_REPEATED: Final = """
DELETE FROM import_rows s
 USING import_repeated r
 WHERE r.key = s.{key} AND s.file_line <> r.first_line
"""
_FIND_BAD: Final = """
SELECT s.file_line, s.{field}::text FROM import_rows s WHERE {is_bad} ORDER BY s.file_line
"""
_DROP_BAD: Final = "DELETE FROM import_rows s WHERE {is_bad}"


_NO_CURRENCY: Final = "names no currency; say with --currency which it is"


class Stored(NamedTuple):
    created: int
    updated: int


class Store:
    """Writes the staged rows of one import with one cursor, in its transaction."""

    def __init__(
        self,
        cursor: CursorWrapper,
        kind: ImportKind,
        *,
        fields: frozenset[str],
        currency: str,
    ) -> None:
        self._cursor = cursor
        self._kind = kind
        self._fields = fields
        self._is_hashed = kind.key not in fields
        self._targets = [
            target
            for target in kind.targets
            if not target.needs or not fields.isdisjoint(target.needs)
        ]
        self._values: dict[str, Any] = {
            "currency": currency,
            "currencies": list(CURRENCIES),
            "decimals": list(CURRENCIES.values()),
        }
        self._parts = self._identifiers()

    def check(self, problems: Problems) -> None:
        """Take out the rows that the kind's checks refuse; each is a problem."""
        for check in (*self._kind.checks, *self._currency_checks()):
            parts = {
                "field": sql.Identifier(check.field),
                "is_bad": sql.SQL(check.is_bad),
            }
            before = problems.count
            self._execute(_FIND_BAD, parts)
            for line, value in self._fetched():
                reason = f'"{value}" {check.reason}' if value else check.reason
                problems.add(Problem(line, check.field, value or "", reason))
            if problems.count > before:
                self._execute(_DROP_BAD, parts)

    def _currency_checks(self) -> tuple[Check, ...]:
        amounts = ", ".join(f"s.{each}" for each in self._kind.amounts(self._fields))
        if self._values["currency"] or not amounts:
            return ()
        is_bad = f"s.currency IS NULL AND NUM_NONNULLS({amounts}) > 0"
        return (Check(field="currency", is_bad=is_bad, reason=_NO_CURRENCY),)

    def settle_repeated(self, problems: Problems) -> None:
        """Make one row of identical ones; those that differ are problems."""
        if self._is_hashed:
            return
        self._execute("DROP TABLE IF EXISTS import_repeated")
        self._execute(_REPEATED, self._parts)
        if not self._cursor.rowcount:
            return
        before = problems.count
        self._execute(_CONTRADICTIONS, self._parts)
        for line, key, first in self._fetched():
            reason = f'"{key}" is also in line {first}, with other values'
            problems.add(Problem(line, self._kind.key, key, reason))
        if problems.count > before:
            self._execute(_DROP_CONTRADICTIONS, self._parts)
        self._execute(_DROP_REPEATED, self._parts)

    def store(self, problems: Problems, *, keeps_going: bool) -> Stored:
        """Write the rows; ``import_touched`` then names the owners of what changed.

        Nothing is written where a key stands twice with different values, unless
        ``keeps_going``: then those rows are left out.
        """
        # A first import finds out by writing, which is cheaper than looking.
        stored = None if self._has_rows() else self._write_first()
        if stored is None:
            self.settle_repeated(problems)
            if problems.count and not keeps_going:
                return Stored(0, 0)
            stored = self._write()
        for statement in self._kind.afterwards:
            self._execute(statement)
        return stored

    def _has_rows(self) -> bool:
        self._execute("SELECT EXISTS (SELECT FROM {table})", self._parts)
        return bool((self._cursor.fetchone() or (False,))[0])

    def _write_first(self) -> Stored | None:
        """Write into an empty table, and index it when it is full; None as ``_write``.

        That takes half the time. Until the import ends, whoever reads the table waits.
        """
        try:
            with transaction.atomic():
                restore = self._without_indexes()
                self._prepare_touched()
                self._execute(_WRITE_FIRST, self._parts)
                for statement in restore:
                    self._cursor.execute(statement)
                self._execute(_TOUCHED_FIRST, self._parts)
        except IntegrityError as error:
            if isinstance(error.__cause__, errors.UniqueViolation):
                return None
            raise
        return self._counted()

    def _without_indexes(self) -> list[sql.Composable]:
        """Drop the table's indexes; returns the statements that make them again, whose
        braces are their own."""
        self._execute(_INDEXES, self._parts)
        restore: list[sql.Composable] = []
        for name, constraint, as_constraint, as_index in self._cursor.fetchall():
            if constraint is None:
                self._execute("DROP INDEX {name}", {"name": sql.SQL(name)})
                restore.append(sql.SQL(as_index))
                continue
            parts = {**self._parts, "name": sql.Identifier(constraint)}
            self._execute("ALTER TABLE {table} DROP CONSTRAINT {name}", parts)
            added = sql.SQL("ALTER TABLE {table} ADD CONSTRAINT {name} ").format(
                **parts
            )
            restore.append(added + sql.SQL(as_constraint))
        return restore

    def _write(self) -> Stored:
        """Write rows of which no two have the same key."""
        self._prepare_touched()
        self._execute("DROP TABLE IF EXISTS import_changed")
        self._execute(_CHANGED, self._parts)
        self._execute(_PREVIOUS_OWNERS, self._parts)
        self._execute(_WRITE, self._parts)
        return self._counted()

    def _prepare_touched(self) -> None:
        self._execute("DROP TABLE IF EXISTS import_touched")
        self._execute(_TOUCHED)

    def _counted(self) -> Stored:
        self._execute("SELECT SUM(created), SUM(updated) FROM import_touched")
        created, updated = self._cursor.fetchone() or (0, 0)
        return Stored(int(created or 0), int(updated or 0))

    def _identifiers(self) -> dict[str, sql.Composable]:
        key = Target(column="key", sql=self._key())
        columns = [target.column for target in (key, *self._targets)]
        incoming = sql.SQL("SELECT {} FROM import_rows s {}").format(
            sql.SQL(", ").join(
                sql.SQL("{} AS {}").format(
                    sql.SQL(target.sql), sql.Identifier(target.column)
                )
                for target in (key, *self._targets)
            ),
            sql.SQL(_WITH_DECIMALS.format(self._kind.currency))
            if self._kind.currency
            else sql.SQL(""),
        )
        return {
            "table": sql.Identifier(self._kind.table),
            "literal": sql.Literal(self._kind.table),
            "key": sql.Identifier(self._kind.key),
            "owner": sql.Identifier(self._kind.owner),
            "incoming": incoming,
            "columns": _listed("{}", columns),
            "updated": _listed("{}", columns[1:]),
            "current": _listed("t.{}", columns[1:]),
            "new": _listed("incoming.{}", columns[1:]),
            "excluded": _listed("EXCLUDED.{}", columns[1:]),
        }

    def _key(self) -> str:
        if self._is_hashed:
            return (
                "s.row_hash || '-' || "
                "ROW_NUMBER() OVER (PARTITION BY s.row_hash ORDER BY s.file_line)"
            )
        return f's."{self._kind.key}"'

    def _execute(self, text: str, parts: dict[str, Any] | None = None) -> None:
        self._cursor.execute(sql.SQL(text).format(**(parts or {})), self._values)

    def _fetched(self) -> Iterator[tuple[Any, ...]]:
        while rows := self._cursor.fetchmany(_FETCHED):
            yield from rows


def _listed(form: str, names: list[str]) -> sql.Composable:
    return sql.SQL(", ").join(sql.SQL(form).format(sql.Identifier(n)) for n in names)
