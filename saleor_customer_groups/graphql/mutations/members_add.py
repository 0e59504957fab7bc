"""customerGroupMembersAdd: puts customers into a manual group."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import graphene

from saleor_customer_groups.services.assignments import add_members
from saleor_customer_groups.services.found_members import found_customers

from ..inputs import listed
from ..types.errors import CustomerGroupMembersError, MembersCode
from ..types.groups import CustomerGroup
from .base import BaseMutation, find_group
from .whom import keys_of, refuse_unless_one


class CustomerGroupMembersAdd(BaseMutation):
    customer_group = graphene.Field(CustomerGroup, description="The group.")
    joined = graphene.Int(description="How many joined; who was in already did not.")

    class Arguments:
        id = graphene.Argument(
            graphene.ID, required=True, description="The ID of the group."
        )
        customers = graphene.Argument(
            listed(graphene.ID), description="The customers' IDs, at most 1,000."
        )
        search = graphene.Argument(
            graphene.String,
            description="Everybody in whose key, name or e-mail it stands; at most 1,000.",
        )

    class Meta:
        description = (
            "Puts customers into a manual group, all or none: those that are named, or"
            " those that a search finds."
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
        keys = found_customers(search) if search is not None else keys_of(customers)
        moved = add_members(group.code, keys, actor=context.actor)
        return cls(customer_group=group, joined=moved.joined, errors=[])
