"""Price list pages: lists by what they are, sorted, a page at a time."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.db.models import Count, Q, QuerySet

from saleor_customer_groups.models import (
    CustomerGroup,
    Price,
    PriceList,
    PriceListGroup,
)

from .linked_groups import linked_groups
from .paging import Page, PageRequest
from .sorted_rows import Column, read_instant, sorted_page


class PriceListOrder(StrEnum):
    NAME = "name"
    PRIORITY = "priority"
    UPDATED_AT = "updated_at"


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceListQuery:
    """Which lists, and in which order; None asks nothing, and all has to hold.

    ``search`` is found in names and codes. ``groups`` are ids: lists for any of them.
    ``channels``: lists for any of these, those that are for every channel included.
    """

    search: str = ""
    statuses: tuple[str, ...] | None = None
    groups: tuple[int, ...] | None = None
    channels: tuple[str, ...] | None = None
    currencies: tuple[str, ...] | None = None
    order: PriceListOrder = PriceListOrder.NAME
    is_descending: bool = False


def price_list_page(wanted: PriceListQuery, request: PageRequest) -> Page[PriceList]:
    """The page of lists, in one statement. Raises InvalidPlace."""
    column = _COLUMNS[wanted.order]
    page: Page[PriceList] = sorted_page(
        _wanted(wanted), column, request, is_descending=wanted.is_descending
    )
    return page


def price_list_total(wanted: PriceListQuery) -> int:
    """How many such lists there are."""
    return _wanted(wanted).count()


def groups_of_lists(ids: Collection[int]) -> Mapping[int, Sequence[CustomerGroup]]:
    """Groups by the list's id, by name. One statement."""
    return linked_groups(PriceListGroup.objects.all(), "price_list_id", ids)


def price_counts(ids: Collection[int]) -> Mapping[int, int]:
    """How many prices the lists have, by id; nothing for one without. One statement.

    A target with three quantity breaks counts three times.
    """
    rows = Price.objects.filter(price_list__in=ids).order_by()
    return dict(rows.values_list("price_list").annotate(count=Count("*")))


_COLUMNS: Final[Mapping[PriceListOrder, Column]] = {
    PriceListOrder.NAME: Column("name"),
    PriceListOrder.PRIORITY: Column("priority", int),
    PriceListOrder.UPDATED_AT: Column("updated_at", read_instant),
}


def _wanted(wanted: PriceListQuery) -> QuerySet[PriceList]:
    lists = PriceList.objects.all()
    if wanted.statuses is not None:
        lists = lists.filter(status__in=wanted.statuses)
    if wanted.currencies is not None:
        lists = lists.filter(currency__in=wanted.currencies)
    if wanted.channels is not None:
        named = Q(channels__overlap=list(wanted.channels))
        lists = lists.filter(named | Q(channels=[]))
    if wanted.groups is not None:
        of_groups = PriceListGroup.objects.filter(group__in=wanted.groups)
        lists = lists.filter(pk__in=of_groups.values("price_list"))
    text = wanted.search.strip()
    if text:
        lists = lists.filter(Q(name__icontains=text) | Q(code__icontains=text))
    return lists
