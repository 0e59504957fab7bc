"""``campaign``: lists campaigns, makes, fills, opens, closes and deletes them, and tells
what they brought."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.core.management.base import CommandError

from saleor_customer_groups.engine.campaigns import CampaignStatus
from saleor_customer_groups.models import Campaign
from saleor_customer_groups.services import clock
from saleor_customer_groups.services.campaign_items import (
    CampaignItem,
    ItemKind,
    add_items,
    items_of,
    named_items,
    release_items,
)
from saleor_customer_groups.services.campaign_pages import groups_of_campaigns
from saleor_customer_groups.services.campaign_reports import (
    CampaignReport,
    campaign_reports,
)
from saleor_customer_groups.services.campaign_rows import campaign_of, get_campaign
from saleor_customer_groups.services.campaigns import (
    CampaignInput,
    create_campaign,
    delete_campaign,
    edit_campaign,
    end_campaign,
    pause_campaign,
    start_campaign,
)
from saleor_customer_groups.services.shops import get_shop

from .acting import actor
from .confirming import confirm
from .instants import read_start
from .output import add_format, write_document, write_rows
from .sentences import in_sentences

NAME: Final = "campaign"
HELP: Final = "List, create, edit, fill, start, pause, end and delete campaigns."

_TITLES: Final = ("Code", "Name", "State", "Starts at", "Ends at", "Groups", "Holds")
_TURNS: Final = {
    "start": (start_campaign, "open a campaign now, with all it holds"),
    "pause": (pause_campaign, "close a campaign until it is started again"),
    "end": (end_campaign, "end a campaign now, with all it holds"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    listing = actions.add_parser("list", help="all campaigns, and how they stand")
    add_format(listing)
    creation = actions.add_parser("create", help="make a campaign")
    creation.add_argument("--name", required=True)
    creation.add_argument("--code", help="never changes; default: made from the name")
    _add_fields(creation)
    _about(actions.add_parser("show", help="all about a campaign, as JSON"))
    _about(actions.add_parser("report", help="what a campaign brought, as JSON"))
    edit = actions.add_parser("edit", help="change what is given")
    _about(edit)
    edit.add_argument("--name")
    _add_fields(edit)
    for name, (_, help_) in _TURNS.items():
        _about(actions.add_parser(name, help=help_))
    for name, help_ in (
        ("add", "have a campaign hold vouchers, promotions and price lists"),
        ("remove", "take them out; they stay limited to its groups"),
    ):
        filling = actions.add_parser(name, help=help_)
        _about(filling)
        for kind in ItemKind:
            filling.add_argument(
                f"--{kind.value.replace('_', '-')}",
                action="append",
                default=[],
                metavar="CODE" if kind is ItemKind.PRICE_LIST else "KEY",
                help="repeatable",
            )
    deletion = actions.add_parser("delete", help="delete a campaign")
    _about(deletion)
    deletion.add_argument(
        "--yes", action="store_true", help="do not ask, though it holds something"
    )


def _about(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("campaign", metavar="CAMPAIGN", help="the campaign's code")


def _add_fields(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--description", help="for staff only")
    parser.add_argument(
        "--groups", nargs="+", metavar="CODE", help="whose members it is for"
    )
    parser.add_argument(
        "--channels", nargs="*", metavar="SLUG", help="where it is; none: everywhere"
    )
    parser.add_argument("--status", choices=[each.value for each in CampaignStatus])
    instant = 'a day, from its beginning on, or an instant; "" for none'
    parser.add_argument("--starts-at", metavar="INSTANT", help=instant)
    parser.add_argument(
        "--ends-at", metavar="INSTANT", help="until just before; like --starts-at"
    )


@in_sentences
def run(options: argparse.Namespace) -> int:
    match options.action:
        case "list":
            _list(options)
        case "create":
            fields = {"groups": (), **_fields(options), "code": options.code or ""}
            row = create_campaign(CampaignInput(**fields), actor=actor())
            _tell("Created", row)
        case "edit":
            fields = _fields(options)
            if not fields:
                raise CommandError("Nothing to change: name at least one option.")
            _tell("Changed", edit_campaign(options.campaign, fields, actor=actor()))
        case "add":
            added = add_items(options.campaign, _items(options), actor=actor())
            sys.stdout.write(f"Added {added}.\n")
        case "remove":
            removed = release_items(options.campaign, _items(options))
            sys.stdout.write(f"Removed {removed}.\n")
        case "delete":
            _delete(options)
        case "show":
            _show(get_campaign(options.campaign))
        case "report":
            row = get_campaign(options.campaign)
            _report(campaign_reports([row])[row.pk])
        case turn:
            change, _ = _TURNS[turn]
            _tell("Changed", change(options.campaign, actor=actor()))
    return 0


def _fields(options: argparse.Namespace) -> dict[str, Any]:
    """The campaign's fields that were named."""
    given = {
        "name": options.name,
        "description": options.description,
        "groups": options.groups,
        "channels": options.channels,
        "status": CampaignStatus(options.status) if options.status else None,
    }
    fields = {name: value for name, value in given.items() if value is not None}
    zone = ZoneInfo(get_shop().time_zone)
    for name in ("starts_at", "ends_at"):
        text = getattr(options, name)
        if text is not None:
            fields[name] = read_start(text, zone) if text else None
    return fields


def _items(options: argparse.Namespace) -> list[CampaignItem]:
    return [
        CampaignItem(kind, key)
        for kind in ItemKind
        for key in getattr(options, kind.value)
    ]


def _list(options: argparse.Namespace) -> None:
    rows = list(Campaign.objects.order_by("name", "pk"))
    ids = [row.pk for row in rows]
    now, groups, held = clock.database_now(), groups_of_campaigns(ids), items_of(ids)
    write_rows(
        _TITLES,
        (
            [
                row.code,
                row.name,
                campaign_of(row).state(now).value,
                row.starts_at,
                row.ends_at,
                ", ".join(group.code for group in groups[row.pk]),
                len(held[row.pk]),
            ]
            for row in rows
        ),
        form=options.format,
        zone=ZoneInfo(get_shop().time_zone),
    )


def _show(row: Campaign) -> None:
    write_document(
        {
            "code": row.code,
            "name": row.name,
            "description": row.description,
            "status": row.status,
            "state": campaign_of(row).state(clock.database_now()).value,
            "starts_at": row.starts_at,
            "ends_at": row.ends_at,
            "groups": [group.code for group in groups_of_campaigns([row.pk])[row.pk]],
            "channels": row.channels,
            "items": [
                {"kind": kind.value, "key": key}
                for kind, key in items_of([row.pk])[row.pk]
            ],
        }
    )


def _report(found: CampaignReport) -> None:
    write_document(
        {
            "since": found.since,
            "until": found.until,
            "orders": found.orders,
            "buyers": found.buyers,
            "revenue": [
                {"currency": each.currency, "amount": str(each.amount)}
                for each in found.revenue
            ],
            "items": [
                {"kind": item.kind.value, "key": item.key, "orders": orders}
                for item, orders, _ in found.items
            ],
        }
    )


def _delete(options: argparse.Namespace) -> None:
    held = named_items(get_campaign(options.campaign))
    if held:
        confirm(
            f"The campaign holds {', '.join(held)}: these stay limited to its groups.",
            is_confirmed=options.yes,
        )
    delete_campaign(options.campaign, releases=True)
    sys.stdout.write(f"Deleted the campaign {options.campaign}.\n")


def _tell(done: str, row: Campaign) -> None:
    now: datetime = clock.database_now()
    state = campaign_of(row).state(now).value
    sys.stdout.write(f"{done} “{row.name}” ({row.code}): {state}.\n")
