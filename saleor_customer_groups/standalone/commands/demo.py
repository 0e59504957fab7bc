"""``customer-groups demo``: a sample shop, its groups, why somebody is in one, and, if
that is wanted, its screens."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from saleor_customer_groups.engine.windows import Moment
from saleor_customer_groups.management.basket import basket_lines
from saleor_customer_groups.management.evaluate import bring_up_to_date
from saleor_customer_groups.management.explain import explanation_lines
from saleor_customer_groups.management.export import export_members
from saleor_customer_groups.management.output import Cell, Share, write_rows
from saleor_customer_groups.management.progress import progress_line
from saleor_customer_groups.management.sentences import in_sentences
from saleor_customer_groups.models import CustomerGroup
from saleor_customer_groups.services import clock
from saleor_customer_groups.services.baskets import quote_basket
from saleor_customer_groups.services.explanations import explain_membership
from saleor_customer_groups.services.groups import get_group
from saleor_customer_groups.services.listing import list_groups
from saleor_customer_groups.services.members import list_members
from saleor_customer_groups.services.previews import preview
from saleor_customer_groups.services.profiles import get_profile
from saleor_customer_groups.services.registry import get_registry
from saleor_customer_groups.services.shops import get_shop

from ..demo import make_demo_shop
from ..demo_offers import BASKET, CHANNEL, CODE, VIP, WHOLESALE
from ..home import home
from ..serving import Listening, serve_shop
from .serve import add_port

NAME: Final = "demo"
HELP: Final = "Make a sample shop with its groups, once, and show them."

#: The group whose members are exported, and of whom one is explained.
_SHOWN: Final = "vip"
_WEEK: Final = timedelta(days=7)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--serve",
        action="store_true",
        help="then serve its screens until stopped, if there is a terminal",
    )
    add_port(parser)


@in_sentences
def run(options: argparse.Namespace) -> int:
    today = datetime.combine(clock.database_now().astimezone(UTC).date(), time(), UTC)
    folder = home() / "demo"
    make_demo_shop(folder, today)
    with progress_line() as line:
        bring_up_to_date(line.say)
    _print_groups()
    _explain()
    _print_baskets()
    _export(folder / f"{_SHOWN}.csv")
    sys.stdout.flush()
    if options.serve and sys.stdout.isatty():
        listening = Listening(port=options.port)
        serve_shop(listening, staff=NAME, with_worker=True)
    return 0


def _print_groups() -> None:
    shop = get_shop()
    zone = ZoneInfo(shop.time_zone)
    moment = Moment(clock.database_now(), zone)
    day = moment.today - _WEEK
    titles = (
        "Group",
        "Kind",
        "Members",
        "Share",
        f"Joined since {day} by rule",
        f"Left since {day} by rule",
    )
    rows: list[list[Cell]] = []
    for row in list_groups():
        joined, left = _moved(row.group, moment.start_of(day))
        share = Share(row.share)
        rows.append([row.group.name, row.group.kind, row.members, share, joined, left])
    sys.stdout.write("\n")
    write_rows(titles, rows, form="table", zone=zone)


def _moved(group: CustomerGroup, then: datetime) -> tuple[int | None, int | None]:
    """Who is in now and would not have been then, and the reverse.

    By the rule seen as of then, for by the record everybody joined when the demo was
    made. None for manual groups, which have no rule to ask.
    """
    rule = get_registry(get_shop()).groups[group.pk].rule
    if rule is None:
        return None, None
    past = preview(rule, as_of=then, group_id=group.pk, audience=group.audience)
    return past.leaves, past.joins


def _explain() -> None:
    group = get_group(_SHOWN)
    member = next(list_members(group), None)
    if member is None:
        return
    found = explain_membership(get_profile(member.customer), group)
    sys.stdout.write(f"\n{member.name} ({member.customer}) and “{group.name}”:\n")
    sys.stdout.write("\n".join(explanation_lines(found)) + "\n")


def _print_baskets() -> None:
    """The same basket and code for a guest, a VIP and a wholesaler who is none."""
    vips, wholesalers = (
        {member.customer: member.name for member in list_members(get_group(code))}
        for code in (VIP, WHOLESALE)
    )
    vip = min(vips.keys() - wholesalers.keys())
    wholesaler = min(wholesalers.keys() - vips.keys())
    for whose, customer in (
        ("A guest", None),
        (f"{vips[vip]} ({vip}), in VIP,", vip),
        (f"{wholesalers[wholesaler]} ({wholesaler}), in Wholesale,", wholesaler),
    ):
        found = quote_basket(customer, channel=CHANNEL, lines=BASKET, codes=[CODE])
        lines = "\n".join(basket_lines(found))
        sys.stdout.write(f"\n{whose} pays:\n{lines}\n")


def _export(path: Path) -> None:
    count = export_members(get_group(_SHOWN), path)
    sys.stdout.write(f"\n{count:,} members of “{_SHOWN}” in {path}.\n")
