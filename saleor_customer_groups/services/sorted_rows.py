"""Sorted rows: a page of a queryset that is sorted by one column, then by id."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from .paging import InvalidPlace, Page, PageRequest, Place, page_of


class Column(NamedTuple):
    """What rows are sorted by, and how its values are read from a place's text."""

    name: str
    read: Callable[[str], object] = str


def read_instant(text: str) -> datetime:
    """The instant that a place names. Raises ValueError, for one without an offset too."""
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError(f"{text} has no offset from UTC.")
    return found


def sorted_page(
    rows: QuerySet[Any], column: Column, request: PageRequest, *, is_descending: bool
) -> Page[Any]:
    """The page of these rows, in one statement. Raises InvalidPlace."""
    goes_up = request.goes_up(is_descending=is_descending)
    if request.place is not None:
        rows = rows.filter(_beyond(column, request.place, goes_up=goes_up))
    name = column.name
    order = (name, "pk") if goes_up else (f"-{name}", "-pk")
    found = rows.order_by(*order)[: request.size + 1]
    return page_of(((row, _place(row, name)) for row in found), request)


def _beyond(column: Column, place: Place, *, goes_up: bool) -> Q:
    sign = "gt" if goes_up else "lt"
    try:
        value = column.read(place.value)
    except ValueError as error:
        raise InvalidPlace from error
    name = column.name
    return Q(**{f"{name}__{sign}": value}) | Q(**{name: value, f"pk__{sign}": place.id})


def _place(row: Any, name: str) -> Place:
    value = getattr(row, name)
    text = value.isoformat() if isinstance(value, datetime) else str(value)
    return Place(text, row.pk)
