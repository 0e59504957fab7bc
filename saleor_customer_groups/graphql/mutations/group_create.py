"""customerGroupCreate: makes a group, or saves members as one."""

from __future__ import annotations

from typing import Any

import graphene

from saleor_customer_groups.models import GroupKind
from saleor_customer_groups.services.errors import CustomerGroupsError, ErrorCode
from saleor_customer_groups.services.groups import GroupInput, create_group
from saleor_customer_groups.services.snapshots import save_members

from .. import enums
from ..scalars import JSON
from ..types.errors import CustomerGroupError, GroupCode
from ..types.groups import CustomerGroup
from .base import BaseMutation, find_group
from .fields import read_fields, read_texts, shared_fields


def _input() -> Any:
    field = graphene.InputField
    return type(
        "CustomerGroupCreateInput",
        (graphene.InputObjectType,),
        {
            "name": field(
                graphene.String, required=True, description="What people call it."
            ),
            "code": field(
                graphene.String,
                description=(
                    "What programs call it; never changes. Made from the name if none is"
                    " given."
                ),
            ),
            "kind": field(
                enums.CustomerGroupKind,
                description=(
                    "How members come into it; never changes. Dynamic with a rule, else"
                    " manual."
                ),
            ),
            **shared_fields(),
            "members_of": field(
                graphene.ID,
                description="Saves whoever is in this group now, in a manual group.",
            ),
            "members_by_rule": field(
                JSON,
                description="Saves whom this rule takes in now, in a manual group.",
            ),
            "Meta": type("Meta", (), {"description": "What a group is made of."}),
        },
    )


CustomerGroupCreateInput = _input()


class CustomerGroupCreate(BaseMutation):
    customer_group = graphene.Field(CustomerGroup, description="The group.")

    class Arguments:
        input = graphene.Argument(
            CustomerGroupCreateInput, required=True, description="What it is made of."
        )

    class Meta:
        description = (
            "Makes a group. A dynamic one has its members when this returns; a manual one"
            " may be given those of another group, or of a rule, as they are now."
        )
        error_type = CustomerGroupError
        codes = GroupCode

    @classmethod
    def perform(cls, context: Any, *, input: Any) -> Any:
        fields = read_fields(input)
        if input.get("subscribe_texts") is not None:
            fields["subscribe_text"] = read_texts(input, {})
        fields["code"] = input.get("code") or ""
        is_ruled = fields.get("rule") is not None
        kind = GroupKind.DYNAMIC if is_ruled else GroupKind.MANUAL
        fields["kind"] = input.get("kind") or kind
        given = GroupInput(**fields)
        members_of, by_rule = input.get("members_of"), input.get("members_by_rule")
        if members_of is None and by_rule is None:
            group = create_group(given, actor=context.actor)
        elif is_ruled:
            raise CustomerGroupsError(
                "Members are saved in a manual group, which takes no rule: leave out the"
                " rule, or what is saved.",
                code=ErrorCode.INVALID,
                field="rule",
            )
        else:
            saved = find_group(members_of, field="members_of") if members_of else None
            group = save_members(
                given, members_of=saved, rule=by_rule, actor=context.actor
            )
        return cls(customer_group=group, errors=[])
