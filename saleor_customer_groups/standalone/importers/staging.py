"""Staging: the rows of a file, read and typed, in a temporary table."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING

from psycopg import sql

from .cells import ColumnReader, plain_rows
from .columns import Matching
from .kinds import Field, ImportKind
from .problems import BadValueError, Problem, Problems
from .tables import Batch, TableFile
from .values import SQL_TYPES, Conventions

if TYPE_CHECKING:
    import re

    from django.db.backends.utils import CursorWrapper
    from psycopg import Copy

Progress = Callable[[int], None]


class _StagedColumn:
    """One column on its way from the file into the staging table."""

    def __init__(
        self, field: Field, position: int, header: str, conventions: Conventions
    ) -> None:
        self.position = position
        self.header = header
        self.reader = ColumnReader(
            field.kind,
            conventions,
            is_required=field.is_required,
            choices=field.choices,
        )


class Staging:
    """Stages the rows of one file.

    The view ``import_rows`` has the file's line, every field of the kind (NULL where the
    file has no such column), the attributes as ``attribute_0`` ... and, where the file
    does not name its rows, their hash.
    """

    def __init__(
        self, kind: ImportKind, matching: Matching, conventions: Conventions
    ) -> None:
        self.count = 0
        self._kind = kind
        self.is_hashed = kind.key not in matching.fields
        attributes = [
            (attribute.field(number), attribute.position, attribute.header)
            for number, attribute in enumerate(matching.attributes)
        ]
        named = sorted([*matching.columns, *attributes], key=itemgetter(1))
        self._fields = [*kind.fields, *(field for field, _, _ in attributes)]
        self._names = [field.name for field, _, _ in named]
        self._columns = [_StagedColumn(*column, conventions) for column in named]

    def create_table(self, cursor: CursorWrapper) -> None:
        """The table of what the file has, under a view of what it might have.

        The view's columns that are NULL throughout cost no memory, and what is made of
        them is known before the first row is read.
        """
        cursor.execute("DROP TABLE IF EXISTS import_staged CASCADE")
        cursor.execute(
            sql.SQL(
                "CREATE TEMPORARY TABLE import_staged "
                "(file_line bigint, row_hash text, {}) ON COMMIT DROP"
            ).format(self._listed("{name} {type}", is_staged=True))
        )
        cursor.execute(
            sql.SQL(
                "CREATE TEMPORARY VIEW import_rows AS SELECT *{} FROM import_staged"
            ).format(self._listed(", NULL::{type} AS {name}", is_staged=False))
        )

    def _listed(self, form: str, *, is_staged: bool) -> sql.Composable:
        separator = ", " if is_staged else ""
        return sql.SQL(separator).join(
            sql.SQL(form).format(
                name=sql.Identifier(field.name), type=sql.SQL(SQL_TYPES[field.kind])
            )
            for field in self._fields
            if (field.name in self._names) is is_staged
        )

    def copy(
        self,
        cursor: CursorWrapper,
        file: TableFile,
        problems: Problems,
        progress: Progress,
    ) -> None:
        """Copy every good row; the bad ones become problems. Memory stays flat."""
        names = ["file_line", *(["row_hash"] if self.is_hashed else []), *self._names]
        statement = sql.SQL("COPY import_staged ({}) FROM STDIN (NULL '')").format(
            sql.SQL(", ").join(map(sql.Identifier, names))
        )
        plain = self._plain_rows(file)
        with cursor.copy(statement) as copy:
            for batch in file.batches(plain):
                if batch.text:
                    copy.write(_numbered(batch, file.delimiter))
                    self.count += len(batch.lines)
                else:
                    self._copy_rows(copy, batch, file.header, problems)
                progress(file.position)

    def _plain_rows(self, file: TableFile) -> re.Pattern[str] | None:
        """What rows look like that go as they are: that takes a third of the time.

        None where the file has columns that are not staged, or rows to be hashed.
        """
        if self.is_hashed or len(self._columns) != len(file.header):
            return None
        return plain_rows([column.reader for column in self._columns], file.delimiter)

    def _copy_rows(
        self, copy: Copy, batch: Batch, header: Sequence[str], problems: Problems
    ) -> None:
        columns = self._read(batch, len(header))
        if columns is None:
            batch = self._without_bad_rows(batch, header, problems)
            columns = self._read(batch, len(header)) or []
        if batch.rows:
            copy.write("\n".join(map("\t".join, zip(*columns, strict=True))))
            copy.write("\n")
        self.count += len(batch.rows)

    def _read(self, batch: Batch, width: int) -> list[Iterable[str]] | None:
        """The batch column by column, as COPY takes it; None where a row is bad."""
        if not batch.rows or set(map(len, batch.rows)) != {width}:
            return None
        cells = list(zip(*batch.rows, strict=True))
        columns: list[Iterable[str]] = [map(str, batch.lines)]
        if self.is_hashed:
            columns.append(map(_hash, batch.rows))
        try:
            columns.extend(
                list(column.reader.read_all(cells[column.position]))
                for column in self._columns
            )
        except BadValueError:
            return None
        return columns

    def _without_bad_rows(
        self, batch: Batch, header: Sequence[str], problems: Problems
    ) -> Batch:
        """The slow way, value by value, taken only for batches with a bad row."""
        lines: list[int] = []
        rows: list[list[str]] = []
        for line, row in zip(batch.lines, batch.rows, strict=True):
            if not any(map(str.strip, row)):
                continue
            found = self._problems_of(line, row, header)
            for problem in found:
                problems.add(problem)
            if not found:
                lines.append(line)
                rows.append(row)
        return Batch(lines, rows)

    def _problems_of(
        self, line: int, row: list[str], header: Sequence[str]
    ) -> list[Problem]:
        if len(row) != len(header):
            reason = f"has {len(row)} values where the header has {len(header)}"
            return [Problem(line, "", "", reason)]
        found = []
        for column in self._columns:
            value = row[column.position]
            try:
                column.reader.read(value)
            except BadValueError as error:
                found.append(Problem(line, column.header, value, str(error)))
        return found


def _numbered(batch: Batch, delimiter: str) -> str:
    """Plain rows as COPY takes them, behind their lines."""
    text = batch.text.replace("\r\n", "\n").removesuffix("\n")
    rows = text.replace(delimiter, "\t").split("\n")
    numbered = zip(batch.lines, rows, strict=True)
    return "".join([f"{line}\t{row}\n" for line, row in numbered])


def _hash(row: list[str]) -> str:
    return hashlib.md5("\x1f".join(row).encode(), usedforsecurity=False).hexdigest()
