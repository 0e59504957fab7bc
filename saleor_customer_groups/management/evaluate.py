"""``evaluate``: brings every membership up to the present instant."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import Final
from zoneinfo import ZoneInfo

from django.db.models import F

from saleor_customer_groups.models import CustomerGroup, GroupKind
from saleor_customer_groups.services import clock
from saleor_customer_groups.services.groups import get_group
from saleor_customer_groups.services.ledger import GroupFlow, flows_since
from saleor_customer_groups.services.listing import list_groups
from saleor_customer_groups.services.marks import pending_count
from saleor_customer_groups.services.memberships import evaluate_group
from saleor_customer_groups.services.refresh import refresh_all
from saleor_customer_groups.services.shops import get_shop
from saleor_customer_groups.services.ticks import tick
from saleor_customer_groups.services.worker import work_off

from .groups import state_of
from .output import Cell, add_format, write_rows
from .progress import progress_line
from .sentences import in_sentences

NAME: Final = "evaluate"
HELP: Final = "Work off everything that happened; with groups, evaluate those anew."

#: More marks than this are faster worked off as a whole than batch by batch.
_MANY_MARKS: Final = 10_000
_TITLES: Final = ("Code", "Name", "Joined", "Left", "Members", "State")

#: Told in words what is being done.
Say = Callable[[str], None]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "groups", nargs="*", metavar="GROUP", help="codes; none: all that is to be done"
    )
    add_format(parser)


@in_sentences
def run(options: argparse.Namespace) -> int:
    groups = [get_group(code) for code in options.groups]
    began_at = clock.database_now()
    with progress_line() as line:
        if groups:
            _evaluate(groups, line.say)
        else:
            bring_up_to_date(line.say)
    wanted = {group.pk for group in groups}
    write_rows(
        _TITLES,
        _rows(wanted, flows_since(began_at)),
        form=options.format,
        zone=ZoneInfo(get_shop().time_zone),
    )
    return 0


def bring_up_to_date(say: Say) -> None:
    """Facts and memberships as of now: all at once where much is to be done."""
    if _is_much():
        refresh_all(
            progress=lambda done, count: say(f"Facts: {done:,} of {count:,} parts")
        )
    tick()
    work_off(progress=lambda left: say(f"Marks: {left:,} left"))


def _is_much() -> bool:
    if pending_count(now=clock.database_now()) > _MANY_MARKS:
        return True
    never_evaluated = CustomerGroup.objects.filter(
        kind=GroupKind.DYNAMIC, archived_at=None, invalid_since=None
    ).exclude(evaluated_revision=F("revision"))
    return never_evaluated.exists()


def _evaluate(groups: Sequence[CustomerGroup], say: Say) -> None:
    for done, group in enumerate(groups):
        say(f"{group.name}: {done + 1} of {len(groups)} groups")
        evaluate_group(group.pk)
    work_off(progress=lambda left: say(f"Marks: {left:,} left"))


def _rows(wanted: set[int], flows: dict[int, GroupFlow]) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    for row in list_groups(with_archived=bool(wanted)):
        group = row.group
        if wanted and group.pk not in wanted:
            continue
        flow = flows.get(group.pk, GroupFlow(group.pk, 0, 0))
        state = state_of(group)
        rows.append(
            [group.code, group.name, flow.joined, flow.left, row.members, state]
        )
    return rows
