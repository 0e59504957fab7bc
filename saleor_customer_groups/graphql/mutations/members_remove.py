"""customerGroupMembersRemove: takes customers out of a manual group."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import graphene

from saleor_customer_groups.services.assignments import remove_members
from saleor_customer_groups.services.found_members import found_members

from ..inputs import listed
from ..types.errors import CustomerGroupMembersError, MembersCode
from ..types.groups import CustomerGroup
from .base import BaseMutation, find_group
from .whom import keys_of, refuse_unless_one


class CustomerGroupMembersRemove(BaseMutation):
    customer_group = graphene.Field(CustomerGroup, description="The group.")
    left = graphene.Int(
        description="How many left; who is in a child group stays a member."
    )

    class Arguments:
        id = graphene.Argument(
            graphene.ID, required=True, description="The ID of the group."
        )
        customers = graphene.Argument(
            listed(graphene.ID), description="The customers' IDs, at most 1,000."
        )
        search = graphene.Argument(
            graphene.String,
            description=(
                "Every member in whose key, name or e-mail it stands; at most 1,000."
            ),
        )

    class Meta:
        description = (
            "Takes customers out of a manual group, all or none: those that are named, or"
            " those of its members that a search finds."
        )
        error_type = CustomerGroupMembersError
        codes = MembersCode

    @classmethod
    def perform(
        cls,
        context: Any,
        *,
        id: str,
        customers: Sequence[str] | None = None,
        search: str | None = None,
    ) -> Any:
        group = find_group(id)
        refuse_unless_one(customers, search)
        keys = (
            found_members(group.code, search)
            if search is not None
            else keys_of(customers)
        )
        moved = remove_members(group.code, keys, actor=context.actor)
        return cls(customer_group=group, left=moved.left, errors=[])
