"""Price files: prices of a list from a CSV file, and to one."""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from saleor_customer_groups.services.member_csv import csv_lines, spreadsheet_safe
from saleor_customer_groups.services.price_exports import PriceRow, list_prices
from saleor_customer_groups.services.price_files import (
    FileProblem,
    PriceImport,
    import_prices,
)
from saleor_customer_groups.services.price_lists import get_price_list

from .export import replaced
from .numbers import counted

_SHOWN: Final = 10
FILE_FORMAT: Final = """\
The file of import is a CSV in UTF-8 with a line of column names: kind (variant, product,
collection, category or all; a variant without it), key or code (the SKU of a variant, the
slug of anything else), from_quantity (1 without it), and amount or percentage. Other
columns are not read. What export writes is such a file."""


def add_files(actions: Any) -> None:
    """The actions ``import`` and ``export``."""
    reading = actions.add_parser(
        "import",
        help="set the prices of a file",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog=FILE_FORMAT,
    )
    reading.add_argument("code", metavar="LIST", help="the list's code")
    reading.add_argument("file", type=Path, metavar="FILE", help="CSV; - for stdin")
    reading.add_argument(
        "--dry-run", action="store_true", help="check everything, write nothing"
    )
    reading.add_argument(
        "--keep-going", action="store_true", help="leave bad rows out, set the rest"
    )
    reading.add_argument(
        "--replace", action="store_true", help="take out prices that it does not have"
    )
    reading.add_argument(
        "--decimal-comma", action="store_true", help="1.234,56 rather than 1234.56"
    )
    reading.add_argument(
        "--errors",
        type=Path,
        metavar="FILE",
        help="list the bad cells in this CSV file",
    )
    writing = actions.add_parser("export", help="write the prices to a CSV file")
    writing.add_argument("code", metavar="LIST", help="the list's code")
    writing.add_argument("--output", type=Path, metavar="FILE", required=True)


def import_file(options: argparse.Namespace) -> int:
    """0 when the file is good or bad rows were left out as asked, else 1."""
    first: list[FileProblem] = []
    with _listed(options.errors) as write, _opened(options.file) as lines:

        def on_problem(problem: FileProblem) -> None:
            if len(first) < _SHOWN:
                first.append(problem)
            write(problem)

        found = import_prices(
            options.code,
            lines,
            is_dry=options.dry_run,
            keeps_going=options.keep_going,
            replaces=options.replace,
            has_decimal_comma=options.decimal_comma,
            on_problem=on_problem,
        )
    for problem in first:
        sys.stderr.write(f"{problem}\n")
    if found.problems > len(first):
        where = f"; all are in {options.errors}" if options.errors else ""
        sys.stderr.write(f"... and {found.problems - len(first):,} more{where}.\n")
    sys.stdout.write(f"{_outcome(options, found)}\n")
    return 0 if options.keep_going or not found.problems else 1


def _outcome(options: argparse.Namespace, found: PriceImport) -> str:
    if found.problems and not options.keep_going:
        return (
            f"Nothing was written: {counted(found.problems, 'problem')} in"
            f" {counted(found.bad_rows, 'row')}. Correct the file, or leave the bad rows"
            " out with --keep-going."
        )
    said = (
        f"{counted(found.rows - found.bad_rows, 'price')}: {found.created:,} new,"
        f" {found.changed:,} changed, {found.unchanged:,} as they were."
    )
    if options.replace:
        said += f" {found.removed:,} others were taken out."
    if found.bad_rows:
        said += f" {counted(found.bad_rows, 'bad row')} left out."
    if options.dry_run:
        said += " This was a dry run: nothing was written."
    return said


@contextmanager
def _opened(path: Path) -> Iterator[Iterator[str]]:
    if str(path) == "-":
        yield iter(sys.stdin)
        return
    with path.open(newline="", encoding="utf-8-sig") as file:
        yield file


@contextmanager
def _listed(path: Path | None) -> Iterator[Callable[[FileProblem], None]]:
    """Writes each problem down where that is wanted; the header only if there is none."""
    if path is None:
        yield lambda _problem: None
        return
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(FileProblem._fields)
        yield lambda each: writer.writerow(
            [each.line, each.column, spreadsheet_safe(each.value), each.reason]
        )


def export_file(options: argparse.Namespace) -> None:
    """Writes the file, all of it or none. Raises OSError."""
    price_list = get_price_list(options.code)
    count = -1  # the first line names the columns
    lines = csv_lines(PriceRow._fields, list_prices(price_list))
    with replaced(options.output) as file:
        for line in lines:
            file.write(line)
            count += 1
    sys.stdout.write(
        f"{counted(count, 'price')} of “{price_list.name}” in {options.output}.\n"
    )
