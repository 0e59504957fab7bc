"""Group checks: what a group's fields must be, each and together."""

from __future__ import annotations

import re
from typing import Any, Final, NoReturn

from saleor_customer_groups.models import (
    Audience,
    ContactType,
    CustomerGroup,
    GroupKind,
    Visibility,
)

from .errors import CustomerGroupsError, ErrorCode
from .hierarchy import MAX_DEPTH, height, lineage

_COLOUR: Final = re.compile(r"#[0-9a-f]{6}")


def check_group(group: CustomerGroup) -> None:
    """What a group's fields must be together. Raises CustomerGroupsError."""
    check_name(group.name)
    check_choice(group.visibility, Visibility, "visibility")
    check_choice(group.audience, Audience, "audience")
    check_choice(group.contact_type, ContactType, "contact_type")
    if group.colour and not _COLOUR.fullmatch(group.colour):
        refuse(f"“{group.colour}” is not a colour: write it as #1a2b3c.", "colour")
    is_public = group.visibility == Visibility.PUBLIC
    if is_public and group.kind != GroupKind.MANUAL:
        refuse(
            "Only a manual group can be public: customers join it themselves.",
            "visibility",
        )
    if is_public:
        _check_shown(group)
    if group.contact_type != ContactType.NONE and group.kind != GroupKind.MANUAL:
        refuse("Only a manual group can collect consent to contact.", "contact_type")
    if group.is_default and (group.kind != GroupKind.MANUAL or group.parent_id):
        refuse("The default group is manual and has no parent.", "is_default")
    if group.is_default and group.pk and group.children.exists():
        refuse("The default group has no child groups.", "is_default")
    if group.parent is not None:
        _check_parent(group, group.parent)
    if not is_public and group.pk and _has_public_child(group):
        refuse(
            "A child of this group is public, so it must stay public too.", "visibility"
        )


def check_name(name: str, noun: str = "group") -> None:
    """Raises CustomerGroupsError for what is no name."""
    if not name.strip() or len(name) > 250:
        refuse(f"A {noun} needs a name of at most 250 characters.", "name")


def _check_shown(group: CustomerGroup) -> None:
    """What customers are shown of a public group has to say something."""
    if not any(char.isalnum() for char in group.name):
        refuse(
            f"Customers are shown the name of a public group, and “{group.name}” cannot"
            " be read: use a name with letters or digits, or make the group private.",
            "name",
        )
    if not any(text.strip() for text in group.subscribe_text.values()):
        refuse(
            "A public group needs a subscribe text: what customers read before they opt"
            " in. Give one in at least one language, or make the group private.",
            "subscribe_text",
            ErrorCode.REQUIRED,
        )


def _has_public_child(group: CustomerGroup) -> bool:
    return group.children.filter(visibility=Visibility.PUBLIC).exists()


def _check_parent(group: CustomerGroup, parent: CustomerGroup) -> None:
    if GroupKind.DYNAMIC in (group.kind, parent.kind):
        refuse("Parents and children are manual groups.", "parent")
    if parent.is_default:
        refuse("The default group has no child groups.", "parent")
    if parent.archived_at is not None:
        refuse(f"“{parent.name}” is archived.", "parent", ErrorCode.ARCHIVED)
    public = Visibility.PUBLIC
    if group.visibility == public and parent.visibility != public:
        refuse("The parent of a public group is public.", "parent")
    above = lineage(parent.pk)
    if group.pk in above:
        refuse(
            f"“{parent.name}” is below “{group.name}” already: a group cannot be its"
            " own ancestor.",
            "parent",
            ErrorCode.CYCLE,
        )
    if len(above) + height(group) > MAX_DEPTH:
        refuse(f"Groups nest at most {MAX_DEPTH} deep.", "parent")


def check_choice(value: str, choices: type[Any], name: str) -> str:
    """The value. Raises CustomerGroupsError unless it is one of the choices."""
    if value not in choices.values:
        refuse(
            f"“{value}” is not a {name.replace('_', ' ')}: use one of"
            f" {', '.join(choices.values)}.",
            name,
        )
    return value


def refuse(message: str, name: str, code: ErrorCode = ErrorCode.INVALID) -> NoReturn:
    """Raises CustomerGroupsError about the field of that name."""
    raise CustomerGroupsError(message, code=code, field=name)
