"""``customer-groups token``: prints a token for the API."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime, timedelta
from typing import Final

from saleor_customer_groups.host import Permission, Requester
from saleor_customer_groups.management.sentences import in_sentences
from saleor_customer_groups.services.profiles import get_profile

from ..tokens import issue_token

NAME: Final = "token"
HELP: Final = "Print a token for the API. Whoever has it may what it says."

_DAYS: Final = 30
_MOST_DAYS: Final = 3_650


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--name", required=True, help="whom the record names for what is done with it"
    )
    parser.add_argument(
        "--permission",
        action="append",
        default=[],
        choices=[permission.value for permission in Permission],
        help="what it may (repeatable); none if it is not said",
    )
    parser.add_argument("--customer", metavar="KEY", help="it is this customer's")
    parser.add_argument(
        "--expires-in", type=_days, default=_DAYS, metavar="DAYS", help="(30)"
    )


def _days(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= _MOST_DAYS:
        raise argparse.ArgumentTypeError(
            f"“{text}” is no number of days from 1 to {_MOST_DAYS:,}"
        )
    return int(text)


@in_sentences
def run(options: argparse.Namespace) -> int:
    if options.customer is not None:
        get_profile(options.customer)
    requester = Requester(
        name=options.name,
        permissions=frozenset(map(Permission, options.permission)),
        customer_key=options.customer,
    )
    expires_at = datetime.now(UTC) + timedelta(days=options.expires_in)
    sys.stdout.write(f"{issue_token(requester, expires_at=expires_at)}\n")
    return 0
