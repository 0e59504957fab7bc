"""Price files: CSV of prices, put into a list in a few statements for any number of rows.

A row names a target by its kind and the host's ``key``, or by its ``code``, which is the
SKU of a variant and the slug of anything else; from a quantity on it costs an ``amount`` or
so many ``percentage`` more, or less below 0. Rows are copied as they are written and read
by the database, so that memory stays flat.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Final, NamedTuple, NoReturn

from django.db import connections, transaction

from saleor_customer_groups.engine.amounts import AMOUNT_LIMIT
from saleor_customer_groups.engine.price_lists import (
    LOWEST_PERCENTAGE,
    Scope,
    Target,
)
from saleor_customer_groups.engine.rounding import unit_of
from saleor_customer_groups.host import get_host
from saleor_customer_groups.models import PriceList

from .errors import ErrorCode
from .group_checks import refuse
from .price_lists import locked_price_list, touch
from .prices import KEY_LENGTH, PERCENTAGE_LIMIT, PRICES_LIMIT, QUANTITY_LIMIT
from .queries import fetch, query, writer

#: Rows of one file.
ROWS_LIMIT: Final = 1_000_000
#: Characters of one cell, far more than any has.
CELL_LIMIT: Final = 1_000

_FIELDS: Final = {
    "kind": ("kind", "type"),
    "key": ("key",),
    "code": ("code", "sku", "slug"),
    "quantity": ("from_quantity", "quantity", "min_quantity"),
    "amount": ("amount", "price"),
    "percentage": ("percentage", "percent"),
}
_DELIMITERS: Final = (",", ";", "\t")
_NUMBER: Final = r"^[+-]?[0-9]{1,15}(\.[0-9]{1,10})?$"
#: A spreadsheet was told not to run what begins like this.
_QUOTED: Final = ("'=", "'+", "'-", "'@")
_SPECIAL: Final = re.compile(r"[\\\t\r\n]")
_ESCAPES: Final = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})
_FETCHED: Final = 2_000

_STAGE: Final = """
CREATE TEMPORARY TABLE price_file (
  line bigint, note text, kind text, key text, code text, quantity text, amount text,
  percentage text
) ON COMMIT DROP
"""
_COPY: Final = "COPY price_file FROM STDIN"
_DROP: Final = "DROP TABLE IF EXISTS price_file, price_file_row, price_file_problem"
_COUNT: Final = "SELECT count(*), count(DISTINCT line) FROM price_file_problem"
_PROBLEMS: Final = "SELECT line, title, written, reason FROM price_file_problem"


class FileProblem(NamedTuple):
    """One cell that is wrong. ``line`` counts from 1, the header included; ``column`` is
    empty where it is the row as a whole."""

    line: int
    column: str
    value: str
    reason: str

    def __str__(self) -> str:
        place = f"line {self.line}" + (f", {self.column}" if self.column else "")
        value = f" “{self.value}”" if self.value else ""
        return f"{place}:{value} {self.reason}"


class PriceImport(NamedTuple):
    """What a file did to a list, or would do without its bad rows. ``rows`` are all;
    ``bad_rows`` those that ``problems`` are about; ``removed`` are prices that the file
    does not have."""

    rows: int
    created: int
    changed: int
    removed: int
    problems: int
    bad_rows: int
    is_applied: bool

    @property
    def unchanged(self) -> int:
        return self.rows - self.bad_rows - self.created - self.changed


def import_prices(
    code: str,
    lines: Iterable[str],
    *,
    is_dry: bool = False,
    keeps_going: bool = False,
    replaces: bool = False,
    has_decimal_comma: bool = False,
    on_problem: Callable[[FileProblem], None] = lambda _problem: None,
) -> PriceImport:
    """Sets the prices of a file's lines, all or none; with ``keeps_going`` without those
    that cannot be. With ``replaces`` the list has no others afterwards.

    ``on_problem`` is called for every problem, in the order of the file. Raises
    CustomerGroupsError about ``file`` for what is no such file.
    """
    rows = _Rows(lines, has_decimal_comma=has_decimal_comma)
    with transaction.atomic():
        price_list = locked_price_list(code)
        _stage(rows)
        _read(price_list, rows)
        problems, bad_rows = fetch(_COUNT, {})[0]
        _tell(on_problem)
        # What would be done is done, and taken back where it is not wanted.
        params = {"list": price_list.pk}
        ((created, changed),) = fetch(query("import_prices"), params)
        removed = 0
        if replaces:
            ((removed,),) = fetch(query("remove_other_prices"), params)
        is_applied = (keeps_going or not problems) and not is_dry
        touch(price_list, is_changed=bool(created or changed or removed))
        if not is_applied:
            transaction.set_rollback(True)
    return PriceImport(
        rows.count, created, changed, removed, problems, bad_rows, is_applied
    )


def _stage(rows: _Rows) -> None:
    with connections[writer()].cursor() as cursor:
        cursor.execute(_DROP)
        cursor.execute(_STAGE)
        with cursor.copy(_COPY) as copy:
            for line in rows:
                copy.write(line)


def _read(price_list: PriceList, rows: _Rows) -> None:
    """Has the database read the rows, and find what is wrong with them."""
    targets = get_host().relation("targets")
    scopes = [scope.value for scope in Scope]
    fetch(
        query("price_file_rows", targets=targets),
        {"scopes": scopes, "number": _NUMBER},
    )
    fetch("ANALYZE price_file_row", {})
    strangers = fetch(
        query("price_file_strangers", targets=targets), {"longest": KEY_LENGTH}
    )
    unknown = _unknown([Target(Scope(scope), key) for scope, key in strangers])
    if unknown:
        fetch(
            query("price_file_unknown"),
            {
                "scopes": [each.scope.value for each in unknown],
                "keys": [each.key for each in unknown],
            },
        )
    currency = price_list.currency
    unit = unit_of(currency)
    comma = "" if rows.has_decimal_comma else "; a decimal sign is a point"
    fetch(
        query("price_file_problems"),
        {
            "longest": KEY_LENGTH,
            "most": QUANTITY_LIMIT,
            "below": AMOUNT_LIMIT,
            "unit": unit,
            "lowest": LOWEST_PERCENTAGE,
            "highest": PERCENTAGE_LIMIT,
            "no_kind": f"is none of {', '.join(scopes)}",
            "too_long": f"has more than {KEY_LENGTH} characters",
            "no_quantity": f"is no whole number from 1 to {QUANTITY_LIMIT}",
            "no_number": f"is not a number{comma}",
            "no_amount": f"is no price: use 0 to below {AMOUNT_LIMIT}",
            "no_money": (
                f"cannot be charged in {currency}, whose smallest amount is {unit}"
            ),
            "no_percentage": (
                f"is out of range: use {LOWEST_PERCENTAGE} to {PERCENTAGE_LIMIT}"
            ),
        },
    )


def _unknown(strangers: Sequence[Target]) -> list[Target]:
    """Those that the host does not know at all."""
    found: list[Target] = []
    for start in range(0, len(strangers), PRICES_LIMIT):
        part = strangers[start : start + PRICES_LIMIT]
        known = get_host().show_targets(part)
        found += [each for each in part if each not in known]
    return found


def _tell(on_problem: Callable[[FileProblem], None]) -> None:
    with connections[writer()].chunked_cursor() as cursor:
        cursor.execute(_PROBLEMS)
        while found := cursor.fetchmany(_FETCHED):
            for row in found:
                on_problem(FileProblem(*row))


class _Rows:
    """The rows of a file as COPY takes them; ``count`` is how many there were so far."""

    def __init__(self, lines: Iterable[str], *, has_decimal_comma: bool) -> None:
        self.count = 0
        self.has_decimal_comma = has_decimal_comma
        source = _readable(lines)
        first = next((line for line in source if line.strip()), None)
        if first is None:
            _refuse("The file is empty: it needs a line of column names.")
        delimiter = max(_DELIMITERS, key=first.count)
        self._reader = csv.reader(
            chain([first], source), delimiter=delimiter, strict=True
        )
        self._header = [name.strip().lower() for name in next(self._reader)]
        self._places = _places(self._header)

    def __iter__(self) -> Iterator[str]:
        try:
            for cells in self._reader:
                if any(map(str.strip, cells)):
                    yield self._copied(self._reader.line_num, cells)
        except csv.Error as error:
            _refuse(
                f"Line {self._reader.line_num} cannot be read as CSV: {error}. Look for a"
                " quotation mark that is not closed, or not doubled inside quotes."
            )
        if not self.count:
            _refuse("The file has no prices.", ErrorCode.REQUIRED)

    def _copied(self, number: int, cells: list[str]) -> str:
        self.count += 1
        if self.count > ROWS_LIMIT:
            _refuse(
                f"The file has more than {ROWS_LIMIT:,} prices. Split it.",
                ErrorCode.TOO_MANY,
            )
        width = len(self._header)
        note = ""
        if len(cells) != width:
            note = f"has {len(cells)} values where the header has {width}"
            cells = [*cells, *[""] * width][:width]
        values = [
            "" if place is None else self._cell(cells[place], name, number)
            for name, place in self._places.items()
        ]
        return "\t".join((str(number), note, *values)) + "\n"

    def _cell(self, text: str, name: str, number: int) -> str:
        text = text.strip()
        if text.startswith(_QUOTED):
            text = text[1:]
        if self.has_decimal_comma and name in ("amount", "percentage"):
            text = text.replace(".", "").replace(",", ".")
        if len(text) > CELL_LIMIT:
            _refuse(f"Line {number} has a cell of more than {CELL_LIMIT} characters.")
        return text.translate(_ESCAPES) if _SPECIAL.search(text) else text


def _readable(lines: Iterable[str]) -> Iterator[str]:
    """The lines, without a byte order mark. Refuses what is no text."""
    try:
        for number, line in enumerate(lines, 1):
            if "\0" in line:
                _refuse(f"Line {number} contains NUL: the file is no text.")
            yield line.removeprefix("\ufeff") if number == 1 else line
    except UnicodeDecodeError as error:
        _refuse(
            f"The file is no text in UTF-8: {error.reason} at byte {error.start:,}. Save"
            " it as UTF-8."
        )


def _places(header: Sequence[str]) -> dict[str, int | None]:
    """Where each field stands; None where the file has no such column."""
    found: dict[str, int | None] = {}
    for field, names in _FIELDS.items():
        places = [n for n, column in enumerate(header) if column in names]
        if len(places) > 1:
            named = " and ".join(f"“{header[n]}”" for n in places)
            _refuse(f"The columns {named} could each be the {names[0]}. Rename one.")
        found[field] = places[0] if places else None
    if found["amount"] is None and found["percentage"] is None:
        _refuse(
            "The file needs a column “amount” or “percentage”; its columns are:"
            f" {', '.join(header)}."
        )
    if all(found[name] is None for name in ("kind", "key", "code")):
        _refuse(
            "The file needs a column “key”, or “code” with SKUs or slugs; its columns"
            f" are: {', '.join(header)}."
        )
    return found


def _refuse(message: str, code: ErrorCode = ErrorCode.INVALID) -> NoReturn:
    refuse(message, "file", code)
