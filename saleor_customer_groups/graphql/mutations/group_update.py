"""customerGroupUpdate: changes a group, and asks first where many would move."""

from __future__ import annotations

from typing import Any

import graphene

from saleor_customer_groups.services.confirmations import Movement, check_confirmed
from saleor_customer_groups.services.groups import edit_group

from ..types.errors import CustomerGroupError, GroupCode
from ..types.groups import CustomerGroup
from .base import BaseMutation, find_group
from .fields import (
    CustomerGroupConfirmationInput,
    read_fields,
    read_texts,
    shared_fields,
)


def _input() -> Any:
    field = graphene.InputField
    return type(
        "CustomerGroupUpdateInput",
        (graphene.InputObjectType,),
        {
            "name": field(graphene.String, description="What people call it."),
            **shared_fields(),
            "is_default": field(
                graphene.Boolean,
                description=(
                    "True makes it the group that covers every registered customer, in"
                    " place of the one that does."
                ),
            ),
            "Meta": type("Meta", (), {"description": "What is changed of a group."}),
        },
    )


CustomerGroupUpdateInput = _input()


class CustomerGroupUpdate(BaseMutation):
    customer_group = graphene.Field(CustomerGroup, description="The group.")

    class Arguments:
        id = graphene.Argument(
            graphene.ID, required=True, description="The ID of the group."
        )
        input = graphene.Argument(
            CustomerGroupUpdateInput, required=True, description="What is changed."
        )
        confirm = graphene.Argument(
            CustomerGroupConfirmationInput,
            description=(
                "How many may join and leave by a new rule: the numbers of the error"
                " CONFIRMATION_REQUIRED, or of a preview."
            ),
        )

    class Meta:
        description = (
            "Changes what is given of a group, all of it or nothing. A new rule or"
            " audience that moves more than a tenth of the members is refused with"
            " CONFIRMATION_REQUIRED and how many would join and leave, until these"
            " numbers are confirmed; where they have grown since, it asks again."
        )
        error_type = CustomerGroupError
        codes = GroupCode

    @classmethod
    def perform(
        cls, context: Any, *, id: str, input: Any, confirm: Any | None = None
    ) -> Any:
        group = find_group(id)
        changes = read_fields(input)
        if input.get("subscribe_texts") is not None:
            changes["subscribe_text"] = read_texts(input, group.subscribe_text)
        if input.get("is_default") is not None:
            changes["is_default"] = input["is_default"]
        agreed = Movement(confirm["joins"], confirm["leaves"]) if confirm else None
        check_confirmed(group, changes, confirmed=agreed)
        group = edit_group(group.code, changes, actor=context.actor)
        return cls(customer_group=group, errors=[])
