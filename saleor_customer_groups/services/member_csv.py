"""Member CSV: a group's members as a spreadsheet opens them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC
from decimal import Decimal
from typing import Final

from .members import Member

#: What a spreadsheet would run instead of showing it.
_RUNS: Final = ("=", "+", "-", "@", "\t", "\r")

MEMBER_COLUMNS: Final = ("customer", "name", "email", "since", "via")


def spreadsheet_safe(text: str) -> str:
    """The text as a spreadsheet shows it rather than runs it."""
    return f"'{text}" if text.startswith(_RUNS) else text


def member_row(member: Member) -> tuple[str, ...]:
    since = member.since.astimezone(UTC).isoformat() if member.since else ""
    return (
        member.customer,
        member.name,
        member.email,
        since.replace("+00:00", "Z"),
        member.via,
    )


def csv_lines(
    columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> Iterator[str]:
    """The file, line by line; every text is safe to open."""
    yield _line(columns)
    for row in rows:
        yield _line([_shown(cell) for cell in row])


def _shown(cell: object) -> str:
    """A number as it is: below 0 it is none the less no formula."""
    match cell:
        case None:
            return ""
        case Decimal():
            return f"{cell:f}"
        case _:
            return spreadsheet_safe(str(cell))


def _line(cells: Sequence[object]) -> str:
    text = io.StringIO()
    csv.writer(text).writerow(cells)
    return text.getvalue()
