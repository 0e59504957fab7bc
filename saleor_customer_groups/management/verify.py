"""``verify``: proves memberships against the rules, in one snapshot."""

from __future__ import annotations

import argparse
import sys
from typing import Final
from zoneinfo import ZoneInfo

from saleor_customer_groups.services.groups import get_group
from saleor_customer_groups.services.shops import get_shop
from saleor_customer_groups.services.verification import Verification, verify

from .output import Cell, add_format, write_document, write_rows
from .sentences import in_sentences

NAME: Final = "verify"
HELP: Final = "Compare every membership with the rules; fails where one differs."

_TITLES: Final = ("Group", "Differences", "Frozen", "Evaluated", "Exact through")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("groups", nargs="*", metavar="GROUP", help="codes; none: all")
    add_format(parser)


@in_sentences
def run(options: argparse.Namespace) -> int:
    """1 where a membership differs from what the rules say, else 0."""
    codes = [get_group(code).code for code in options.groups]
    found = verify(codes)
    match options.format:
        case "json":
            write_document(_document(found))
        case "csv":
            _write_groups(found, "csv")
        case _:
            sys.stdout.write(
                f"{found.differences:,} differences, {found.pending:,} pending marks,"
                f" {found.frozen:,} frozen groups.\n\n"
            )
            _write_groups(found, "table")
    return 1 if found.differences else 0


def _write_groups(found: Verification, form: str) -> None:
    rows: list[list[Cell]] = [list(group) for group in found.groups]
    zone = ZoneInfo(get_shop().time_zone)
    write_rows(_TITLES, rows, form=form, zone=zone)


def _document(found: Verification) -> dict[str, object]:
    return {
        "differences": found.differences,
        "pending": found.pending,
        "frozen": found.frozen,
        "groups": [
            {
                "group": group.code,
                "differences": group.differences,
                "is_frozen": group.is_frozen,
                "is_evaluated": group.is_evaluated,
                "evaluated_through": group.evaluated_through
                and group.evaluated_through.isoformat(),
            }
            for group in found.groups
        ],
    }
