"""Member lists: customers named line by line in a text, put into a manual group."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from saleor_customer_groups.host import get_host
from saleor_customer_groups.models import Cause

from .assignments import add_members, check_by_hand
from .errors import CustomerGroupsError, ErrorCode
from .groups import get_group
from .queries import fetch, query

#: Customers that one list may name.
ROWS_LIMIT: Final = 100_000

_COLUMNS: Final = ("customer", "id", "key", "email", "e-mail")


class Outcome(StrEnum):
    """What became of a line, or would become of it."""

    ADDED = "added"
    ALREADY = "already"
    REPEATED = "repeated"
    UNKNOWN = "unknown"
    AMBIGUOUS = "ambiguous"


_PROBLEMS: Final = frozenset({Outcome.UNKNOWN, Outcome.AMBIGUOUS})


class ListLine(NamedTuple):
    """A line of the list that is not blank, counted from 1."""

    number: int
    text: str


class LineResult(NamedTuple):
    """What became of a line. ``customer`` is the key, empty where it names nobody."""

    number: int
    text: str
    outcome: Outcome
    customer: str
    message: str

    @property
    def is_problem(self) -> bool:
        return self.outcome in _PROBLEMS


class ListResult(NamedTuple):
    """What became of a list: who was put in, or would be. ``is_applied`` says which."""

    lines: tuple[LineResult, ...]
    is_applied: bool

    def count(self, outcome: Outcome) -> int:
        return Counter(line.outcome for line in self.lines)[outcome]

    @property
    def problems(self) -> tuple[LineResult, ...]:
        return tuple(line for line in self.lines if line.is_problem)


def read_list(text: str) -> list[ListLine]:
    """The lines of a list: a customer in each, or the ``customer``, ``id``, ``key`` or
    ``email`` column of a CSV with commas, semicolons or tabs.

    Raises CustomerGroupsError for what is no such list, is empty, or is too long.
    """
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff")), _dialect(text))
    try:
        rows = [
            (reader.line_num, [cell.strip() for cell in row])
            for row in reader
            if any(map(str.strip, row))
        ]
    except csv.Error as error:
        raise _refusal(f"The list cannot be read as CSV: {error}.") from error
    header = [cell.lower() for cell in rows[0][1]] if rows else []
    named = [header.index(name) for name in _COLUMNS if name in header]
    column = named[0] if named else 0
    if named:
        del rows[0]
    elif len(header) > 1:
        raise _refusal(
            "The list has several columns, and none of them is called “customer”, “id”,"
            " “key” or “email”. Name the one with the customers."
        )
    lines = [
        ListLine(number, row[column])
        for number, row in rows
        if len(row) > column and row[column]
    ]
    if not lines:
        raise _refusal("The list names no customer.", ErrorCode.REQUIRED)
    if len(lines) > ROWS_LIMIT:
        raise _refusal(
            f"The list names {len(lines):,} customers, more than {ROWS_LIMIT:,} at once."
            " Split it.",
            ErrorCode.TOO_MANY,
        )
    return lines


class _Separated(csv.excel):
    strict = True


def _dialect(text: str) -> type[csv.Dialect]:
    first = text.lstrip("\ufeff\r\n").partition("\n")[0]
    for delimiter in (",", ";", "\t"):
        if delimiter in first:
            return type("Chosen", (_Separated,), {"delimiter": delimiter})
    return _Separated


def import_members(
    code: str,
    lines: Sequence[ListLine],
    *,
    actor: str,
    is_dry: bool = False,
    skips_problems: bool = False,
) -> ListResult:
    """Puts whom the lines name into the group, and says what became of each line.

    Nobody is put in by a dry run, nor where a line names nobody or several customers,
    unless those are to be skipped. Raises CustomerGroupsError for a group that takes
    nobody by hand.
    """
    group = get_group(code)
    check_by_hand(group)
    rows = fetch(
        query("listed_customers", directory=get_host().relation("directory")),
        {
            "lines": [line.number for line in lines],
            "texts": [line.text for line in lines],
            "group": group.pk,
        },
    )
    seen: dict[str, int] = {}
    results = []
    for line, (_, customer, count, is_in) in zip(lines, rows, strict=True):
        outcome, message = _judge(line, customer, count, is_in, seen)
        results.append(
            LineResult(line.number, line.text, outcome, customer or "", message)
        )
    keys = [each.customer for each in results if each.outcome is Outcome.ADDED]
    is_clean = skips_problems or not any(each.is_problem for each in results)
    is_applied = is_clean and not is_dry
    if is_applied and keys:
        add_members(code, keys, actor=actor, cause=Cause.IMPORT)
    return ListResult(tuple(results), is_applied)


def _judge(
    line: ListLine, customer: str | None, count: int, is_in: bool, seen: dict[str, int]
) -> tuple[Outcome, str]:
    if customer is None:
        return Outcome.UNKNOWN, f"There is no customer “{line.text}”."
    if count > 1:
        return (
            Outcome.AMBIGUOUS,
            f"{count} customers have “{line.text}”. Name the one by its key.",
        )
    if customer in seen:
        return Outcome.REPEATED, f"The same customer as in line {seen[customer]}."
    seen[customer] = line.number
    if is_in:
        return Outcome.ALREADY, "In the group already."
    return Outcome.ADDED, ""


def _refusal(message: str, code: ErrorCode = ErrorCode.INVALID) -> CustomerGroupsError:
    return CustomerGroupsError(message, code=code, field="file")
