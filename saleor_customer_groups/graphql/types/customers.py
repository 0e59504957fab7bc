"""Customers and their memberships."""

from __future__ import annotations

from typing import Any

import graphene
from promise import Promise

from saleor_customer_groups.models import CustomerGroup as Group
from saleor_customer_groups.services.customer_memberships import (
    CustomerMembership,
    MembershipReason,
)
from saleor_customer_groups.services.directory import CustomerRef, ShownCustomer
from saleor_customer_groups.services.member_pages import GroupMember
from saleor_customer_groups.services.near_groups import NearGroup

from .. import enums
from ..connections import Listing, connection_of
from ..dataloaders import (
    ContactLoader,
    CustomerGroupsLoader,
    GroupLoader,
    NearGroupsLoader,
    ReasonLoader,
)
from ..ids import CUSTOMER, VISITOR, to_global
from ..scalars import DateTime
from .conditions import CustomerGroupCondition, PlacedReason
from .fields import needed, optional, several
from .record import history_field, history_of


class CustomerGroupCustomer(graphene.ObjectType):
    id = needed(graphene.ID, "The ID of the customer, as Saleor's API names the user.")
    key = needed(graphene.String, "What the shop itself calls the customer.")
    name = needed(graphene.String, "The customer's name, or what stands for it.")
    email = needed(graphene.String, "The customer's e-mail address; may be empty.")
    groups = several(
        lambda: CustomerGroupMember, "The groups that the customer is in, by name."
    )
    near_groups = several(
        lambda: CustomerGroupNear,
        "Up to three dynamic groups that the customer is not in but lacks only amounts"
        " for, at most half of what is asked; the nearest first.",
    )
    history = history_field()

    class Meta:
        description = "A customer, as groups see one."

    @staticmethod
    def resolve_id(root: CustomerRef, _info: Any) -> str:
        return to_global(VISITOR if root.is_visitor else CUSTOMER, root.key)

    @staticmethod
    def resolve_name(root: CustomerRef, info: Any) -> Promise:
        return _contact(root, info).then(lambda contact: contact.name)

    @staticmethod
    def resolve_email(root: CustomerRef, info: Any) -> Promise:
        return _contact(root, info).then(lambda contact: contact.email)

    @staticmethod
    def resolve_history(
        root: CustomerRef, info: Any, where: Any = None, **page: Any
    ) -> Listing:
        return history_of("profile", root.profile_id, info, where, page)

    @staticmethod
    def resolve_near_groups(root: CustomerRef, info: Any) -> Promise:
        key = (info.context.language.code, root.profile_id)
        near: Promise[list[NearGroup]] = info.context.load(NearGroupsLoader, key)
        return near

    @staticmethod
    def resolve_groups(root: CustomerRef, info: Any) -> Promise:
        def as_members(found: list[CustomerMembership]) -> list[GroupMember]:
            return [
                GroupMember(entry.group.pk, root, entry.since, entry.via)
                for entry in found
            ]

        return info.context.load(CustomerGroupsLoader, root.profile_id).then(as_members)


def _contact(root: CustomerRef, info: Any) -> Promise:
    if root.is_visitor:
        return Promise.resolve(ShownCustomer("Visitor", ""))
    contact: Promise[ShownCustomer] = info.context.load(ContactLoader, root.key)
    return contact


class CustomerGroupNear(graphene.ObjectType):
    group = needed(lambda: _group_type(), "The group.")
    conditions = several(
        CustomerGroupCondition, "What is lacking; with all of it the rule would hold."
    )

    class Meta:
        description = "A group that a customer is not in, but nearly."

    @staticmethod
    def resolve_group(root: NearGroup, info: Any) -> Promise:
        return info.context.load(GroupLoader, root.group_id)

    @staticmethod
    def resolve_conditions(root: NearGroup, _info: Any) -> list[PlacedReason]:
        return [PlacedReason(0, reason) for reason in root.lacking]


class CustomerGroupMember(graphene.ObjectType):
    group = needed(lambda: _group_type(), "The group.")
    customer = needed(CustomerGroupCustomer, "The customer.")
    since = optional(
        DateTime, "Since when; unknown of the default group, which covers everybody."
    )
    via = optional(
        enums.CustomerGroupVia,
        "How; null in the default group, which covers everybody registered.",
    )
    cause = optional(
        enums.CustomerGroupCause, "What made the customer join, by the record."
    )
    actor = needed(graphene.String, "Who did, by the record; empty where nobody did.")
    why = needed(
        graphene.String, "Why the customer is in the group, by what is known now."
    )

    class Meta:
        description = "A customer in a group: who, since when and why."

    @staticmethod
    def resolve_group(root: GroupMember, info: Any) -> Promise:
        group: Promise[Group] = info.context.load(GroupLoader, root.group_id)
        return group

    @staticmethod
    def resolve_via(root: GroupMember, _info: Any) -> str | None:
        return root.via or None

    @staticmethod
    def resolve_cause(root: GroupMember, info: Any) -> Promise:
        return _reason(root, info).then(lambda reason: reason.cause or None)

    @staticmethod
    def resolve_actor(root: GroupMember, info: Any) -> Promise:
        return _reason(root, info).then(lambda reason: reason.actor)

    @staticmethod
    def resolve_why(root: GroupMember, info: Any) -> Promise:
        return _reason(root, info).then(lambda reason: reason.sentence)


def _reason(root: GroupMember, info: Any) -> Promise:
    pair = (root.customer.profile_id, root.group_id)
    key = (info.context.language.code, pair)
    reason: Promise[MembershipReason] = info.context.load(ReasonLoader, key)
    return reason


def _group_type() -> Any:
    # The two types name each other.
    from .groups import CustomerGroup

    return CustomerGroup


CustomerGroupMemberConnection = connection_of(
    CustomerGroupMember, name="CustomerGroupMember"
)
CustomerGroupCustomerConnection = connection_of(
    CustomerGroupCustomer, name="CustomerGroupCustomer"
)
