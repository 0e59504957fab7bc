"""Cells: whole columns and whole rows at once, one by one only where they must be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from saleor_customer_groups.engine.currencies import CURRENCIES

from .problems import BadValueError
from .values import NULL, Conventions, Read, ValueKind, converter

#: Distinct values remembered per column: bounds memory at a few tens of MB.
_REMEMBERED: Final = 100_000

# Plain cells: what PostgreSQL reads as ``values`` does, so that they go there as they
# are. Checking them with one pattern costs a tenth of reading each by itself. No cell
# takes back what it took, which halves that again.
_MONEY: Final = r"[0-9]{1,14}(?:\.[0-9]{1,20})?"
_DAY: Final = (
    r"(?:[12][0-9]{3}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])"
    r"|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)"
    r"|[12][0-9](?:0[48]|[2468][048]|[13579][26])-02-29)"
)
_TIME: Final = r"[T ](?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{6})?"
_ZONE: Final = r"(?:Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])"
_NUMBERS: Final = {
    ValueKind.MONEY: _MONEY,
    ValueKind.NUMBER: f"-?{_MONEY}",
    ValueKind.COUNT: "[0-9]{1,9}",
}
#: Only these separate rows that are checked whole: no plain cell but text can hold them.
_DELIMITERS: Final = frozenset(",;\t|")


def plain_cell(
    kind: ValueKind, conventions: Conventions, *, besides: str = ""
) -> str | None:
    """The pattern of a plain cell, in which no character ``besides`` is; None for none.

    Times without a zone are plain only where the file's zone is that of the connection.
    """
    if kind is ValueKind.TEXT:
        outer = rf"[^\s\\\0{re.escape(besides)}]++"
        inner = rf"[^\S\t\n\r{re.escape(besides)}]++"
        return f"{outer}(?:{inner}{outer})*+"
    if kind in _NUMBERS:
        return None if conventions.has_decimal_comma else _NUMBERS[kind]
    if kind is ValueKind.CURRENCY:
        return f"(?:{'|'.join(CURRENCIES)})"
    if conventions.date_format:
        return None
    if kind is ValueKind.DATE:
        return _DAY
    if kind is ValueKind.INSTANT:
        is_utc = conventions.zone.key == "UTC"
        return f"{_DAY}(?:{_TIME}{_ZONE}?)?" if is_utc else f"{_DAY}{_TIME}{_ZONE}"
    return None


def plain_rows(
    columns: Sequence[ColumnReader], delimiter: str
) -> re.Pattern[str] | None:
    """The pattern of lines of plain cells, none of them quoted; None where a column
    cannot be plain."""
    if delimiter not in _DELIMITERS:
        return None
    cells = [column.plain_cell(besides=f'"{delimiter}') for column in columns]
    if None in cells:
        return None
    row = re.escape(delimiter).join(filter(None, cells))
    return re.compile(rf"(?:{row}(?:\r?\n|\Z))*+")


class _Memo(dict[str, str]):
    def __init__(self, read: Read) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, value: str) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        found = self[value] = self._read(value)
        return found


class ColumnReader:
    """Turns the cells of one column into the text that COPY takes.

    ``read`` raises BadValueError with the reason for a cell that cannot be read.
    """

    def __init__(
        self,
        kind: ValueKind,
        conventions: Conventions,
        *,
        is_required: bool = False,
        choices: Mapping[str, str] | None = None,
    ) -> None:
        self._kind = kind
        self._conventions = conventions
        self._convert = converter(kind, conventions, choices or {})
        self._is_required = is_required
        cell = self.plain_cell()
        self._plain = re.compile(rf"(?:{cell}\n)*+") if cell else None
        self._memo = _Memo(self.read)

    def plain_cell(self, *, besides: str = "") -> str | None:
        """The pattern of cells that need no change, with no character ``besides``."""
        cell = plain_cell(self._kind, self._conventions, besides=besides)
        return cell if cell is None or self._is_required else f"(?:{cell})?+"

    def read(self, value: str) -> str:
        """One cell; NULL for an empty one, which a required field refuses."""
        stripped = value.strip()
        if stripped:
            return self._convert(stripped)
        if self._is_required:
            raise BadValueError("is empty")
        return NULL

    def read_all(self, values: Sequence[str]) -> Iterable[str]:
        """Many cells at once, raises BadValueError at the first bad one."""
        if self._plain and self._plain.fullmatch("\n".join(values) + "\n"):
            return values
        return map(self._memo.__getitem__, values)
