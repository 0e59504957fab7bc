"""Predicates: what a rule becomes on its way to SQL. Data only.

The compiler decides everything that is said here; the renderer (``sql``) only writes
it down, and the flips compare two of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, TypeAlias

from .facts import Relation

Scalar: TypeAlias = Decimal | int | bool | str | date | datetime


@dataclass(frozen=True, slots=True)
class Interval:
    """From low to high; None is unbounded; an end belongs to it when closed."""

    low: Scalar | None = None
    high: Scalar | None = None
    is_low_closed: bool = True
    is_high_closed: bool = True

    def contains_zero(self) -> bool:
        low = self.low is None or _is_below(self.low, 0, self.is_low_closed)
        high = self.high is None or _is_below(0, self.high, self.is_high_closed)
        return low and high


def _is_below(lower: Scalar, upper: Scalar, is_equal_enough: bool) -> bool:
    assert isinstance(lower, Decimal | int)
    assert isinstance(upper, Decimal | int)
    return lower < upper or (is_equal_enough and lower == upper)


@dataclass(frozen=True, slots=True)
class OneOf:
    values: tuple[Scalar, ...]


@dataclass(frozen=True, slots=True)
class StartsWith:
    text: str


@dataclass(frozen=True, slots=True)
class Contains:
    text: str


@dataclass(frozen=True, slots=True)
class IsKnown:
    pass


Test: TypeAlias = Interval | OneOf | StartsWith | Contains | IsKnown


@dataclass(frozen=True, slots=True)
class Personal:
    """The one row per profile that every predicate starts from."""


@dataclass(frozen=True, slots=True)
class Keyed:
    """A relation with at most one row per profile under the given keys."""

    relation: Relation
    keys: tuple[tuple[str, Scalar], ...]


@dataclass(frozen=True, slots=True)
class History:
    """Rows of a profile's history between two instants, added up.

    ``since`` None is from the beginning. Days where the relation is kept per day.
    """

    relation: Relation
    now: datetime
    since: datetime | None = None
    today: date | None = None
    since_day: date | None = None
    channel: str | None = None
    currency: str | None = None
    activity: str | None = None
    targets: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Hits:
    """How many of the values occur in a set of the profile's."""

    relation: Relation
    values: tuple[str, ...]
    now: datetime
    key: str | None = None
    since: datetime | None = None
    channel: str | None = None


@dataclass(frozen=True, slots=True)
class Members:
    """The members of a group: rows of the membership table, or of a named query."""

    group_id: int
    relation: str | None = None


Source: TypeAlias = Personal | Keyed | History | Hits | Members


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a source; ``month_day`` reads it as month * 100 + day in ``zone``."""

    source: Source
    name: str
    reading: Literal["plain", "month_day", "instant_month_day"] = "plain"
    zone: str | None = None
    when: tuple[str, Scalar] | None = None


@dataclass(frozen=True, slots=True)
class Leaf:
    """One test of one column. Absent rows are 0 where ``is_zero_when_absent``."""

    column: Column
    test: Test
    is_negated: bool = False
    is_zero_when_absent: bool = False


@dataclass(frozen=True, slots=True)
class Always:
    answer: bool


@dataclass(frozen=True, slots=True)
class Every:
    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Some:
    parts: tuple[Expression, ...]


Expression: TypeAlias = Leaf | Always | Every | Some
