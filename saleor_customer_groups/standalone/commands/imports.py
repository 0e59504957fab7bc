"""``customer-groups import``: files of customers, orders and what belongs to them."""

from __future__ import annotations

import argparse
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.management.base import CommandError
from rich.progress import BarColumn, Progress, TaskProgressColumn, TimeRemainingColumn

from saleor_customer_groups.models import Shop
from saleor_customer_groups.services.shop_settings import adopt_currency

from ..importers.importing import (
    KINDS,
    ImportOptions,
    ImportSummary,
    import_file,
)
from ..importers.importing import Progress as Report
from ..importers.kinds import OWN_CURRENCY, ImportKind
from ..importers.problems import BadValueError, UnusableFileError
from ..importers.values import Conventions, read_currency

NAME: Final = "import"
HELP: Final = (
    "Import customers, products, orders, lines, events, refunds, checkouts or vouchers."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = "Fields, * needed:\n" + "\n".join(map(_described, KINDS.values()))
    parser.add_argument("kind", choices=KINDS, metavar="KIND", help=", ".join(KINDS))
    parser.add_argument("file", type=Path, metavar="FILE", help="CSV, plain or gzip")
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        type=_assignment,
        metavar="FIELD=COLUMN",
        help="which column holds a field (repeatable); attribute:KEY=COLUMN or "
        "attribute:KEY:TYPE=COLUMN for customers' attributes",
    )
    parser.add_argument(
        "--delimiter", default=",", help='one character, "tab" or "whitespace"'
    )
    parser.add_argument(
        "--date-format", help="how dates are written, for instance %%d/%%m/%%Y"
    )
    parser.add_argument(
        "--time-zone",
        type=_zone,
        help="zone of times without one, such as Europe/Paris (default: the shop's)",
    )
    parser.add_argument(
        "--currency",
        type=_currency,
        help="of amounts without one, such as EUR (default: the shop's)",
    )
    parser.add_argument(
        "--decimal-comma", action="store_true", help="1.234,56 rather than 1,234.56"
    )
    parser.add_argument("--encoding", default="utf-8", help="such as latin-1")
    parser.add_argument(
        "--dry-run", action="store_true", help="check everything, write nothing"
    )
    parser.add_argument(
        "--keep-going",
        action="store_true",
        help="leave bad rows out and write the rest; one bad cell, needed or not, leaves"
        " out its whole row",
    )
    parser.add_argument(
        "--errors", type=Path, metavar="FILE", help="list the bad rows in this CSV file"
    )


def run(options: argparse.Namespace) -> int:
    """0 when the file is good or bad rows were left out as asked, else 1."""
    kind = KINDS[options.kind]
    shop = Shop.objects.only("time_zone", "currency").get()
    choices = ImportOptions(
        conventions=Conventions(
            zone=options.time_zone or ZoneInfo(shop.time_zone),
            date_format=options.date_format,
            has_decimal_comma=options.decimal_comma,
        ),
        currency=options.currency or shop.currency,
        mapping=dict(options.map),
        delimiter=options.delimiter,
        encoding=options.encoding,
        errors=options.errors,
        is_dry_run=options.dry_run,
        keeps_going=options.keep_going,
    )
    try:
        with _progress(f"Importing {kind.name}") as report:
            summary = import_file(kind, options.file, choices, report)
    except UnusableFileError as error:
        raise CommandError(str(error)) from error
    _print_summary(kind, choices, summary)
    if summary.is_written and options.currency and adopt_currency(options.currency):
        sys.stdout.write(f"{options.currency} is the shop's currency from now on.\n")
    return 0 if choices.keeps_going or not summary.problem_count else 1


def _described(kind: ImportKind) -> str:
    names = (f"{field.name}{'*' * field.is_required}" for field in kind.fields)
    text = f"{kind.name}: {', '.join(names)}"
    return textwrap.fill(text, 78, initial_indent="  ", subsequent_indent="    ")


def _assignment(text: str) -> tuple[str, str]:
    name, _, column = text.partition("=")
    if not name.strip() or not column:
        raise argparse.ArgumentTypeError(f'"{text}" is not written as FIELD=COLUMN')
    return name.strip(), column


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise argparse.ArgumentTypeError(
            f'there is no time zone "{name}"; write it as UTC or Europe/Paris'
        ) from error


def _currency(code: str) -> str:
    try:
        return read_currency(code)
    except BadValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


@contextmanager
def _progress(title: str) -> Iterator[Report]:
    """A bar by bytes of the file; nothing where no one watches."""
    if not sys.stderr.isatty():
        yield lambda _done, _size: None
        return
    from rich.console import Console

    columns = (title, BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title)
        yield lambda done, size: bar.update(task, completed=done, total=size)


def _print_summary(
    kind: ImportKind, options: ImportOptions, summary: ImportSummary
) -> None:
    for problem in summary.first:
        sys.stderr.write(f"{problem}\n")
    hidden = summary.problem_count - len(summary.first)
    if hidden:
        where = f"; all are in {options.errors}" if options.errors else ""
        sys.stderr.write(f"... and {hidden:,} more{where}.\n")
    if summary.ignored:
        sys.stdout.write(f"Columns not used: {', '.join(summary.ignored)}.\n")
    sys.stdout.write(f"{_told(kind, options, summary)}\n")


def _told(kind: ImportKind, options: ImportOptions, summary: ImportSummary) -> str:
    if summary.problem_count and not options.keeps_going:
        return _refusal(options, summary)
    unchanged = summary.row_count - summary.created_count - summary.updated_count
    sentences = [
        f"{_counted(summary.row_count, 'row')} of {kind.name}: "
        f"{summary.created_count:,} new, "
        f"{summary.updated_count:,} changed, {unchanged:,} as they were.",
        f"{_counted(summary.customer_count, 'customer')} concerned.",
        f"Times without a zone are in {options.conventions.zone.key}"
        + (
            f", amounts without a currency in {options.currency}."
            if kind.currency == OWN_CURRENCY and options.currency
            else "."
        ),
    ]
    if summary.future_count == 1:
        sentences.append("1 order is dated after now and counts when its time comes.")
    elif summary.future_count:
        sentences.append(
            f"{summary.future_count:,} orders are dated after now and count when their "
            "time comes."
        )
    if summary.bad_row_count:
        were = "was" if summary.bad_row_count == 1 else "were"
        bad = _counted(summary.bad_row_count, "bad row")
        sentences.append(f"{bad} {were} left out.")
    if options.is_dry_run:
        sentences.append("This was a dry run: nothing was written.")
    return " ".join(sentences)


def _refusal(options: ImportOptions, summary: ImportSummary) -> str:
    problems = _counted(summary.problem_count, "problem")
    rows = _counted(summary.bad_row_count, "row")
    outcome = (
        "This was a dry run; without it nothing would be written either"
        if options.is_dry_run
        else "Nothing was written"
    )
    cure = "Correct the file, or leave the bad rows out with --keep-going."
    if summary.options:
        settles = "settles" if len(summary.options) == 1 else "settle"
        cure = (
            f"See first whether {' and '.join(summary.options)} {settles} it. If not, "
            f"{cure[0].lower()}{cure[1:]}"
        )
    return f"{outcome}: {problems} in {rows}. {cure}"


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
