"""customerGroupMembersImport: puts the customers of a list into a manual group."""

from __future__ import annotations

from typing import Any, Final

import graphene

from saleor_customer_groups.services.exports import store_import_result
from saleor_customer_groups.services.member_lists import (
    LineResult,
    ListLine,
    Outcome,
    import_members,
    read_list,
)

from .. import enums
from ..ids import InvalidId, customer_key
from ..inputs import listed
from ..scalars import Upload
from ..types.errors import CustomerGroupMembersError, MembersCode
from ..types.exports import CustomerGroupExportFile
from ..types.fields import needed, optional
from ..types.groups import CustomerGroup
from .base import BaseMutation, find_group
from .uploads import CustomerGroupImportErrorPolicy, ErrorPolicy, read_text

#: Problems that are told at once; the result file tells all of them.
_SHOWN: Final = 100


CustomerGroupImportOutcome = enums.enum_of(
    "CustomerGroupImportOutcome",
    Outcome,
    "What became of a line, or would become of it.",
    {
        Outcome.ADDED: "The customer is put in.",
        Outcome.ALREADY: "The customer is in already.",
        Outcome.REPEATED: "An earlier line names the same customer.",
        Outcome.UNKNOWN: "It names nobody.",
        Outcome.AMBIGUOUS: "It names several customers.",
    },
)


class CustomerGroupImportLine(graphene.ObjectType):
    line = needed(graphene.Int, "The line of the list, counted from 1.")
    text = needed(graphene.String, "What stands there.")
    outcome = needed(CustomerGroupImportOutcome, "What became of it.")
    message = needed(graphene.String, "The same in words.")

    class Meta:
        description = "A line of an imported list."

    @staticmethod
    def resolve_line(root: LineResult, _info: Any) -> int:
        return root.number

    @staticmethod
    def resolve_outcome(root: LineResult, _info: Any) -> str:
        return root.outcome.value


class CustomerGroupMembersImport(BaseMutation):
    customer_group = graphene.Field(CustomerGroup, description="The group.")
    applied = graphene.Boolean(
        description="Whether the list was put in; not by a dry run, nor where rejected."
    )
    lines = graphene.Int(description="How many lines name somebody.")
    added = graphene.Int(description="How many of them put, or would put, somebody in.")
    already = graphene.Int(description="How many name somebody who is in already.")
    repeated = graphene.Int(description="How many repeat an earlier one.")
    problem_count = graphene.Int(description="How many name nobody, or several.")
    problems = optional(
        listed(CustomerGroupImportLine), f"The first {_SHOWN} of those."
    )
    result = graphene.Field(
        CustomerGroupExportFile,
        description="A CSV file that says what became of every line.",
    )

    class Arguments:
        id = graphene.Argument(
            graphene.ID, required=True, description="The ID of the group."
        )
        file = graphene.Argument(
            Upload, description="The list as a file in UTF-8, at most 20 MB."
        )
        text = graphene.Argument(graphene.String, description="The list as a text.")
        dry_run = graphene.Argument(
            graphene.Boolean,
            default_value=False,
            description="Only say what would become of each line.",
        )
        error_policy = graphene.Argument(
            CustomerGroupImportErrorPolicy,
            default_value=ErrorPolicy.REJECT_EVERYTHING.value,
            description="What is done where a line names nobody or several.",
        )

    class Meta:
        description = (
            "Puts the customers of a list into a manual group: a key, e-mail address or"
            " ID in each line, or the customer, id, key or email column of a CSV; at most"
            " 100,000."
        )
        error_type = CustomerGroupMembersError
        codes = MembersCode

    @classmethod
    def perform(
        cls,
        context: Any,
        *,
        id: str,
        dry_run: bool,
        error_policy: str,
        file: Any | None = None,
        text: str | None = None,
    ) -> Any:
        group = find_group(id)
        lines = [_named(line) for line in read_list(read_text(file, text))]
        found = import_members(
            group.code,
            lines,
            actor=context.actor,
            is_dry=dry_run,
            skips_problems=error_policy == ErrorPolicy.IGNORE_FAILED.value,
        )
        return cls(
            customer_group=group,
            applied=found.is_applied,
            lines=len(found.lines),
            added=found.count(Outcome.ADDED),
            already=found.count(Outcome.ALREADY),
            repeated=found.count(Outcome.REPEATED),
            problem_count=len(found.problems),
            problems=found.problems[:_SHOWN],
            result=store_import_result(group, found.lines, actor=context.actor),
            errors=[],
        )


def _named(line: ListLine) -> ListLine:
    """The line with the customer's key where an ID stands for it."""
    try:
        return line._replace(text=customer_key(line.text))
    except InvalidId:
        return line
