"""customerGroupEvaluate: brings a group's members to what its rule says now."""

from __future__ import annotations

from typing import Any

import graphene

from saleor_customer_groups.services.memberships import evaluate_group
from saleor_customer_groups.services.worker import work_off_groups

from ..types.errors import CustomerGroupError, GroupCode
from ..types.groups import CustomerGroup
from .base import BaseMutation, find_group


class CustomerGroupEvaluate(BaseMutation):
    customer_group = graphene.Field(CustomerGroup, description="The group.")
    joined = graphene.Int(description="How many joined by it.")
    left = graphene.Int(description="How many left by it.")

    class Arguments:
        id = graphene.Argument(
            graphene.ID, required=True, description="The ID of the group."
        )

    class Meta:
        description = (
            "Brings the members to what the group's rule, or who was put in, says now."
            " Workers do so by themselves."
        )
        error_type = CustomerGroupError
        codes = GroupCode

    @classmethod
    def perform(cls, context: Any, *, id: str) -> Any:
        group = find_group(id)
        moved = evaluate_group(group.pk, actor=context.actor)
        work_off_groups()
        group.refresh_from_db()
        return cls(
            customer_group=group, joined=moved.joined, left=moved.left, errors=[]
        )
