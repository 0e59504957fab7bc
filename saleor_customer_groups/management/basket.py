"""``basket``: what some variants cost a customer together, and why."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import Final
from zoneinfo import ZoneInfo

from saleor_customer_groups.engine.basket_sentences import code_sentence, line_sentence
from saleor_customer_groups.engine.baskets import Line
from saleor_customer_groups.engine.price_lists import Scope, Target
from saleor_customer_groups.engine.price_sentences import money
from saleor_customer_groups.host import get_host
from saleor_customer_groups.services.baskets import (
    BasketQuote,
    Wanted,
    quote_basket,
)
from saleor_customer_groups.services.belonging import Basis
from saleor_customer_groups.services.shops import get_shop

from .instants import read_instant
from .output import Cell, add_format, write_document, write_rows
from .sentences import in_sentences

NAME: Final = "basket"
HELP: Final = "Say what some variants cost a customer together, and why."

_TITLES: Final = ("Variant", "Pieces", "Price", "Off", "Total", "Why")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "lines",
        nargs="+",
        type=_line,
        metavar="VARIANT[=PIECES]",
        help="the variant's key, and how many pieces of it (1)",
    )
    parser.add_argument("--channel", required=True, metavar="SLUG")
    parser.add_argument("--customer", metavar="KEY", help="default: a guest")
    parser.add_argument(
        "--code",
        action="append",
        default=[],
        help="of a voucher (repeatable); the first that is accepted is taken",
    )
    parser.add_argument(
        "--at",
        metavar="DATE",
        help="whose windows are open: 2024-05-31 (the end of it) or an instant (now)",
    )
    add_format(parser)


def _line(text: str) -> Wanted:
    variant, sign, pieces = text.rpartition("=")
    if not sign:
        return Wanted(text, 1)
    if not variant or not (pieces.isascii() and pieces.isdecimal()):
        raise argparse.ArgumentTypeError(f"“{text}” is not written as VARIANT=PIECES")
    return Wanted(variant, int(pieces))


@in_sentences
def run(options: argparse.Namespace) -> int:
    zone = ZoneInfo(get_shop().time_zone)
    found = quote_basket(
        options.customer,
        channel=options.channel,
        lines=options.lines,
        codes=options.code,
        at=read_instant(options.at, zone) if options.at else None,
    )
    match options.format:
        case "json":
            write_document(_document(found))
        case "csv":
            write_rows(_TITLES, _rows(found), form="csv", zone=zone)
        case _:
            sys.stdout.write("\n".join(basket_lines(found)) + "\n")
    return 0


def basket_lines(found: BasketQuote) -> Iterator[str]:
    """Each line with its price and why; then what became of codes, and the total."""
    names, currency = _names(found), found.market.currency
    for line in found.basket.lines:
        name = names.get(line.quote.item.variant, line.quote.item.variant)
        price = money(line.settlement.price, currency)
        less = f" less {money(line.off, currency)}" if line.off else ""
        total = money(line.total, currency)
        yield f"{line.quantity:>5} x {name} at {price}{less}: {total}"
        yield f"        {line_sentence(line)}"
    yield from _afterwards(found)


def _rows(found: BasketQuote) -> Iterator[tuple[Cell, ...]]:
    for line in found.basket.lines:
        yield (
            line.quote.item.variant,
            line.quantity,
            str(line.settlement.price),
            str(line.off),
            str(line.total),
            line_sentence(line),
        )


def _names(found: BasketQuote) -> dict[str, str]:
    """Of variants, by key."""
    variants = {line.quote.item.variant for line in found.basket.lines}
    targets = [Target(Scope.VARIANT, each) for each in sorted(variants)]
    shown = get_host().show_targets(targets)
    return {target.key: each.name for target, each in shown.items()}


def _afterwards(found: BasketQuote) -> Iterator[str]:
    currency = found.market.currency
    for code in found.basket.codes:
        yield code_sentence(code, currency, found.group_names)
    for hindered in found.hindered:
        yield hindered.sentence
    if found.belongings.basis is Basis.RECORDED:
        groups = ", ".join(each.name for each in found.belongings.groups)
        yield f"Groups are those of the record for then: {groups or 'none'}."
    yield f"Total: {money(found.basket.total, currency)}."


def _document(found: BasketQuote) -> dict[str, object]:
    basket, market = found.basket, found.market
    return {
        "customer": found.customer,
        "channel": market.channel,
        "currency": market.currency,
        "at": market.at,
        "policy": market.policy.value,
        "basis": found.belongings.basis.value,
        "groups": [each.code for each in found.belongings.groups],
        "lines": [_line_document(line) for line in basket.lines],
        "codes": [
            {
                "code": code.code,
                "is_accepted": code.refusal is None,
                "refusal": code.refusal and code.refusal.value,
                "off": str(code.off),
                "sentence": code_sentence(code, market.currency, found.group_names),
            }
            for code in basket.codes
        ],
        "hindered": [each.sentence for each in found.hindered],
        "subtotal": str(basket.subtotal),
        "off": str(basket.off),
        "total": str(basket.total),
    }


def _line_document(line: Line) -> dict[str, object]:
    winner = line.quote.winner
    return {
        "variant": line.quote.item.variant,
        "pieces": line.quantity,
        "list_price": str(line.quote.item.list_price),
        "public_price": str(line.everybody.price),
        "price": str(line.settlement.price),
        "price_list": winner.price_list.code if winner else None,
        "off": str(line.off),
        "total": str(line.total),
        "why": line_sentence(line),
    }
