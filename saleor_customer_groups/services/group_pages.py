"""Group pages: groups by what they are, sorted, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from operator import or_
from typing import Any, Final

from django.db.models import (
    Case,
    Count,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.functions import Coalesce

from saleor_customer_groups.models import (
    CustomerGroup,
    Membership,
    ProfileFacts,
    ProfileKind,
)

from .paging import Page, PageRequest
from .sorted_rows import Column, read_instant, sorted_page


class GroupOrder(StrEnum):
    NAME = "name"
    CODE = "code"
    MEMBER_COUNT = "member_count"
    CREATED_AT = "created_at"
    UPDATED_AT = "updated_at"


@dataclass(frozen=True, slots=True, kw_only=True)
class IntSpan:
    """Numbers from one to another, both included; None is unbounded."""

    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupFilter:
    """What groups must be; None asks nothing. All that is asked has to hold."""

    ids: tuple[int, ...] | None = None
    codes: tuple[str, ...] | None = None
    names: tuple[str, ...] | None = None
    kinds: tuple[str, ...] | None = None
    visibilities: tuple[str, ...] | None = None
    is_archived: bool | None = None
    is_default: bool | None = None
    member_counts: tuple[int, ...] | None = None
    member_count: IntSpan | None = None
    all_of: tuple[GroupFilter, ...] = ()
    any_of: tuple[GroupFilter, ...] = ()

    @property
    def counts_members(self) -> bool:
        return (
            self.member_counts is not None
            or self.member_count is not None
            or any(part.counts_members for part in (*self.all_of, *self.any_of))
        )

    def condition(self) -> Q:
        """The filter as a condition on groups that have their ``members`` counted."""
        asked: dict[str, Any] = {
            "pk__in": self.ids,
            "code__in": self.codes,
            "name__in": self.names,
            "kind__in": self.kinds,
            "visibility__in": self.visibilities,
            "is_default": self.is_default,
            "members__in": self.member_counts,
            "members__gte": self.member_count and self.member_count.low,
            "members__lte": self.member_count and self.member_count.high,
            "archived_at__isnull": (
                None if self.is_archived is None else not self.is_archived
            ),
        }
        condition = Q(**{name: v for name, v in asked.items() if v is not None})
        for part in self.all_of:
            condition &= part.condition()
        choices = [part.condition() for part in self.any_of]
        # One that asks nothing holds for every group, and so does the choice.
        return (
            condition & reduce(or_, choices) if choices and all(choices) else condition
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupQuery:
    """Which groups, and in which order. ``search`` is found in names and codes."""

    where: GroupFilter = GroupFilter()
    search: str = ""
    order: GroupOrder = GroupOrder.NAME
    is_descending: bool = False

    @property
    def counts_members(self) -> bool:
        return self.where.counts_members or self.order is GroupOrder.MEMBER_COUNT


def group_page(wanted: GroupQuery, request: PageRequest) -> Page[CustomerGroup]:
    """The page of groups, in one statement."""
    column = _COLUMNS[wanted.order]
    page: Page[CustomerGroup] = sorted_page(
        _wanted(wanted), column, request, is_descending=wanted.is_descending
    )
    return page


def group_total(wanted: GroupQuery) -> int:
    """How many such groups there are."""
    return _wanted(wanted).count()


_COLUMNS: Final[Mapping[GroupOrder, Column]] = {
    GroupOrder.NAME: Column("name"),
    GroupOrder.CODE: Column("code"),
    GroupOrder.MEMBER_COUNT: Column("members", int),
    GroupOrder.CREATED_AT: Column("created_at", read_instant),
    GroupOrder.UPDATED_AT: Column("updated_at", read_instant),
}


def _wanted(wanted: GroupQuery) -> QuerySet[CustomerGroup]:
    groups: QuerySet[Any] = CustomerGroup.objects.all()
    if wanted.counts_members:
        groups = groups.annotate(members=_member_count())
    groups = groups.filter(wanted.where.condition())
    text = wanted.search.strip()
    if text:
        groups = groups.filter(Q(name__icontains=text) | Q(code__icontains=text))
    return groups


def _member_count() -> Case:
    """The default group covers every registered customer, without rows."""
    rows = (
        Membership.objects.filter(group=OuterRef("pk"))
        .order_by()
        .values("group")
        .annotate(count=Count("*"))
        .values("count")
    )
    registered = (
        ProfileFacts.objects.filter(
            is_shopper=True, is_registered=True, kind=ProfileKind.CUSTOMER
        )
        .order_by()
        .values("kind")
        .annotate(count=Count("*"))
        .values("count")
    )
    return Case(
        When(is_default=True, then=Coalesce(Subquery(registered), 0)),
        default=Coalesce(Subquery(rows), 0),
        output_field=IntegerField(),
    )
