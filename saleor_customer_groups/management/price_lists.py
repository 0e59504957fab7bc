"""``price-list``: lists price lists, makes, edits, copies and deletes them, and moves
prices from and to files."""

from __future__ import annotations

import argparse
import sys
from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.core.management.base import CommandError

from saleor_customer_groups.engine.price_lists import PriceListStatus, PromotionPolicy
from saleor_customer_groups.engine.price_warnings import warning_sentence
from saleor_customer_groups.engine.rounding import Rounding, RoundingMode
from saleor_customer_groups.models import PriceList
from saleor_customer_groups.services.price_changes import (
    ChangePreview,
    Span,
    change_prices,
    preview_change,
)
from saleor_customer_groups.services.price_list_copies import copy_price_list
from saleor_customer_groups.services.price_list_pages import (
    groups_of_lists,
    price_counts,
)
from saleor_customer_groups.services.price_lists import (
    PriceListInput,
    create_price_list,
    delete_price_list,
    edit_price_list,
    get_price_list,
    read_rounding,
    rounding_of,
)
from saleor_customer_groups.services.price_warnings import price_warnings
from saleor_customer_groups.services.shops import get_shop

from .acting import actor
from .confirming import confirm
from .instants import read_start
from .numbers import counted, read_number
from .output import add_format, write_document, write_rows
from .price_files import FILE_FORMAT, add_files, export_file, import_file
from .sentences import in_sentences

NAME: Final = "price-list"
HELP: Final = (
    "List, create, edit, copy and delete price lists; import, export and change prices."
)

_PLAIN: Final = (
    "name",
    "groups",
    "description",
    "channels",
    "priority",
    "floor_percentage",
)
_TITLES: Final = ("Code", "Name", "Status", "Currency", "Groups", "Priority", "Prices")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = FILE_FORMAT
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    listing = actions.add_parser("list", help="all price lists")
    add_format(listing)
    _about(actions.add_parser("show", help="all about a list, as JSON"))
    creation = actions.add_parser("create", help="make a list, without prices")
    creation.add_argument("--name", required=True)
    creation.add_argument("--code", help="never changes; default: made from the name")
    creation.add_argument(
        "--currency", required=True, help="never changes; such as EUR"
    )
    _add_fields(creation)
    edit = actions.add_parser("edit", help="change what is given")
    _about(edit)
    edit.add_argument("--name")
    _add_fields(edit)
    copy = actions.add_parser("copy", help="make a draft of a list's prices")
    _about(copy)
    copy.add_argument("--name", required=True)
    copy.add_argument("--code", dest="new_code", default="")
    copy.add_argument("--percentage", type=read_number, default=Decimal(0))
    change = actions.add_parser("change", help="make all prices higher or lower")
    _about(change)
    change.add_argument("percentage", type=read_number, help="such as 5, or -5")
    change.add_argument("--dry-run", action="store_true", help="only say what it does")
    add_files(actions)
    _about(actions.add_parser("check", help="what is worth a look in a list"))
    deletion = actions.add_parser("delete", help="delete a list with its prices")
    _about(deletion)
    deletion.add_argument("--yes", action="store_true", help="do not ask")


def _about(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="LIST", help="the list's code")


def _add_fields(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--groups", nargs="+", metavar="GROUP", help="whose members it is for; codes"
    )
    parser.add_argument("--description")
    parser.add_argument(
        "--channels", nargs="*", metavar="SLUG", help="none: every one in its currency"
    )
    parser.add_argument("--priority", type=int, help="the higher comes first (0)")
    parser.add_argument(
        "--promotions", choices=[each.value for each in PromotionPolicy]
    )
    parser.add_argument(
        "--floor-percentage",
        type=read_number,
        help="of the list price, below which a price is warned about",
    )
    parser.add_argument("--status", choices=[each.value for each in PriceListStatus])
    parser.add_argument("--rounding-step", type=read_number, help="0 for none")
    parser.add_argument("--rounding-ending", type=read_number, default=Decimal(0))
    parser.add_argument(
        "--rounding-mode",
        choices=[each.value for each in RoundingMode],
        default=RoundingMode.NEAREST.value,
    )
    instant = 'a day, from its beginning on, or an instant; "" for none'
    parser.add_argument("--starts-at", metavar="INSTANT", help=instant)
    parser.add_argument(
        "--ends-at", metavar="INSTANT", help="until just before; like --starts-at"
    )


@in_sentences
def run(options: argparse.Namespace) -> int:
    match options.action:
        case "list":
            _list(options.format)
        case "show":
            write_document(_document(get_price_list(options.code)))
        case "create" | "edit":
            _set(options)
        case "copy":
            copied = copy_price_list(
                options.code,
                name=options.name,
                new_code=options.new_code,
                percentage=options.percentage,
                actor=actor(),
            )
            _tell("Created", copied)
        case "change":
            _change(options)
        case "import":
            return import_file(options)
        case "export":
            export_file(options)
        case "check":
            _check(get_price_list(options.code))
        case _:
            _delete(options)
    return 0


def _list(form: str) -> None:
    rows = list(PriceList.objects.order_by("name", "pk"))
    ids = [row.pk for row in rows]
    groups, counts = groups_of_lists(ids), price_counts(ids)
    write_rows(
        _TITLES,
        (
            [
                row.code,
                row.name,
                row.status,
                row.currency,
                ", ".join(group.code for group in groups[row.pk]),
                row.priority,
                counts.get(row.pk, 0),
            ]
            for row in rows
        ),
        form=form,
        zone=ZoneInfo(get_shop().time_zone),
    )


def _document(row: PriceList) -> dict[str, object]:
    rounding = rounding_of(row)
    return {
        "code": row.code,
        "name": row.name,
        "description": row.description,
        "currency": row.currency,
        "channels": row.channels,
        "groups": [group.code for group in groups_of_lists([row.pk])[row.pk]],
        "priority": row.priority,
        "promotions": row.promotions,
        "rounding": rounding
        and {
            "step": str(rounding.step),
            "ending": str(rounding.ending),
            "mode": rounding.mode.value,
        },
        "floor_percentage": row.floor_percentage and str(row.floor_percentage),
        "status": row.status,
        "starts_at": row.starts_at,
        "ends_at": row.ends_at,
        "prices": price_counts([row.pk]).get(row.pk, 0),
    }


def _set(options: argparse.Namespace) -> None:
    fields = _fields(options)
    if options.action == "create":
        fields.setdefault("groups", ())
        given = PriceListInput(
            currency=options.currency, code=options.code or "", **fields
        )
        _tell("Created", create_price_list(given, actor=actor()))
        return
    if not fields:
        raise CommandError("Nothing to change: name at least one option.")
    _tell("Changed", edit_price_list(options.code, fields, actor=actor()))


def _fields(options: argparse.Namespace) -> dict[str, Any]:
    """The list's fields that were named."""
    zone = ZoneInfo(get_shop().time_zone)
    given = {name: getattr(options, name) for name in _PLAIN}
    fields = {name: value for name, value in given.items() if value is not None}
    if options.promotions:
        fields["promotions"] = PromotionPolicy(options.promotions)
    if options.status:
        fields["status"] = PriceListStatus(options.status)
    if options.rounding_step is not None:
        fields["rounding"] = _rounding(options)
    for name in ("starts_at", "ends_at"):
        text = getattr(options, name)
        if text is not None:
            fields[name] = read_start(text, zone) if text else None
    return fields


def _rounding(options: argparse.Namespace) -> Rounding | None:
    if not options.rounding_step:
        return None
    mode = RoundingMode(options.rounding_mode)
    return read_rounding(options.rounding_step, options.rounding_ending, mode)


def _tell(done: str, row: PriceList) -> None:
    count = price_counts([row.pk]).get(row.pk, 0)
    sys.stdout.write(f"{done} “{row.name}” ({row.code}): {counted(count, 'price')}.\n")


def _change(options: argparse.Namespace) -> None:
    do = preview_change if options.dry_run else change_prices
    sys.stdout.write(f"{_told(do(options.code, options.percentage))}\n")
    if options.dry_run:
        sys.stdout.write("This was a dry run: nothing was written.\n")


def _told(found: ChangePreview) -> str:
    said = f"{found.changed:,} of {counted(found.total, 'price')} changed."
    for noun, before, after in (
        ("Amounts", found.amounts_before, found.amounts_after),
        ("Percentages", found.percentages_before, found.percentages_after),
    ):
        if before.lowest is not None:
            said += f" {noun}: {_span(before)} before, {_span(after)} after."
    return said


def _span(span: Span) -> str:
    low, high = span.lowest or Decimal(0), span.highest or Decimal(0)
    return f"{low.normalize():f} to {high.normalize():f}"


def _check(row: PriceList) -> None:
    warnings = price_warnings([row.pk]).get(row.pk, ())
    for warning in warnings:
        sys.stdout.write(f"{warning_sentence(warning)}\n")
    if not warnings:
        sys.stdout.write(f"Nothing is worth a look in “{row.name}”.\n")


def _delete(options: argparse.Namespace) -> None:
    row = get_price_list(options.code)
    count = counted(price_counts([row.pk]).get(row.pk, 0), "price")
    confirm(
        f"Deleting “{row.name}” is for good, with its {count}.",
        is_confirmed=options.yes,
    )
    delete_price_list(row.code)
    sys.stdout.write(f"Deleted the price list {row.code}: {count}.\n")
