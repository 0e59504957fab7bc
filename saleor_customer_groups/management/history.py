"""``history``: who joined and left, when and why, by the record."""

from __future__ import annotations

import argparse
from typing import Final
from zoneinfo import ZoneInfo

from django.core.management.base import CommandError

from saleor_customer_groups.models import CustomerGroup, DeletedGroup, Profile
from saleor_customer_groups.services.groups import get_group
from saleor_customer_groups.services.ledger import (
    LedgerEntry,
    customer_history,
    group_history,
)
from saleor_customer_groups.services.profiles import get_profile
from saleor_customer_groups.services.shops import get_shop

from .output import add_format, write_rows
from .sentences import in_sentences

NAME: Final = "history"
HELP: Final = "Show what a customer or a group went through, latest first."

_TITLES: Final = ("At", "Customer", "Group", "Change", "Cause", "Revision", "Actor")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "name",
        metavar="CUSTOMER|GROUP",
        help="a customer's key or a group's code; the group where it is both",
    )
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--customer", action="store_true", help="it is a customer")
    which.add_argument("--group", action="store_true", help="it is a group")
    parser.add_argument(
        "--limit", type=_count, default=1000, help="at most so many changes (1000)"
    )
    add_format(parser)


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is not a number from 1 on")
    return int(text)


@in_sentences
def run(options: argparse.Namespace) -> int:
    write_rows(
        _TITLES,
        _entries(options),
        form=options.format,
        zone=ZoneInfo(get_shop().time_zone),
    )
    return 0


def _entries(options: argparse.Namespace) -> list[LedgerEntry]:
    name: str = options.name
    if not options.customer:
        group = (
            CustomerGroup.objects.filter(code=name).first()
            or DeletedGroup.objects.filter(code=name).order_by("-deleted_at").first()
        )
        if group is not None:
            return group_history(group, limit=options.limit)
        if options.group:
            get_group(name)
        elif not Profile.objects.filter(kind="customer", host_key=name).exists():
            raise CommandError(f"There is no group and no customer “{name}”.")
    return customer_history(get_profile(name), limit=options.limit)
