"""customerGroupDelete: deletes a group that nothing refers to."""

from __future__ import annotations

from typing import Any, NamedTuple

import graphene

from saleor_customer_groups.services.groups import delete_group

from ..ids import GROUP, to_global
from ..types.errors import CustomerGroupError, GroupCode
from ..types.fields import needed
from .base import BaseMutation, find_group


class Deleted(NamedTuple):
    id: str
    code: str
    name: str


class CustomerGroupDeleted(graphene.ObjectType):
    id = needed(graphene.ID, "The ID that it had.")
    code = needed(graphene.String, "The code that it had.")
    name = needed(graphene.String, "The name that it had.")

    class Meta:
        description = "A group that is no more."


class CustomerGroupDelete(BaseMutation):
    customer_group = graphene.Field(
        CustomerGroupDeleted, description="The group that is no more."
    )

    class Arguments:
        id = graphene.Argument(
            graphene.ID, required=True, description="The ID of the group."
        )

    class Meta:
        description = (
            "Deletes a group and its members; the record stays. Refused with IN_USE while"
            " something refers to it."
        )
        error_type = CustomerGroupError
        codes = GroupCode

    @classmethod
    def perform(cls, context: Any, *, id: str) -> Any:
        group = find_group(id)
        gone = Deleted(to_global(GROUP, group.pk), group.code, group.name)
        delete_group(group.code, actor=context.actor)
        return cls(customer_group=gone, errors=[])
