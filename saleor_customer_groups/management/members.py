"""``members``: lists a group's members, puts customers in and takes them out."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from django.core.management.base import CommandError

from saleor_customer_groups.models import Cause
from saleor_customer_groups.services.assignments import add_members, remove_members
from saleor_customer_groups.services.groups import get_group
from saleor_customer_groups.services.members import list_members
from saleor_customer_groups.services.memberships import MembershipDiff
from saleor_customer_groups.services.shops import get_shop

from .acting import actor
from .documents import read_customer_list
from .instants import read_instant, read_past_instant
from .output import add_format, write_rows
from .pending import warn_if_pending
from .sentences import in_sentences

NAME: Final = "members"
HELP: Final = "List the members of a group, add, remove or import some."

TITLES: Final = ("Customer", "Name", "Email", "Since", "Via")
_ACTIONS: Final = ("list", "add", "remove", "import")
_FILE_FORMAT: Final = """\
The file of import is text in UTF-8 with the keys of customers: one per line and
nothing else, or a CSV with commas, of which the column “customer” is read and the
others are not. What export writes is such a file. Either all of them join or, where
a customer is not known, nobody does."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.usage = (
        "%(prog)s [list] GROUP [--as-of DATE | --recorded-at DATE] [--format ...]\n"
        "       %(prog)s add|remove GROUP CUSTOMER...\n"
        "       %(prog)s import GROUP FILE"
    )
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _FILE_FORMAT
    # A group's code may stand where the action does, which subparsers cannot tell.
    parser.add_argument(
        "words",
        nargs="+",
        metavar="GROUP | ACTION GROUP ...",
        help="the group's code; or list, add, remove or import, the code, and whom",
    )
    when = parser.add_mutually_exclusive_group()
    when.add_argument(
        "--as-of",
        metavar="DATE",
        help="recomputed for then, not the future: 2024-05-31 or an instant",
    )
    when.add_argument(
        "--recorded-at", metavar="DATE", help="who was a member then by the record"
    )
    add_format(parser)


@in_sentences
def run(options: argparse.Namespace) -> int:
    words: list[str] = options.words
    if len(words) == 1 and words[0] not in _ACTIONS:
        words = ["list", *words]
    if words[0] not in _ACTIONS or len(words) < 2:
        raise CommandError(
            "Name a group, or an action and a group: members GROUP, members add GROUP"
            " CUSTOMER..., members remove GROUP CUSTOMER..., members import GROUP FILE."
        )
    action, code, *rest = words
    if action == "list":
        return _list(code, rest, options)
    return _change(action, code, rest)


def _list(code: str, rest: list[str], options: argparse.Namespace) -> int:
    if rest:
        raise CommandError(
            f"Only one group is listed at a time; “{rest[0]}” is one too many."
        )
    group = get_group(code)
    zone = ZoneInfo(get_shop().time_zone)
    as_of = read_past_instant(options.as_of, zone) if options.as_of else None
    recorded = read_instant(options.recorded_at, zone) if options.recorded_at else None
    if recorded is None:
        warn_if_pending()
    write_rows(
        TITLES,
        list_members(group, as_of=as_of, recorded_at=recorded),
        form=options.format,
        zone=zone,
    )
    return 0


def _change(action: str, code: str, rest: list[str]) -> int:
    if not rest:
        whom = "a file" if action == "import" else "at least one customer"
        raise CommandError(f"Name {whom}: members {action} {code} ...")
    _refuse_archived(code)
    if action == "import":
        if len(rest) > 1:
            raise CommandError("Import one file at a time.")
        keys = read_customer_list(Path(rest[0]))
        diff = add_members(code, keys, actor=actor(), cause=Cause.IMPORT)
    elif action == "add":
        diff = add_members(code, rest, actor=actor())
    else:
        diff = remove_members(code, rest, actor=actor())
    _tell(code, diff)
    return 0


def _refuse_archived(code: str) -> None:
    group = get_group(code)
    if group.archived_at is not None:
        raise CommandError(
            f"“{group.name}” is archived: it has no members and takes none. It does not"
            f" come back; make one like it with: group duplicate {code} --name NAME."
        )


def _tell(code: str, diff: MembershipDiff) -> None:
    sys.stdout.write(f"{code}: {diff.joined:,} joined, {diff.left:,} left.\n")
