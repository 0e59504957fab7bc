"""``group``: lists groups, makes, edits, duplicates, archives and deletes them."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.core.management.base import CommandError

from saleor_customer_groups.engine.analysis import warnings
from saleor_customer_groups.engine.parser import parse_rule
from saleor_customer_groups.models import ContactType, CustomerGroup, Visibility
from saleor_customer_groups.services.groups import (
    GroupInput,
    archive_group,
    create_group,
    delete_group,
    duplicate_group,
    edit_group,
    get_group,
    usage,
)
from saleor_customer_groups.services.listing import GroupRow, list_groups
from saleor_customer_groups.services.memberships import counts
from saleor_customer_groups.services.shops import get_catalogue, get_shop

from .acting import actor
from .documents import read_rule_file
from .output import Cell, Share, add_format, write_document, write_rows
from .pending import warn_if_pending
from .sentences import in_sentences

NAME: Final = "group"
HELP: Final = "List, create, edit, duplicate, archive and delete groups."

_TITLES: Final = (
    "Code",
    "Name",
    "Kind",
    "Visibility",
    "Members",
    "Share",
    "Joined in 7 days",
    "Left in 7 days",
    "Parent",
    "State",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    listing = actions.add_parser("list", help="all groups, with how many belong")
    listing.add_argument("--archived", action="store_true", help="archived ones too")
    add_format(listing)
    creation = actions.add_parser("create", help="make a group")
    creation.add_argument("--name", required=True)
    _add_identity(creation)
    _add_fields(creation)
    edit = actions.add_parser("edit", help="change what is given")
    edit.add_argument("group", metavar="GROUP", help="the group's code")
    edit.add_argument("--name")
    _add_identity(edit)
    _add_fields(edit)
    edit.add_argument(
        "--default", action="store_true", help="make it the default group (with --yes)"
    )
    edit.add_argument("--yes", action="store_true", help="confirms --default")
    copy = actions.add_parser("duplicate", help="make a group like another")
    copy.add_argument("group", metavar="GROUP", help="the group's code")
    copy.add_argument("--name", required=True)
    copy.add_argument("--code", default="", help="default: made from the name")
    for name, help_ in (
        ("show", "everything that was said of a group, its rule too, as JSON"),
        ("archive", "end a group: it has no members from then on"),
        ("delete", "delete a group that nothing refers to"),
    ):
        ending = actions.add_parser(name, help=help_)
        ending.add_argument("group", metavar="GROUP", help="the group's code")


def _add_identity(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--code", help="never changes; default: made from the name")
    parser.add_argument(
        "--kind", help="manual or dynamic, never changes; default: dynamic with --rule"
    )


def _add_fields(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--visibility", help=", ".join(Visibility.values))
    parser.add_argument("--description", help="for staff only")
    parser.add_argument(
        "--subscribe-text",
        action="append",
        type=_language_text,
        metavar="LANG=TEXT",
        help="what customers read before they opt in (repeatable)",
    )
    parser.add_argument("--colour", help="such as #1a2b3c")
    parser.add_argument("--parent", metavar="GROUP", help='"" for none')
    parser.add_argument("--contact-type", help=", ".join(ContactType.values))
    parser.add_argument(
        "--rule", type=Path, metavar="FILE", help="a JSON rule document, - for stdin"
    )


def _language_text(text: str) -> tuple[str, str]:
    language, sign, words = text.partition("=")
    if not sign or not language.strip():
        raise argparse.ArgumentTypeError(f"“{text}” is not written as LANG=TEXT")
    return language.strip(), words


@in_sentences
def run(options: argparse.Namespace) -> int:
    match options.action:
        case "list":
            _list(options)
        case "create":
            _create(options)
        case "edit":
            _edit(options)
        case "duplicate":
            group = duplicate_group(
                options.group, name=options.name, new_code=options.code, actor=actor()
            )
            _tell("Created", group)
        case "archive":
            left = _size(get_group(options.group))
            group = archive_group(options.group, actor=actor())
            sys.stdout.write(f"Archived “{group.name}” ({group.code}): {left} left.\n")
            for user in usage(group):
                sys.stderr.write(f"Note: it is still used by {user}.\n")
        case "delete":
            left = _size(get_group(options.group))
            delete_group(options.group, actor=actor())
            sys.stdout.write(f"Deleted the group {options.group}: {left} left.\n")
        case "show":
            _show(get_group(options.group))
    return 0


def _show(group: CustomerGroup) -> None:
    """Everything that was said of the group, its rule too, as JSON."""
    revision = group.revisions.filter(number=group.revision).first()
    write_document(
        {
            "code": group.code,
            "name": group.name,
            "kind": group.kind,
            "visibility": group.visibility,
            "audience": group.audience,
            "description": group.description,
            "subscribe_text": group.subscribe_text,
            "colour": group.colour,
            "parent": group.parent.code if group.parent else None,
            "contact_type": group.contact_type,
            "is_default": group.is_default,
            "archived_at": group.archived_at and group.archived_at.isoformat(),
            "revision": group.revision,
            "rule": revision.rule if revision else None,
        }
    )


def _list(options: argparse.Namespace) -> None:
    write_rows(
        _TITLES,
        (_row(row) for row in list_groups(with_archived=options.archived)),
        form=options.format,
        zone=ZoneInfo(get_shop().time_zone),
    )


def _row(row: GroupRow) -> list[Cell]:
    group = row.group
    return [
        group.code,
        group.name,
        group.kind,
        group.visibility,
        row.members,
        Share(row.share),
        row.joined,
        row.left,
        group.parent.code if group.parent else "",
        state_of(group),
    ]


def state_of(group: CustomerGroup) -> str:
    """What is special about the group, in a word; empty where nothing is."""
    if group.archived_at is not None:
        return "archived"
    if group.invalid_since is not None:
        return "frozen"
    return "default" if group.is_default else ""


def _create(options: argparse.Namespace) -> None:
    fields = _fields(options, subscribe_text={})
    kind = "dynamic" if options.rule else "manual"
    fields.setdefault("kind", kind)
    group = create_group(GroupInput(**fields), actor=actor())
    _tell("Created", group)
    _warn(fields.get("rule"))


def _edit(options: argparse.Namespace) -> None:
    group = get_group(options.group)
    changes = _fields(options, subscribe_text=group.subscribe_text)
    if options.default:
        if not options.yes:
            raise CommandError(
                f"“{group.name}” would become the default group, which covers every"
                " registered customer. Confirm it with --yes."
            )
        changes["is_default"] = True
    if not changes:
        raise CommandError("Nothing to change: name at least one option.")
    group = edit_group(options.group, changes, actor=actor())
    _tell("Changed", group)
    _warn(changes.get("rule"))


def _fields(
    options: argparse.Namespace, *, subscribe_text: Mapping[str, str]
) -> dict[str, Any]:
    """The group's fields that were named, with the rule's document read."""
    names = ("name", "code", "kind", "visibility", "description", "colour", "parent")
    given = {name: getattr(options, name) for name in (*names, "contact_type")}
    fields = {name: value for name, value in given.items() if value is not None}
    if options.subscribe_text:
        texts = {**subscribe_text, **dict(options.subscribe_text)}
        fields["subscribe_text"] = {key: text for key, text in texts.items() if text}
    if options.rule:
        fields["rule"] = read_rule_file(options.rule)
    return fields


def _tell(done: str, group: CustomerGroup) -> None:
    sys.stdout.write(f"{done} “{group.name}” ({group.code}): {_size(group)}.\n")
    warn_if_pending()


def _size(group: CustomerGroup) -> str:
    count = counts([group.pk]).get(group.pk, 0)
    return "1 member" if count == 1 else f"{count:,} members"


def _warn(document: object) -> None:
    if document is not None:
        rule = parse_rule(document, catalogue=get_catalogue(get_shop()))
        for warning in warnings(rule):
            sys.stderr.write(f"Warning: {warning.path}: {warning.message}\n")
