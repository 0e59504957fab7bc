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
from .confirming import confirm
from .documents import read_rule_file
from .output import Cell, Share, add_format, write_document, write_rows
from .pending import warn_if_pending
from .sentences import in_sentences
from .templates import add_parameters, template_fields, write_templates

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
    creation.add_argument("--name", help="needed, unless a template gives one")
    creation.add_argument("--code", help="never changes; default: made from the name")
    creation.add_argument(
        "--kind", help="manual or dynamic, never changes; default: dynamic with a rule"
    )
    _add_fields(creation, takes_template=True)
    choices = actions.add_parser("templates", help="what create --template starts from")
    add_format(choices)
    edit = actions.add_parser("edit", help="change what is given")
    edit.add_argument("group", metavar="GROUP", help="the group's code")
    edit.add_argument("--name")
    # Taken so that the refusal says why, but not offered.
    edit.add_argument("--code", help=argparse.SUPPRESS)
    edit.add_argument("--kind", help=argparse.SUPPRESS)
    _add_fields(edit)
    edit.add_argument(
        "--default", action="store_true", help="make it the default group (asks first)"
    )
    edit.add_argument("--yes", action="store_true", help="confirms --default")
    copy = actions.add_parser("duplicate", help="make a group like another")
    copy.add_argument("group", metavar="GROUP", help="the group's code")
    copy.add_argument("--name", required=True)
    copy.add_argument("--code", help="default: made from the name")
    showing = actions.add_parser(
        "show", help="everything that was said of a group, its rule too, as JSON"
    )
    showing.add_argument("group", metavar="GROUP", help="the group's code")
    for name, help_ in (
        ("archive", "end a group: it has no members from then on"),
        ("delete", "delete a group that nothing refers to"),
    ):
        ending = actions.add_parser(name, help=help_)
        ending.add_argument("group", metavar="GROUP", help="the group's code")
        ending.add_argument(
            "--yes", action="store_true", help="do not ask, though members leave"
        )


def _add_fields(
    parser: argparse.ArgumentParser, *, takes_template: bool = False
) -> None:
    parser.add_argument(
        "--visibility",
        help=f"{', '.join(Visibility.values)}; public needs a --subscribe-text",
    )
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
    source = parser.add_mutually_exclusive_group()
    source.add_argument(
        "--rule", type=Path, metavar="FILE", help="a JSON rule document, - for stdin"
    )
    if takes_template:
        source.add_argument(
            "--template",
            metavar="CODE",
            help="a group to start from, see group templates; other options win",
        )
        add_parameters(parser)


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
        case "templates":
            write_templates(options.format)
        case "create":
            _create(options)
        case "edit":
            _edit(options)
        case "duplicate":
            _refuse_empty_code(options.code)
            group = duplicate_group(
                options.group,
                name=options.name,
                new_code=options.code or "",
                actor=actor(),
            )
            _tell("Created", group)
        case "archive":
            left = _confirm_end("Archiving", options)
            group = archive_group(options.group, actor=actor())
            sys.stdout.write(f"Archived “{group.name}” ({group.code}): {left} left.\n")
            for user in usage(group):
                sys.stderr.write(f"Note: it is still used by {user}.\n")
        case "delete":
            left = _confirm_end("Deleting", options)
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


def _confirm_end(doing: str, options: argparse.Namespace) -> str:
    """How many members leave, in words, once their leaving is confirmed."""
    group = get_group(options.group)
    users = usage(group)
    left = _size(group)
    count = _count(group)
    # What cannot be done is refused with its reason, not asked about.
    is_refused = group.is_default or (doing == "Deleting" and users)
    if count and not is_refused:
        they = "its 1 member leaves" if count == 1 else f"its {count:,} members leave"
        sentences = [f"{doing} “{group.name}” is for good, and {they}."]
        if group.parent is not None:
            sentences.append(
                f"Whoever is in “{group.parent.name}” only through it leaves that too."
            )
        if users:
            sentences.append(f"It is used by {', '.join(users)}.")
        confirm(" ".join(sentences), is_confirmed=options.yes)
    return left


def _create(options: argparse.Namespace) -> None:
    made: dict[str, Any] = {}
    if options.template is not None:
        made = template_fields(options.template, dict(options.parameter))
    elif options.parameter:
        raise CommandError("--parameter goes with --template CODE.")
    _refuse_empty_code(options.code)
    given = _fields(options, subscribe_text=made.get("subscribe_text", {}))
    if "name" in given:
        made.pop("code", None)
    fields = made | given
    if "name" not in fields:
        raise CommandError(
            "Say what the group is called with --name, or start from a template with"
            " --template: group templates lists them."
        )
    fields.setdefault("kind", "dynamic" if "rule" in fields else "manual")
    group = create_group(GroupInput(**fields), actor=actor())
    _tell("Created", group)
    _warn(fields.get("rule"))


def _edit(options: argparse.Namespace) -> None:
    group = get_group(options.group)
    changes = _fields(options, subscribe_text=group.subscribe_text)
    if options.default:
        confirm(
            f"“{group.name}” would become the default group, which covers every"
            " registered customer.",
            is_confirmed=options.yes,
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


def _refuse_empty_code(code: str | None) -> None:
    if code == "":
        raise CommandError(
            "--code is empty. Leave it out, and the code is made from the name."
        )


def _count(group: CustomerGroup) -> int:
    return counts([group.pk]).get(group.pk, 0)


def _size(group: CustomerGroup) -> str:
    count = _count(group)
    return "1 member" if count == 1 else f"{count:,} members"


def _warn(document: object) -> None:
    if document is not None:
        rule = parse_rule(document, catalogue=get_catalogue(get_shop()))
        for warning in warnings(rule):
            sys.stderr.write(f"Warning: {warning.path}: {warning.message}\n")
