"""``settings``: shows and changes what gives words their meaning in this shop."""

from __future__ import annotations

import argparse
import sys
from typing import Final
from zoneinfo import ZoneInfo

from saleor_customer_groups.services.shop_settings import change_shop
from saleor_customer_groups.services.shops import get_shop

from .output import add_format, write_document, write_rows
from .pending import warn_if_pending
from .sentences import in_sentences

NAME: Final = "settings"
HELP: Final = "Show or change the shop's time zone, currency and which orders count."

_NAMES: Final = ("time_zone", "currency", "counting")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--time-zone", metavar="ZONE", help="such as Europe/Warsaw")
    parser.add_argument("--currency", metavar="CODE", help="of rules that name none")
    parser.add_argument(
        "--counting",
        help="which orders count: paid (in full), or placed",
    )
    add_format(parser)


@in_sentences
def run(options: argparse.Namespace) -> int:
    given = {name: getattr(options, name) for name in _NAMES}
    if any(value is not None for value in given.values()):
        change_shop(**given)
        warn_if_pending()
    shop = get_shop()
    values = {name: str(getattr(shop, name)) for name in _NAMES}
    match options.format:
        case "json":
            write_document(values)
        case "csv":
            zone = ZoneInfo(shop.time_zone)
            write_rows(_NAMES, [list(values.values())], form="csv", zone=zone)
        case _:
            for name, value in values.items():
                sys.stdout.write(f"{name.replace('_', ' ').capitalize():<11}{value}\n")
    return 0
