"""TableFile: a delimited file read in batches of rows that know their line."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import islice
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
    """Rows that follow each other; ``lines`` are those on which they begin, from 1."""

    lines: Sequence[int]
    rows: list[list[str]]


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
                self._rows = self._reader(stack.enter_context(self._text()))
            except OSError as error:
                raise UnusableFileError(
                    f"{self.path} cannot be read: {error.strerror}."
                ) from error
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

    def batches(self) -> Iterator[Batch]:
        """The rows after the header. Blank lines are passed over."""
        while rows := self._take(_BATCH):
            first = self._line + 1
            lines: Sequence[int] = range(first, first + len(rows))
            if self._lines_read() != self._line + len(rows):
                lines = _lines_of(rows, first)
            self._line = self._lines_read() or self._line + len(rows)
            if [] in rows:
                kept = [
                    (line, row) for line, row in zip(lines, rows, strict=True) if row
                ]
                lines, rows = [line for line, _ in kept], [row for _, row in kept]
            if rows:
                yield Batch(lines, rows)

    def _text(self) -> io.TextIOWrapper:
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

    def _reader(self, text: io.TextIOWrapper) -> Iterator[list[str]]:
        if self.delimiter == WHITESPACE:
            self._csv = None
            return map(str.split, text)
        if len(self.delimiter) != 1:
            raise UnusableFileError(
                f'--delimiter takes one character, "tab" or "{WHITESPACE}", '
                f'not "{self.delimiter}".'
            )
        self._csv = csv.reader(text, delimiter=self.delimiter, strict=True)
        return self._csv

    def _lines_read(self) -> int:
        return self._csv.line_num if self._csv else 0

    def _take(self, count: int) -> list[list[str]]:
        try:
            return list(islice(self._rows, count))
        except UnicodeDecodeError as error:
            raise UnusableFileError(
                f"{self.path} is not {self.encoding} (after line {self._line}): say "
                "how it is written with --encoding, for instance --encoding latin-1."
            ) from error
        except csv.Error as error:
            raise UnusableFileError(
                f"{self.path}, line {self._lines_read()}: {error}. Look for a "
                'quotation mark not closed, or not doubled inside quotes ("").'
            ) from error
        except (EOFError, zlib.error, OSError) as error:
            raise UnusableFileError(
                f"{self.path} cannot be read to its end: {error}."
            ) from error

    def _read_header(self) -> tuple[str, ...]:
        while taken := self._take(1):
            self._line = self._lines_read() or self._line + 1
            if any(taken[0]):
                header = tuple(name.strip() for name in taken[0])
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
