"""The record: who joined and left, when and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import graphene
from promise import Promise

from saleor_customer_groups.services.ledger_pages import MembershipChange, Owner

from .. import enums, inputs
from ..connections import Listing, connection_of
from ..dataloaders import (
    GroupLoader,
    GroupNameLoader,
    LedgerPageLoader,
    LedgerTotalLoader,
)
from ..scalars import DateTime
from .fields import guarded_pages, needed, optional


def _customer_type() -> Any:
    # A customer has a record, and the record customers.
    from .customers import CustomerGroupCustomer

    return CustomerGroupCustomer


def _group_type() -> Any:
    from .groups import CustomerGroup

    return CustomerGroup


class CustomerGroupEvent(graphene.ObjectType):
    at = needed(DateTime, "When it was.")
    group = optional(_group_type, "The group; null where it was deleted since.")
    group_name = needed(graphene.String, "What the group is or was called.")
    customer = needed(_customer_type, "Who joined or left.")
    change = needed(enums.CustomerGroupChange, "What happened.")
    cause = needed(enums.CustomerGroupCause, "Why.")
    revision = needed(graphene.Int, "The rule's revision; 0 without a rule.")
    actor = needed(graphene.String, "Who did it; empty where nobody did.")

    class Meta:
        description = "Somebody joined or left a group. Never changed once written."

    @staticmethod
    def resolve_group(root: MembershipChange, info: Any) -> Promise:
        return info.context.load(GroupLoader, root.group_id)

    @staticmethod
    def resolve_group_name(root: MembershipChange, info: Any) -> Promise:
        return info.context.load(GroupNameLoader, root.group_id)


CustomerGroupEventConnection = connection_of(
    CustomerGroupEvent, name="CustomerGroupEvent"
)


def history_field() -> graphene.Field:
    """The field of whatever has a record."""
    return guarded_pages(
        CustomerGroupEventConnection,
        "Who joined and left what, latest first.",
        {
            "where": graphene.Argument(
                inputs.CustomerGroupEventWhereInput, description="Which changes."
            )
        },
    )


def history_of(
    owner: Owner, id_: int, info: Any, where: Any, page: Mapping[str, Any]
) -> Listing:
    """The record of a group, or of a profile."""
    wanted = inputs.ledger_query(where)
    load = info.context.load
    return Listing(
        info,
        page,
        page=lambda asked: load(LedgerPageLoader, (owner, id_, wanted, asked)),
        total=lambda: load(LedgerTotalLoader, (owner, id_, wanted)),
    )
