"""Paging: which part of a list is wanted, and what was found of it.

A place in a list is a row's sort value and id, never a number of rows to skip: a page
costs as much at the end of a million rows as at the beginning.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, NamedTuple, TypeVar

Row = TypeVar("Row")


class InvalidPlace(ValueError):  # noqa: N818 - a plain answer to a wrong place
    """The place is none of the list's."""

    def __init__(self) -> None:
        super().__init__("Received cursor is invalid.")


class Place(NamedTuple):
    """Where a row stands: what it is sorted by, as text, and its id."""

    value: str
    id: int

    def check(self, type_: str) -> None:
        """Raises InvalidPlace where the value is none of that SQL type."""
        try:
            if type_ == "timestamptz":
                datetime.fromisoformat(self.value)
        except ValueError as error:
            raise InvalidPlace from error
        if type_ == "bigint" and self.value != str(self.id):
            raise InvalidPlace


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRequest:
    """The first ``size`` rows after ``place``, or the last ones before it.

    Without a place it is the list's beginning, or its end.
    """

    size: int
    place: Place | None = None
    is_backwards: bool = False

    def goes_up(self, *, is_descending: bool) -> bool:
        """Whether rows of a list so sorted are read from the smallest on."""
        return is_descending is self.is_backwards

    def fragments(
        self, sort: str, type_: str, *, id_: str, is_descending: bool
    ) -> dict[str, str]:
        """SQL of where to begin and which way to go in a list sorted by the expression,
        which is of that type, and then by the id. Raises InvalidPlace."""
        goes_up = self.goes_up(is_descending=is_descending)
        sign, direction = (">", "ASC") if goes_up else ("<", "DESC")
        if self.place is not None:
            self.place.check(type_)
        if self.place is None:
            beyond = ""
        elif sort == id_:  # or no index on the id would be used
            beyond = f"AND {id_} {sign} %(place_id)s::bigint"
        else:
            place = f"(%(place_value)s::{type_}, %(place_id)s::bigint)"
            beyond = f"AND ({sort}, {id_}) {sign} {place}"
        return {"sort": sort, "beyond": beyond, "direction": direction}

    @property
    def params(self) -> dict[str, object]:
        """One row more than wanted: it tells whether there are others."""
        return {
            "size": self.size + 1,
            "place_value": self.place and self.place.value,
            "place_id": self.place and self.place.id,
        }


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Rows in the list's order, each with its place."""

    rows: tuple[tuple[Row, Place], ...]
    has_next: bool
    has_previous: bool


def page_of(found: Iterable[tuple[Row, Place]], request: PageRequest) -> Page[Row]:
    """The page, of rows that were read in the order and number that it asked for."""
    rows = list(found)
    is_cut = len(rows) > request.size
    del rows[request.size :]
    begins_within = request.place is not None
    if request.is_backwards:
        rows.reverse()
        return Page(tuple(rows), has_next=begins_within, has_previous=is_cut)
    return Page(tuple(rows), has_next=is_cut, has_previous=begins_within)


def pages_by_key(
    rows: Iterable[tuple[int, Row, Place]], keys: Sequence[int], request: PageRequest
) -> dict[int, Page[Row]]:
    """A page for each key, of rows that come with theirs."""
    found: dict[int, list[tuple[Row, Place]]] = {key: [] for key in keys}
    for key, row, place in rows:
        found[key].append((row, place))
    return {key: page_of(entries, request) for key, entries in found.items()}
