"""Groups: making, changing, archiving and deleting them, and their rules' revisions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import transaction
from django.db.models import F

from saleor_customer_groups.models import (
    Audience,
    Cause,
    ContactType,
    CustomerGroup,
    DeletedGroup,
    GroupKind,
    GroupRevision,
    Visibility,
)

from . import clock
from .codes import new_code
from .errors import CustomerGroupsError, ErrorCode
from .group_checks import check_choice, check_group, refuse
from .hierarchy import lineage
from .locks import lock_group, lock_registry
from .marks import mark_group
from .memberships import evaluate_group
from .queries import fetch
from .revisions import is_new_rule, read_rule, revise
from .shops import get_catalogue, get_shop, touch_registry
from .usage import users_of
from .worker import work_off_groups


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupInput:
    """What a group is made of. ``rule`` is a rule document, for dynamic groups."""

    name: str
    code: str = ""
    kind: str = GroupKind.MANUAL
    visibility: str = Visibility.PRIVATE
    audience: str = Audience.CUSTOMERS
    description: str = ""
    subscribe_text: Mapping[str, str] = field(default_factory=dict)
    colour: str = ""
    parent: str = ""
    contact_type: str = ContactType.NONE
    rule: object | None = None


#: What an edit may change. Kind and code never change.
EDITABLE: Final = frozenset(
    {
        "name",
        "visibility",
        "audience",
        "description",
        "subscribe_text",
        "colour",
        "parent",
        "contact_type",
        "rule",
        "is_default",
    }
)


def get_group(code: str) -> CustomerGroup:
    """The group of that code. Raises CustomerGroupsError NOT_FOUND."""
    group = CustomerGroup.objects.filter(code=code).first()
    if group is None:
        raise CustomerGroupsError(
            f"There is no customer group with the code “{code}”.",
            code=ErrorCode.NOT_FOUND,
            field="code",
        )
    return group


def create_group(given: GroupInput, *, actor: str) -> CustomerGroup:
    """Makes the group; a dynamic one is evaluated at once.

    Raises CustomerGroupsError, or InvalidRule with every problem of the rule.
    """
    _check_kind(given)
    with transaction.atomic():
        lock_registry()
        touch_registry()
        code = new_code(
            given.name, given.code, CustomerGroup.objects, noun="customer group"
        )
        rule = read_rule(given.rule, get_catalogue(get_shop()), code)
        group = CustomerGroup(
            code=code,
            kind=check_choice(given.kind, GroupKind, "kind"),
            **_values(given),
        )
        check_group(group)
        group.save()
        if rule is not None:
            revise(group, rule, actor)
    if rule is not None:
        evaluate_group(group.pk, cause=Cause.RULE, actor=actor)
    group.refresh_from_db()
    return group


def edit_group(code: str, changes: Mapping[str, Any], *, actor: str) -> CustomerGroup:
    """Changes the named fields, all or none. Raises as ``create_group`` does.

    A new rule is a new revision. The members stay those of the old one until the new
    one is evaluated as a whole, which happens before this returns.
    """
    for name in changes:
        if name not in EDITABLE:
            raise CustomerGroupsError(
                f"The {name} of a customer group never changes. Duplicate the group"
                " to start anew from it.",
                code=ErrorCode.IMMUTABLE,
                field=name,
            )
    with transaction.atomic():
        lock_registry()
        touch_registry()
        group = get_group(code)
        _refuse_archived(group)
        rule = None
        if "rule" in changes:
            if group.kind != GroupKind.DYNAMIC:
                raise CustomerGroupsError(
                    f"“{group.name}” is a manual group and takes no rule.",
                    code=ErrorCode.INVALID,
                    field="rule",
                )
            rule = read_rule(changes["rule"], get_catalogue(get_shop()), code)
        old_parent, was_default = group.parent_id, group.is_default
        former = CustomerGroup.objects.get(is_default=True)
        _apply(group, changes)
        check_group(group)
        group.updated_at = clock.database_now()
        group.save()
        if rule is not None and is_new_rule(group, rule):
            revise(group, rule, actor)
        if group.parent_id != old_parent:
            for id_ in lineage(old_parent) + lineage(group.parent_id):
                mark_group(id_)
        if "audience" in changes:
            mark_group(group.pk)
        if group.is_default and not was_default:
            _mark_defaults(group, former)
    work_off_groups()
    group.refresh_from_db()
    return group


def duplicate_group(
    code: str, *, name: str, new_code: str = "", actor: str
) -> CustomerGroup:
    """A new group of the same kind, rule and settings; a manual copy has no members."""
    source = get_group(code)
    document = None
    if source.kind == GroupKind.DYNAMIC:
        document = source.revisions.get(number=source.revision).rule
    return create_group(
        GroupInput(
            name=name,
            code=new_code,
            kind=source.kind,
            visibility=source.visibility,
            audience=source.audience,
            description=source.description,
            subscribe_text=source.subscribe_text,
            colour=source.colour,
            parent=source.parent.code if source.parent else "",
            contact_type=source.contact_type,
            rule=document,
        ),
        actor=actor,
    )


def archive_group(code: str, *, actor: str) -> CustomerGroup:
    """Ends the group: no members from now on; what it restricts stays restricted."""
    with transaction.atomic():
        lock_registry()
        touch_registry()
        group = get_group(code)
        _refuse_default(group)
        if group.archived_at is None:
            now = clock.database_now()
            group.archived_at = group.updated_at = now
            group.save(update_fields=["archived_at", "updated_at"])
            for id_ in lineage(group.parent_id):
                mark_group(id_)
    evaluate_group(group.pk, cause=Cause.ARCHIVE, actor=actor)
    work_off_groups()
    return group


def delete_group(code: str, *, actor: str) -> None:
    """Deletes the group and its members, but not while something refers to it.

    The ledger stays, and a tombstone that says which group it spoke of. The members
    leave in a transaction of their own, so that a large group holds up nobody.
    """
    with transaction.atomic():
        group = _deletable(code)
        if group.archived_at is None:
            group.archived_at = group.updated_at = clock.database_now()
            group.save(update_fields=["archived_at", "updated_at"])
    evaluate_group(group.pk, cause=Cause.DELETE, actor=actor)
    with transaction.atomic():
        group = _deletable(code)
        lock_group(group.pk)
        for table in ("assignment", "mark"):
            fetch(
                f"DELETE FROM customer_groups_{table} WHERE group_id = %(group)s",  # noqa: S608
                {"group": group.pk},
            )
        DeletedGroup.objects.create(
            group_id=group.pk, code=group.code, name=group.name, deleted_by=actor
        )
        for id_ in lineage(group.parent_id):
            mark_group(id_)
        group.delete()
    work_off_groups()


def _deletable(code: str) -> CustomerGroup:
    """The group, under the registry's lock, when nothing refers to it."""
    lock_registry()
    touch_registry()
    group = get_group(code)
    _refuse_default(group)
    users = usage(group)
    if users:
        raise CustomerGroupsError(
            f"“{group.name}” cannot be deleted: it is used by {', '.join(users)}."
            " Change those first.",
            code=ErrorCode.IN_USE,
        )
    return group


def _refuse_default(group: CustomerGroup) -> None:
    if group.is_default:
        raise CustomerGroupsError(
            f"“{group.name}” is the default group. Make another group the default"
            " first.",
            code=ErrorCode.IN_USE,
        )


def usage(group: CustomerGroup) -> list[str]:
    """What refers to the group, in words: child groups and rules."""
    return [user.sentence for user in users_of([group])[group.pk]]


def _check_kind(given: GroupInput) -> None:
    if given.kind == GroupKind.DYNAMIC and given.rule is None:
        raise CustomerGroupsError(
            "A dynamic group needs a rule that says who belongs to it.",
            code=ErrorCode.REQUIRED,
            field="rule",
        )
    if given.kind == GroupKind.MANUAL and given.rule is not None:
        raise CustomerGroupsError(
            "A manual group takes no rule. Make it dynamic, or leave the rule out.",
            code=ErrorCode.INVALID,
            field="rule",
        )


def _values(given: GroupInput) -> dict[str, Any]:
    return {
        "name": given.name,
        "visibility": given.visibility,
        "audience": given.audience,
        "description": given.description,
        "subscribe_text": dict(given.subscribe_text),
        "colour": given.colour.lower(),
        "parent": get_group(given.parent) if given.parent else None,
        "contact_type": given.contact_type,
        "is_default": False,
        "revision": 0,
        "evaluated_revision": 0,
    }


def _apply(group: CustomerGroup, changes: Mapping[str, Any]) -> None:
    for name, value in changes.items():
        match name:
            case "rule":
                continue
            case "parent":
                group.parent = get_group(value) if value else None
            case "colour":
                group.colour = value.lower()
            case "is_default":
                if not value:
                    raise CustomerGroupsError(
                        "There is always one default group: make another group the"
                        " default instead.",
                        code=ErrorCode.INVALID,
                        field=name,
                    )
                CustomerGroup.objects.filter(is_default=True).update(is_default=False)
                group.is_default = True
            case _:
                setattr(group, name, value)


def _mark_defaults(*groups: CustomerGroup) -> None:
    """The default group has no member rows, any other has: both are written anew, and
    so is every group whose rule names one of them."""
    codes = [group.code for group in groups]
    naming = GroupRevision.objects.filter(
        groups__overlap=codes, number=F("group__revision")
    ).values_list("group_id", flat=True)
    for id_ in (*(group.pk for group in groups), *naming):
        mark_group(id_)


def _refuse_archived(group: CustomerGroup) -> None:
    if group.archived_at is not None:
        refuse(
            f"“{group.name}” is archived and stays as it is. Duplicate it to start anew"
            " from it.",
            "code",
            ErrorCode.ARCHIVED,
        )
