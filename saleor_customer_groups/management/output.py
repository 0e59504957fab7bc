"""Output: rows and documents as a table for people, as CSV or as JSON."""

from __future__ import annotations

import argparse
import csv
import json
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import chain, islice
from typing import Final, TextIO, TypeAlias
from zoneinfo import ZoneInfo

from saleor_customer_groups.services.member_csv import spreadsheet_safe

FORMATS: Final = ("table", "csv", "json")

#: Column widths are those of the first rows, so that a table of millions streams too.
_MEASURED: Final = 1_000
_GAP: Final = "  "
_NARROWEST: Final = 8


class Share(float):
    """A part of a whole, 0 to 1; a percentage in tables."""


Cell: TypeAlias = str | int | Share | bool | datetime | None


def add_format(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--format", choices=FORMATS, default="table", help="how to print (table)"
    )


def write_rows(
    titles: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    form: str,
    zone: ZoneInfo,
    stream: TextIO | None = None,
) -> None:
    """Prints the rows as they come.

    Instants are in ``zone`` in a table, which says so, else in UTC; shares are parts of
    1 but for tables. JSON keys are the titles in lower case with underscores.
    """
    stream = stream or sys.stdout
    if form == "json":
        _write_json(titles, rows, stream)
    elif form == "csv":
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(titles)
        writer.writerows([as_csv(cell) for cell in row] for row in rows)
    else:
        _write_table(titles, rows, zone, stream)


def write_document(
    document: Mapping[str, object], stream: TextIO | None = None
) -> None:
    """One JSON object, indented; instants in UTC."""
    json.dump(
        {key: _plain(value) for key, value in document.items()},
        stream or sys.stdout,
        indent=2,
        ensure_ascii=False,
    )
    (stream or sys.stdout).write("\n")


def json_key(title: str) -> str:
    return title.lower().replace(" ", "_")


def as_csv(cell: Cell) -> str:
    """The cell as a spreadsheet shows it rather than runs it."""
    if isinstance(cell, str):
        return spreadsheet_safe(cell)
    if isinstance(cell, Share):
        return f"{cell:.4f}"
    plain = _plain(cell)
    if isinstance(plain, bool):
        return "true" if plain else "false"
    return "" if plain is None else str(plain)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, Share):
        return round(float(value), 6)
    return value


def _write_json(
    titles: Sequence[str], rows: Iterable[Sequence[Cell]], stream: TextIO
) -> None:
    keys = [json_key(title) for title in titles]
    opening = "["
    for row in rows:
        shown = {key: _plain(cell) for key, cell in zip(keys, row, strict=True)}
        stream.write(f"{opening}\n  {json.dumps(shown, ensure_ascii=False)}")
        opening = ","
    stream.write("[]\n" if opening == "[" else "\n]\n")


# --- tables --------------------------------------------------------------------------


def _write_table(
    titles: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    zone: ZoneInfo,
    stream: TextIO,
) -> None:
    source = iter(rows)
    first = list(islice(source, _MEASURED))
    texts = [[_shown(cell, zone) for cell in row] for row in first]
    columns = list(_columns(first, len(titles)))
    is_number = [_are_numbers(cells) for cells in columns]
    widths = [
        max(map(width, cells)) for cells in _columns([titles, *texts], len(titles))
    ]
    is_text = [any(isinstance(cell, str) for cell in cells) for cells in columns]
    limits = _fitted(widths, _available(stream), is_text)
    rest = ([_shown(cell, zone) for cell in row] for row in source)
    rule = ["-" * limit for limit in limits]
    for row in chain([titles, rule], texts, rest):
        cells = [
            _padded(text, limit, to_right=number, is_cut=limits != widths)
            for text, limit, number in zip(row, limits, is_number, strict=True)
        ]
        stream.write(_GAP.join(cells).rstrip() + "\n")


def _columns(rows: Sequence[Sequence[Cell]], count: int) -> Iterator[list[Cell]]:
    return ([row[n] for row in rows] for n in range(count))


def _are_numbers(cells: Sequence[Cell]) -> bool:
    known = [cell for cell in cells if cell is not None]
    return bool(known) and all(
        isinstance(cell, int | float) and not isinstance(cell, bool) for cell in known
    )


def _shown(cell: Cell, zone: ZoneInfo) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "yes" if cell else "no"
        case int():
            return f"{cell:,}"
        case Share():
            return f"{cell * 100:.1f} %"
        case datetime():
            return f"{cell.astimezone(zone):%Y-%m-%d %H:%M %Z}"
        case _:
            return " ".join(str(cell).split())


def _available(stream: TextIO) -> int | None:
    """Columns of the terminal; None where the output goes elsewhere."""
    return shutil.get_terminal_size().columns if stream.isatty() else None


def _fitted(
    widths: Sequence[int], available: int | None, is_text: Sequence[bool]
) -> list[int]:
    """The widths, the widest of texts made narrower until the row fits."""
    limits = list(widths)
    if available is None:
        return limits
    room = available - len(_GAP) * (len(limits) - 1)
    texts = [n for n, is_cut in enumerate(is_text) if is_cut]
    while texts and sum(limits) > room:
        widest = max(texts, key=limits.__getitem__)
        if limits[widest] <= _NARROWEST:
            break
        limits[widest] -= 1
    return limits


def width(text: Cell) -> int:
    """Columns that the text takes on a terminal: wide characters two, accents none."""
    return sum(0 if unicodedata.combining(char) else _cells(char) for char in str(text))


def _cells(char: str) -> int:
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _padded(text: str, limit: int, *, to_right: bool, is_cut: bool) -> str:
    if is_cut and width(text) > limit:
        while width(text) >= limit:
            text = text[:-1]
        text += "…"
    space = " " * (limit - width(text))
    return space + text if to_right else text + space
