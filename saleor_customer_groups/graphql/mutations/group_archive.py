"""customerGroupArchive: ends a group."""

from __future__ import annotations

from typing import Any

import graphene

from saleor_customer_groups.services.groups import archive_group

from ..types.errors import CustomerGroupError, GroupCode
from ..types.groups import CustomerGroup
from .base import BaseMutation, find_group


class CustomerGroupArchive(BaseMutation):
    customer_group = graphene.Field(CustomerGroup, description="The group.")

    class Arguments:
        id = graphene.Argument(
            graphene.ID, required=True, description="The ID of the group."
        )

    class Meta:
        description = (
            "Ends a group: it has no members from now on, and does not come back. What"
            " it restricts stays restricted."
        )
        error_type = CustomerGroupError
        codes = GroupCode

    @classmethod
    def perform(cls, context: Any, *, id: str) -> Any:
        group = archive_group(find_group(id).code, actor=context.actor)
        return cls(customer_group=group, errors=[])
