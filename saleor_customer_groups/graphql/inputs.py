"""Inputs: what lists are filtered and sorted by, and what it means to the services."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import graphene
from graphql import GraphQLError

from saleor_customer_groups.services.group_pages import (
    GroupFilter,
    GroupOrder,
    GroupQuery,
    IntSpan,
)
from saleor_customer_groups.services.ledger_pages import LedgerQuery
from saleor_customer_groups.services.member_pages import MemberOrder, MemberQuery

from . import enums
from .ids import group_id
from .scalars import DateTime

_CONDITIONS_LIMIT: Final = 100

_EQ = "The value equal to."
_ONE_OF = "The value included in."


def listed(type_: Any) -> Any:
    """A list without gaps of what is never null itself."""
    return graphene.List(graphene.NonNull(type_))


class CustomerGroupStringFilterInput(graphene.InputObjectType):
    eq = graphene.String(description=_EQ)
    one_of = graphene.InputField(listed(graphene.String), description=_ONE_OF)

    class Meta:
        description = "What a text must be."


class CustomerGroupIntRangeInput(graphene.InputObjectType):
    gte = graphene.Int(description="Greater than or equal to.")
    lte = graphene.Int(description="Less than or equal to.")

    class Meta:
        description = "Numbers from one to another."


class CustomerGroupIntFilterInput(graphene.InputObjectType):
    eq = graphene.Int(description=_EQ)
    one_of = graphene.InputField(listed(graphene.Int), description=_ONE_OF)
    range = graphene.InputField(
        CustomerGroupIntRangeInput, description="The span within."
    )

    class Meta:
        description = "What a number must be."


class CustomerGroupKindFilterInput(graphene.InputObjectType):
    eq = graphene.InputField(enums.CustomerGroupKind, description=_EQ)
    one_of = graphene.InputField(listed(enums.CustomerGroupKind), description=_ONE_OF)

    class Meta:
        description = "What a kind must be."


class CustomerGroupVisibilityFilterInput(graphene.InputObjectType):
    eq = graphene.InputField(enums.CustomerGroupVisibility, description=_EQ)
    one_of = graphene.InputField(
        listed(enums.CustomerGroupVisibility), description=_ONE_OF
    )

    class Meta:
        description = "What a visibility must be."


class CustomerGroupDateTimeRangeInput(graphene.InputObjectType):
    gte = DateTime(description="At or after.")
    lte = DateTime(description="At or before.")

    class Meta:
        description = "Instants from one to another."


class CustomerGroupWhereInput(graphene.InputObjectType):
    ids = graphene.InputField(listed(graphene.ID), description="Groups by their ids.")
    code = graphene.InputField(
        CustomerGroupStringFilterInput, description="Filter by the code."
    )
    name = graphene.InputField(
        CustomerGroupStringFilterInput, description="Filter by the whole name."
    )
    kind = graphene.InputField(
        CustomerGroupKindFilterInput, description="Filter by kind."
    )
    visibility = graphene.InputField(
        CustomerGroupVisibilityFilterInput, description="Filter by who sees it."
    )
    archived = graphene.Boolean(
        description="Only archived groups, or only those in force."
    )
    is_default = graphene.Boolean(
        description="Only the default group, or only the others."
    )
    member_count = graphene.InputField(
        CustomerGroupIntFilterInput, description="Filter by the number of members."
    )
    and_ = graphene.InputField(
        listed(lambda: CustomerGroupWhereInput),
        name="AND",
        description="List of conditions that must be met.",
    )
    or_ = graphene.InputField(
        listed(lambda: CustomerGroupWhereInput),
        name="OR",
        description="A list of conditions of which at least one must be met.",
    )

    class Meta:
        description = "Which groups. Everything that is asked has to hold."


class CustomerGroupSortingInput(graphene.InputObjectType):
    direction = graphene.InputField(
        enums.OrderDirection, required=True, description="Which way."
    )
    field = graphene.InputField(
        enums.CustomerGroupSortField, required=True, description="By what."
    )

    class Meta:
        description = "The order of groups."


class CustomerGroupMemberWhereInput(graphene.InputObjectType):
    via = graphene.InputField(
        listed(enums.CustomerGroupVia), description="How they are in the group."
    )
    since = graphene.InputField(
        CustomerGroupDateTimeRangeInput, description="When they joined."
    )

    class Meta:
        description = "Which members. Everything that is asked has to hold."


class CustomerGroupMemberSortingInput(graphene.InputObjectType):
    direction = graphene.InputField(
        enums.OrderDirection, required=True, description="Which way."
    )
    field = graphene.InputField(
        enums.CustomerGroupMemberSortField, required=True, description="By what."
    )

    class Meta:
        description = "The order of members."


class CustomerGroupCustomerSortingInput(graphene.InputObjectType):
    direction = graphene.InputField(
        enums.OrderDirection, required=True, description="Which way."
    )
    field = graphene.InputField(
        enums.CustomerGroupCustomerSortField, required=True, description="By what."
    )

    class Meta:
        description = "The order of customers."


class CustomerGroupEventWhereInput(graphene.InputObjectType):
    change = graphene.InputField(
        enums.CustomerGroupChange, description="Joined only, or left only."
    )
    cause = graphene.InputField(
        listed(enums.CustomerGroupCause), description="For any of these reasons."
    )
    at = graphene.InputField(
        CustomerGroupDateTimeRangeInput, description="When it was."
    )

    class Meta:
        description = "Which changes. Everything that is asked has to hold."


def group_query(
    where: Mapping[str, Any] | None,
    search: str | None,
    sort_by: Mapping[str, Any] | None,
) -> GroupQuery:
    """What the arguments ask for. Raises GraphQLError for an id that is none, and for
    more conditions than anybody writes."""
    if _conditions(where or {}) > _CONDITIONS_LIMIT:
        raise GraphQLError(
            f"`where` has more than {_CONDITIONS_LIMIT} conditions inside AND and OR."
        )
    return GroupQuery(
        where=group_filter(where or {}),
        search=search or "",
        order=GroupOrder(sort_by["field"]) if sort_by else GroupOrder.NAME,
        is_descending=goes_down(sort_by),
    )


def _conditions(where: Mapping[str, Any]) -> int:
    """How many there are, whatever stands in what; more than enough ends the count."""
    count, queue = 0, [where]
    while queue and count <= _CONDITIONS_LIMIT:
        each = queue.pop()
        count += 1
        queue += [*(each.get("and_") or ()), *(each.get("or_") or ())]
    return count


def group_filter(where: Mapping[str, Any]) -> GroupFilter:
    ids = where.get("ids")
    count = where.get("member_count") or {}
    span = count.get("range")
    return GroupFilter(
        ids=None if ids is None else tuple(map(group_id, ids)),
        codes=_values(where.get("code")),
        names=_values(where.get("name")),
        kinds=_values(where.get("kind")),
        visibilities=_values(where.get("visibility")),
        is_archived=where.get("archived"),
        is_default=where.get("is_default"),
        member_counts=_values(count),
        member_count=(
            None if span is None else IntSpan(low=span.get("gte"), high=span.get("lte"))
        ),
        all_of=tuple(map(group_filter, where.get("and_") or ())),
        any_of=tuple(map(group_filter, where.get("or_") or ())),
    )


def _values(asked: Mapping[str, Any] | None) -> tuple[Any, ...] | None:
    """What a value may be; None where nothing is asked of it."""
    asked = asked or {}
    one, several = asked.get("eq"), asked.get("one_of")
    if one is None:
        return None if several is None else tuple(several)
    return (one,) if several is None or one in several else ()


def member_query(
    search: str | None,
    sort_by: Mapping[str, Any] | None,
    where: Mapping[str, Any] | None,
) -> MemberQuery:
    asked = where or {}
    since = asked.get("since") or {}
    return MemberQuery(
        search=search or "",
        via=tuple(asked.get("via") or ()),
        joined_from=since.get("gte"),
        joined_to=since.get("lte"),
        order=MemberOrder(sort_by["field"]) if sort_by else MemberOrder.PROFILE,
        is_descending=goes_down(sort_by),
    )


def ledger_query(where: Mapping[str, Any] | None) -> LedgerQuery:
    asked = where or {}
    at = asked.get("at") or {}
    change = asked.get("change")
    return LedgerQuery(
        changes=(change,) if change else (),
        causes=tuple(asked.get("cause") or ()),
        since=at.get("gte"),
        until=at.get("lte"),
    )


def goes_down(sort_by: Mapping[str, Any] | None) -> bool:
    down: str = enums.OrderDirection.DESC.value
    return sort_by is not None and sort_by["direction"] == down
