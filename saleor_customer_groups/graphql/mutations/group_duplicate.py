"""customerGroupDuplicate: a new group like another."""

from __future__ import annotations

from typing import Any

import graphene

from saleor_customer_groups.services.groups import duplicate_group

from ..types.errors import CustomerGroupError, GroupCode
from ..types.groups import CustomerGroup
from .base import BaseMutation, find_group


class CustomerGroupDuplicate(BaseMutation):
    customer_group = graphene.Field(CustomerGroup, description="The new group.")

    class Arguments:
        id = graphene.Argument(
            graphene.ID, required=True, description="The ID of the group to copy."
        )
        name = graphene.Argument(
            graphene.String, required=True, description="What people call the new one."
        )
        code = graphene.Argument(
            graphene.String,
            description="Its code; made from the name if none is given.",
        )

    class Meta:
        description = (
            "Makes a group of the same kind, rule and settings. A manual copy has no"
            " members."
        )
        error_type = CustomerGroupError
        codes = GroupCode

    @classmethod
    def perform(
        cls, context: Any, *, id: str, name: str, code: str | None = None
    ) -> Any:
        group = duplicate_group(
            find_group(id).code, name=name, new_code=code or "", actor=context.actor
        )
        return cls(customer_group=group, errors=[])
