"""``preview``: who a rule takes in, now or then, before anything is written."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from django.core.management.base import CommandError

from saleor_customer_groups.engine.analysis import RuleWarning, warnings
from saleor_customer_groups.engine.describe import describe
from saleor_customer_groups.engine.parser import parse_rule
from saleor_customer_groups.engine.rules import Rule
from saleor_customer_groups.models import Audience, CustomerGroup, GroupKind
from saleor_customer_groups.services.groups import get_group
from saleor_customer_groups.services.previews import Preview, preview
from saleor_customer_groups.services.shops import get_catalogue, get_shop

from .documents import read_rule_file
from .instants import read_past_instant
from .output import Share, add_format, write_document, write_rows
from .pending import warn_if_pending
from .sentences import in_sentences

NAME: Final = "preview"
HELP: Final = "Show whom a rule takes in, and who would join and leave."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument(
        "--rule", type=Path, metavar="FILE", help="a JSON rule document, - for stdin"
    )
    source.add_argument("--group", metavar="GROUP", help="the rule of this group")
    parser.add_argument(
        "--as-of",
        metavar="DATE",
        help="seen from then, not the future: 2024-05-31 or an instant",
    )
    parser.add_argument(
        "--compare",
        metavar="GROUP",
        help="who would join and leave it (default: the group of --group, else nobody"
        " is in yet)",
    )
    add_format(parser)


@in_sentences
def run(options: argparse.Namespace) -> int:
    zone = ZoneInfo(get_shop().time_zone)
    as_of = read_past_instant(options.as_of, zone) if options.as_of else None
    group = get_group(options.group) if options.group else None
    compared = get_group(options.compare) if options.compare else group
    rule = _parse(_rule_of(group) if group else read_rule_file(options.rule))
    warn_if_pending()
    found = preview(
        rule,
        as_of=as_of,
        group_id=compared.pk if compared else None,
        audience=compared.audience if compared else Audience.CUSTOMERS,
    )
    notes = warnings(rule)
    match options.format:
        case "json":
            write_document(_document(found, rule, notes))
        case "csv":
            _write_csv(found, zone)
        case _:
            _write_text(found, rule, zone)
            for note in notes:
                sys.stderr.write(f"Warning: {note.path}: {note.message}\n")
    return 0


def _rule_of(group: CustomerGroup) -> object:
    if group.kind != GroupKind.DYNAMIC:
        raise CommandError(f"“{group.name}” is a manual group and has no rule.")
    return group.revisions.get(number=group.revision).rule


def _parse(document: object) -> Rule:
    return parse_rule(document, catalogue=get_catalogue(get_shop()))


def _document(
    found: Preview, rule: Rule, notes: tuple[RuleWarning, ...]
) -> dict[str, object]:
    return {
        "count": found.count,
        "share": Share(found.share),
        "unknown": found.unknown,
        "joins": found.joins,
        "leaves": found.leaves,
        "sample": list(found.sample),
        "population": found.population,
        "at": found.at,
        "as_known_today": list(found.as_known_today),
        "sentence": describe(rule),
        "warnings": [note._asdict() for note in notes],
    }


def _write_csv(found: Preview, zone: ZoneInfo) -> None:
    titles = ("count", "share", "unknown", "joins", "leaves", "sample", "at")
    row = (
        found.count,
        Share(found.share),
        found.unknown,
        found.joins,
        found.leaves,
        " ".join(found.sample),
        found.at,
    )
    write_rows(titles, [row], form="csv", zone=zone)


def _write_text(found: Preview, rule: Rule, zone: ZoneInfo) -> None:
    at = f"{found.at.astimezone(zone):%Y-%m-%d %H:%M} {zone.key}"
    lines = [f"{describe(rule)}.", f"Seen at {at}."]
    if found.as_known_today:
        lines.append(f"As known today: {', '.join(found.as_known_today)}.")
    share = f"{found.share * 100:.1f} %"
    lines += [
        "",
        f"Count    {found.count:,} of {found.population:,} ({share})",
        f"Unknown  {found.unknown:,} for whom the rule asks something nobody knows",
        f"Joins    {found.joins:,}",
        f"Leaves   {found.leaves:,}",
        f"Sample   {', '.join(found.sample) or 'nobody'}",
    ]
    sys.stdout.write("\n".join(lines) + "\n")
