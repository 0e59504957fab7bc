"""Revisions: reads a group's rule from its document, and puts it in force."""

from __future__ import annotations

from saleor_customer_groups.engine.catalogue import Catalogue
from saleor_customer_groups.engine.parser import dump_rule, parse_rule
from saleor_customer_groups.engine.rules import Rule, referenced_groups
from saleor_customer_groups.models import CustomerGroup, GroupRevision

from .errors import ErrorCode
from .group_checks import refuse
from .hierarchy import find_circle
from .marks import mark_group
from .registry import read_facts


def read_rule(document: object | None, catalogue: Catalogue, code: str) -> Rule | None:
    """The document as a rule of the group with that code; None where there is none.

    Raises InvalidRule with every problem, CustomerGroupsError for a circle or for a
    group that is archived.
    """
    if document is None:
        return None
    rule = parse_rule(document, catalogue=catalogue)
    archived = (
        CustomerGroup.objects.filter(code__in=referenced_groups(rule))
        .exclude(archived_at=None)
        .first()
    )
    if archived is not None:
        refuse(
            f"“{archived.name}” is archived and has no members: the rule cannot name it.",
            "rule",
            ErrorCode.ARCHIVED,
        )
    circle = find_circle(code, referenced_groups(rule))
    if circle:
        refuse(
            "The rule would go round in a circle: " + " → ".join(circle) + ".",
            "rule",
            ErrorCode.CYCLE,
        )
    return rule


def is_new_rule(group: CustomerGroup, rule: Rule) -> bool:
    """Whether the rule differs from the one in force."""
    current = group.revisions.filter(number=group.revision).first()
    return current is None or current.rule != dump_rule(rule)


def revise(group: CustomerGroup, rule: Rule, actor: str) -> None:
    """Makes the rule the one in force, and marks the group as a whole."""
    group.revision += 1
    GroupRevision.objects.create(
        group=group,
        number=group.revision,
        rule=dump_rule(rule),
        facts=sorted(read_facts(rule)),
        groups=sorted(referenced_groups(rule)),
        created_by=actor,
    )
    group.save(update_fields=["revision"])
    mark_group(group.pk)
