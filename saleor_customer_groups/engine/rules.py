"""Rule: frozen data that says who belongs to a group.

A ``Rule`` exists only in valid form: ``parser.parse_rule`` is the one way to make
it from a document, and reports every problem with its path.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final, TypeAlias, Union

from .operators import Operator

RULE_FORMAT: Final = 1


class Unit(StrEnum):
    HOURS = "hours"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


@dataclass(frozen=True, slots=True)
class Window:
    """A length of time: ``Window(30, Unit.DAYS)``. Hours roll, the rest are calendar."""

    count: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Between:
    """Two ends. Numbers include both; times are half open, [low, high)."""

    low: Decimal | int | date | datetime
    high: Decimal | int | date | datetime


class TargetKind(StrEnum):
    PRODUCT = "product"
    VARIANT = "variant"
    CATEGORY = "category"
    COLLECTION = "collection"
    BRAND = "brand"
    TERM = "term"


@dataclass(frozen=True, slots=True)
class Target:
    """What was bought, viewed or searched for: any of ``values``."""

    kind: TargetKind
    values: tuple[str, ...]


#: ``int`` for counts, month numbers and ages; ``Decimal`` for money and numbers; a
#: ``date`` means the whole day in the shop's time zone, a ``datetime`` is aware UTC.
Value: TypeAlias = (
    Decimal | int | bool | str | date | datetime | Window | Between | tuple[str, ...]
)

Rule: TypeAlias = Union["AllOf", "AnyOf", "Not", "Condition", "MemberOf"]


@dataclass(frozen=True, slots=True)
class AllOf:
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Not:
    rule: Rule


@dataclass(frozen=True, slots=True)
class MemberOf:
    """Being a member of another group, named by its code."""

    group: str


@dataclass(frozen=True, slots=True)
class Condition:
    """One question about one fact.

    ``currency`` is set for every money fact (the parser fills in the shop's default).
    ``within``, ``channel`` and ``target`` narrow a fact that is derived from history.
    """

    fact: str
    operator: Operator
    value: Value | None = None
    currency: str | None = None
    within: Window | None = None
    channel: str | None = None
    target: Target | None = None


def conditions(rule: Rule) -> Iterator[Condition]:
    """Every condition of the rule, in reading order."""
    match rule:
        case Condition():
            yield rule
        case Not(inner):
            yield from conditions(inner)
        case AllOf(rules) | AnyOf(rules):
            for part in rules:
                yield from conditions(part)
        case MemberOf():
            return


def referenced_groups(rule: Rule) -> frozenset[str]:
    """Codes of the groups that the rule names."""
    match rule:
        case MemberOf(code):
            return frozenset((code,))
        case Not(inner):
            return referenced_groups(inner)
        case AllOf(rules) | AnyOf(rules):
            return frozenset().union(*(referenced_groups(part) for part in rules))
        case Condition():
            return frozenset()
