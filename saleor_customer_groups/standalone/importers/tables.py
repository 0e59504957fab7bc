"""TableFile: a delimited file read in batches of rows that know their line."""

from __future__ import annotations

import csv
import gzip
import io
import re
import zlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import chain, islice
from pathlib import Path
from types import TracebackType
from typing import Final, NamedTuple, Self

from .problems import UnusableFileError

WHITESPACE: Final = "whitespace"

#: Small enough for the processor's cache and for Python's collector of garbage.
_BATCH: Final = 2_000
_GZIP: Final = b"\x1f\x8b"
_NAMED_DELIMITERS: Final = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";"}


class Batch(NamedTuple):
    """Rows that follow each other; ``lines`` are those on which they begin, from 1.

    Plain rows come as the ``text`` of their lines, all others as ``rows``.
    """

    lines: Sequence[int]
    rows: list[list[str]]
    text: str = ""


class TableFile:
    """A file with a header: plain or gzip, with or without a byte order mark.

    Raises UnusableFileError, with a sentence that says what settles it, for whatever is
    wrong with the file as a whole.
    """

    def __init__(self, path: Path, *, delimiter: str, encoding: str) -> None:
        self.path = path
        self.delimiter = _NAMED_DELIMITERS.get(delimiter, delimiter)
        self.encoding = encoding
        self._line = 0

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            try:
                self._raw = stack.enter_context(self.path.open("rb"))
                self.size = self.path.stat().st_size
                self._text = stack.enter_context(self._decoded())
            except OSError as error:
                raise UnusableFileError(
                    f"{self.path} cannot be read: {error.strerror}."
                ) from error
            self._refuse_long_delimiter()
            self.header = self._read_header()
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    @property
    def position(self) -> int:
        """Bytes of the file taken so far, of ``size``."""
        return self._raw.tell()

    def batches(self, plain: re.Pattern[str] | None = None) -> Iterator[Batch]:
        """The rows after the header. Blank lines are passed over.

        Lines that match ``plain`` together are not taken apart into rows.
        """
        while lines := self._take(_BATCH):
            text = "".join(lines) if plain else ""
            if plain and plain.fullmatch(text):
                first, self._line = self._line + 1, self._line + len(lines)
                yield Batch(range(first, self._line + 1), [], text)
                continue
            batch = self._parsed(lines)
            if batch.rows:
                yield batch

    def _parsed(self, text: list[str]) -> Batch:
        """The rows that begin in the lines, and as many more as make up for quoted
        values that span several."""
        rows, taken = self._rows_of(text)
        first, self._line = self._line + 1, self._line + taken
        lines: Sequence[int] = range(first, first + len(rows))
        if taken != len(rows):
            lines = _lines_of(rows, first)
        if [] in rows:
            kept = [(line, row) for line, row in zip(lines, rows, strict=True) if row]
            lines, rows = [line for line, _ in kept], [row for _, row in kept]
        return Batch(lines, rows)

    def _rows_of(self, lines: list[str]) -> tuple[list[list[str]], int]:
        """The rows, and how many lines they take up."""
        if self.delimiter == WHITESPACE:
            return [line.split() for line in lines], len(lines)
        source = chain(lines, self._text)
        reader = csv.reader(source, delimiter=self.delimiter, strict=True)
        try:
            with self._readable():
                return list(islice(reader, len(lines))), reader.line_num
        except csv.Error as error:
            raise UnusableFileError(
                f"{self.path}, line {self._line + reader.line_num}: {error}. Look for a "
                'quotation mark not closed, or not doubled inside quotes ("").'
            ) from error

    def _take(self, count: int) -> list[str]:
        with self._readable():
            return list(islice(self._text, count))

    @contextmanager
    def _readable(self) -> Iterator[None]:
        try:
            yield
        except UnicodeDecodeError as error:
            # Text is decoded in blocks, so that the line is not known exactly.
            place = f"after line {self._line}" if self._line else "in its first lines"
            raise UnusableFileError(
                f"{self.path} is not {self.encoding} ({place}): say "
                "how it is written with --encoding, for instance --encoding latin-1."
            ) from error
        except (EOFError, zlib.error, OSError) as error:
            raise UnusableFileError(
                f"{self.path} cannot be read to its end: {error}."
            ) from error

    def _decoded(self) -> io.TextIOWrapper:
        is_gzip = self._raw.peek(2)[:2] == _GZIP
        binary = gzip.GzipFile(fileobj=self._raw) if is_gzip else self._raw
        try:
            encoding = self.encoding.lower().replace("_", "-")
            encoding = "utf-8-sig" if encoding in ("utf-8", "utf8") else encoding
            return io.TextIOWrapper(binary, encoding=encoding, newline="")
        except LookupError as error:
            raise UnusableFileError(
                f'There is no encoding "{self.encoding}"; --encoding takes such names '
                "as utf-8, latin-1 and cp1252."
            ) from error

    def _refuse_long_delimiter(self) -> None:
        if self.delimiter != WHITESPACE and len(self.delimiter) != 1:
            raise UnusableFileError(
                f'--delimiter takes one character, "tab" or "{WHITESPACE}", '
                f'not "{self.delimiter}".'
            )

    def _read_header(self) -> tuple[str, ...]:
        while lines := self._take(1):
            for row in self._parsed(lines).rows:
                if not any(row):
                    continue
                header = tuple(name.strip() for name in row)
                self._refuse_other_delimiter(header)
                return header
        raise UnusableFileError(
            f"{self.path} is empty: it needs a line of column names."
        )

    def _refuse_other_delimiter(self, header: tuple[str, ...]) -> None:
        if len(header) > 1:
            return
        for sign, name in ((";", "';'"), ("\t", "tab"), ("|", "'|'"), (",", "','")):
            if sign in header[0] and sign != self.delimiter:
                raise UnusableFileError(
                    f"The header of {self.path} is one column; it seems to be "
                    f"separated otherwise: use --delimiter {name}."
                )


def _lines_of(rows: list[list[str]], first: int) -> list[int]:
    """Where each row begins, when quoted values span lines."""
    lines = []
    for row in rows:
        lines.append(first)
        first += 1 + sum(_newlines(value) for value in row)
    return lines


def _newlines(value: str) -> int:
    return value.count("\n") + value.count("\r") - value.count("\r\n")
