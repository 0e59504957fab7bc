"""Problems: what is wrong with a file, by line, and the file they are listed in."""

from __future__ import annotations

import csv
import re
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Final, NamedTuple, Self

_SHOWN: Final = 10

#: An option that a reason names may settle the problem with the file as it is.
_OPTION: Final = re.compile(r"--[a-z]+(?:-[a-z]+)*")


class UnusableFileError(Exception):
    """The file cannot be imported as asked; the message says what settles it."""


class BadValueError(ValueError):
    """One value cannot be read; the message is the reason."""


class Problem(NamedTuple):
    """One bad value. ``line`` counts the file's lines from 1, the header included."""

    line: int
    column: str
    value: str
    reason: str

    def __str__(self) -> str:
        place = (
            f"line {self.line}, {self.column}" if self.column else f"line {self.line}"
        )
        return f"{place}: {self.reason}"


class Problems:
    """Counts problems, keeps the first few, and lists all of them in a CSV file.

    ``row_count`` is how many rows they are in: those of one row follow each other.
    ``options`` are those that their reasons name. Memory stays flat however many
    problems there are. Cells that a spreadsheet would run are
    escaped. An import without problems leaves a list with its header only.
    """

    def __init__(self, path: Path | None) -> None:
        self.count = 0
        self.row_count = 0
        self.options: set[str] = set()
        self.first: list[Problem] = []
        self._line = 0
        self._path = path
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        if self._path:
            try:
                file = self._stack.enter_context(
                    self._path.open("w", newline="", encoding="utf-8")
                )
            except OSError as error:
                raise UnusableFileError(
                    f"The problems cannot be listed in {self._path}: {error.strerror}."
                ) from error
            self._write = csv.writer(file).writerow
            self._write(Problem._fields)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    def add(self, problem: Problem) -> None:
        self.count += 1
        self.row_count += problem.line != self._line
        self._line = problem.line
        reason = problem.reason.replace(f'"{problem.value.strip()}"', "")
        self.options.update(_OPTION.findall(reason))
        if len(self.first) < _SHOWN:
            self.first.append(problem)
        if self._path:
            self._write(
                [problem.line, problem.column, _inert(problem.value), problem.reason]
            )


def _inert(text: str) -> str:
    """The text as a spreadsheet shows it rather than runs it."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
