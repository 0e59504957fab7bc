"""``customer-groups voucher``: codes, what they take off, and for which groups they are."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from saleor_customer_groups.engine.price_sentences import money
from saleor_customer_groups.management.acting import actor
from saleor_customer_groups.management.instants import read_start
from saleor_customer_groups.management.numbers import read_number
from saleor_customer_groups.management.output import Cell, add_format, write_rows
from saleor_customer_groups.management.sentences import in_sentences
from saleor_customer_groups.models import RestrictedKind
from saleor_customer_groups.services.restrictions import (
    Restricted,
    lift,
    restrict,
    restrictions_of,
)
from saleor_customer_groups.services.shops import get_shop

from ..models import Voucher
from ..vouchers import (
    VoucherInput,
    delete_voucher,
    find_vouchers,
    get_voucher,
    set_voucher,
)

NAME: Final = "voucher"
HELP: Final = "List, set and delete voucher codes, and limit them to groups."

_TITLES: Final = ("Code", "Takes off", "From", "Starts", "Ends", "For", "Not for")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    listing = actions.add_parser("list", help="all codes, and for whom they are")
    listing.add_argument("--search", default="", help="a part of the code")
    add_format(listing)
    setting = actions.add_parser(
        "set", help="make a code, or say anew what it takes off"
    )
    setting.add_argument("code", metavar="CODE")
    worth = setting.add_mutually_exclusive_group(required=True)
    worth.add_argument(
        "--percentage", type=read_number, help="of the basket, such as 10"
    )
    worth.add_argument("--amount", type=read_number, help="in --currency")
    setting.add_argument("--currency", help="default: the shop's")
    setting.add_argument("--minimum", type=read_number, help="what the basket is worth")
    setting.add_argument("--starts-at", metavar="INSTANT", help="a day, or an instant")
    setting.add_argument("--ends-at", metavar="INSTANT", help="until just before")
    deletion = actions.add_parser("delete", help="delete a code")
    deletion.add_argument("code", metavar="CODE")
    limit = actions.add_parser("limit", help="say for which groups a code is")
    limit.add_argument("code", metavar="CODE")
    limit.add_argument(
        "--groups", nargs="+", default=[], metavar="GROUP", help="members of any"
    )
    limit.add_argument("--not", nargs="+", default=[], dest="excluded", metavar="GROUP")
    lifting = actions.add_parser("lift", help="give a code back to everybody")
    lifting.add_argument("code", metavar="CODE")


@in_sentences
def run(options: argparse.Namespace) -> int:
    if options.action == "list":
        rows = _rows(options.search)
        zone = ZoneInfo(get_shop().time_zone)
        write_rows(_TITLES, rows, form=options.format, zone=zone)
        return 0
    code = options.code
    match options.action:
        case "set":
            said = f"{_worth(set_voucher(_given(options)))} off"
        case "delete":
            delete_voucher(code)
            said = "deleted"
        case "limit":
            get_voucher(code)
            restricted = Restricted(RestrictedKind.VOUCHER, code)
            restrict(restricted, options.groups, options.excluded, actor=actor())
            said = "limited"
        case _:
            get_voucher(code)
            lift(Restricted(RestrictedKind.VOUCHER, code))
            said = "for everybody"
    sys.stdout.write(f"{code}: {said}.\n")
    return 0


def _given(options: argparse.Namespace) -> VoucherInput:
    shop = get_shop()
    zone = ZoneInfo(shop.time_zone)
    has_money = options.amount is not None or options.minimum is not None
    return VoucherInput(
        code=options.code,
        percentage=options.percentage,
        amount=options.amount,
        currency=(options.currency or shop.currency) if has_money else "",
        minimum=options.minimum,
        starts_at=read_start(options.starts_at, zone) if options.starts_at else None,
        ends_at=read_start(options.ends_at, zone) if options.ends_at else None,
    )


def _rows(search: str) -> Iterator[tuple[Cell, ...]]:
    found = find_vouchers(search)
    keys = [each.key for each in found]
    restrictions = restrictions_of(RestrictedKind.VOUCHER, keys)
    for each in found:
        limited = restrictions.get(each.key)
        yield (
            each.key,
            _worth(each),
            "" if each.minimum is None else _money(each.minimum, each),
            each.starts_at,
            each.ends_at,
            ", ".join(sorted(limited.groups)) if limited else "everybody",
            ", ".join(sorted(limited.excluded_groups)) if limited else "",
        )


def _worth(voucher: Voucher) -> str:
    if voucher.percentage is not None:
        return f"{voucher.percentage.normalize():f} %"
    return _money(voucher.amount or Decimal(), voucher)


def _money(amount: Decimal, voucher: Voucher) -> str:
    return money(amount, voucher.currency or "")
