"""``explain``: why a customer is in a group or not, and what would change it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import Final
from zoneinfo import ZoneInfo

from saleor_customer_groups.engine.explanation import Reason
from saleor_customer_groups.services.explanations import (
    MembershipExplanation,
    explain_membership,
)
from saleor_customer_groups.services.groups import get_group
from saleor_customer_groups.services.profiles import get_profile
from saleor_customer_groups.services.shops import get_shop

from .output import Cell, add_format, write_document, write_rows
from .pending import warn_if_pending
from .sentences import in_sentences

NAME: Final = "explain"
HELP: Final = "Say why a customer is in a group or not, and when that changes."

_TITLES: Final = ("Depth", "Condition", "Holds", "Actual", "Gap")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("customer", metavar="CUSTOMER", help="the customer's key")
    parser.add_argument("group", metavar="GROUP", help="the group's code")
    add_format(parser)


@in_sentences
def run(options: argparse.Namespace) -> int:
    profile = get_profile(options.customer)
    group = get_group(options.group)
    warn_if_pending()
    found = explain_membership(profile, group)
    reason = found.detail.reason if found.detail else None
    match options.format:
        case "json":
            write_document(_document(found, profile.host_key, group.code))
        case "csv":
            zone = ZoneInfo(get_shop().time_zone)
            rows = _rows(reason, 0) if reason else ()
            write_rows(_TITLES, rows, form="csv", zone=zone)
        case _:
            sys.stdout.write("\n".join(explanation_lines(found)) + "\n")
    return 0


def explanation_lines(found: MembershipExplanation) -> Iterator[str]:
    """The answer in a sentence, then the rule as it stands for the customer."""
    yield found.reason
    if found.detail:
        yield from _tree(found.detail.reason, 1)


def _tree(reason: Reason, depth: int) -> Iterator[str]:
    mark = "yes" if reason.holds else "no "
    indent = "  " * depth
    gap = f" ({reason.gap})" if reason.gap else ""
    actual = f": {reason.actual}{gap}" if reason.actual is not None else ""
    yield f"{indent}{mark}  {reason.sentence}{actual}"
    for part in reason.parts:
        yield from _tree(part, depth + 1)


def _rows(reason: Reason, depth: int) -> Iterator[tuple[Cell, ...]]:
    yield depth, reason.sentence, reason.holds, reason.actual, reason.gap
    for part in reason.parts:
        yield from _rows(part, depth + 1)


def _document(
    found: MembershipExplanation, customer: str, group: str
) -> dict[str, object]:
    detail = found.detail
    return {
        "customer": customer,
        "group": group,
        "is_member": found.is_member,
        "since": found.since,
        "reason": found.reason,
        "changes_at": detail.changes_at if detail else None,
        "rule": _node(detail.reason) if detail else None,
    }


def _node(reason: Reason) -> dict[str, object]:
    return {
        "condition": reason.sentence,
        "holds": reason.holds,
        "is_unknown": reason.is_unknown,
        "actual": reason.actual,
        "gap": reason.gap,
        "parts": [_node(part) for part in reason.parts],
    }
