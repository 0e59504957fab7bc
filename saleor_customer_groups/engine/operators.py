"""Operators: what a condition may ask of a fact, by the fact's type."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class FactType(StrEnum):
    """The kind of answer a fact gives; it decides the operators and the value's form."""

    MONEY = "money"
    COUNT = "count"
    NUMBER = "number"
    TEXT = "text"
    CHOICE = "choice"
    FLAG = "flag"
    INSTANT = "instant"
    DATE = "date"
    TEXT_SET = "set"


class Operator(StrEnum):
    IS = "is"
    IS_NOT = "is_not"
    IS_ONE_OF = "is_one_of"
    IS_NONE_OF = "is_none_of"
    CONTAINS = "contains"
    STARTS_WITH = "starts_with"
    GREATER_THAN = "greater_than"
    AT_LEAST = "at_least"
    LESS_THAN = "less_than"
    AT_MOST = "at_most"
    BETWEEN = "between"
    BEFORE = "before"
    AFTER = "after"
    ON = "on"
    IN_THE_LAST = "in_the_last"
    MORE_THAN_AGO = "more_than_ago"
    IN_THE_NEXT = "in_the_next"
    ANNIVERSARY_IN_THE_NEXT = "anniversary_in_the_next"
    ANNIVERSARY_IN_THE_LAST = "anniversary_in_the_last"
    MONTH_IS = "month_is"
    INCLUDES_ANY = "includes_any"
    INCLUDES_ALL = "includes_all"
    INCLUDES_NONE = "includes_none"
    IS_KNOWN = "is_known"
    IS_UNKNOWN = "is_unknown"


_KNOWING: Final = (Operator.IS_KNOWN, Operator.IS_UNKNOWN)
_NUMERIC: Final = (
    Operator.IS,
    Operator.IS_NOT,
    Operator.GREATER_THAN,
    Operator.AT_LEAST,
    Operator.LESS_THAN,
    Operator.AT_MOST,
    Operator.BETWEEN,
    *_KNOWING,
)
_CHOOSING: Final = (
    Operator.IS,
    Operator.IS_NOT,
    Operator.IS_ONE_OF,
    Operator.IS_NONE_OF,
)
_TEMPORAL: Final = (
    Operator.BEFORE,
    Operator.AFTER,
    Operator.ON,
    Operator.BETWEEN,
    Operator.IN_THE_LAST,
    Operator.MORE_THAN_AGO,
    Operator.IN_THE_NEXT,
    Operator.ANNIVERSARY_IN_THE_NEXT,
    Operator.ANNIVERSARY_IN_THE_LAST,
    Operator.MONTH_IS,
    *_KNOWING,
)

OPERATORS_BY_TYPE: Final[dict[FactType, tuple[Operator, ...]]] = {
    FactType.MONEY: _NUMERIC,
    FactType.COUNT: _NUMERIC,
    FactType.NUMBER: _NUMERIC,
    FactType.TEXT: (
        *_CHOOSING,
        Operator.CONTAINS,
        Operator.STARTS_WITH,
        *_KNOWING,
    ),
    FactType.CHOICE: (*_CHOOSING, *_KNOWING),
    FactType.FLAG: (Operator.IS, Operator.IS_NOT, *_KNOWING),
    FactType.INSTANT: _TEMPORAL,
    FactType.DATE: _TEMPORAL,
    FactType.TEXT_SET: (
        Operator.INCLUDES_ANY,
        Operator.INCLUDES_ALL,
        Operator.INCLUDES_NONE,
        *_KNOWING,
    ),
}

#: Operators that say the exact complement of another one. A customer whose fact
#: is unknown therefore satisfies the left one: "state is not CA" includes
#: customers with no state.
COMPLEMENTS: Final[dict[Operator, Operator]] = {
    Operator.IS_NOT: Operator.IS,
    Operator.IS_NONE_OF: Operator.IS_ONE_OF,
    Operator.INCLUDES_NONE: Operator.INCLUDES_ANY,
    Operator.IS_UNKNOWN: Operator.IS_KNOWN,
}

#: Operators whose answer changes as time passes, with nothing happening.
TIME_DEPENDENT: Final = frozenset(
    {
        Operator.IN_THE_LAST,
        Operator.MORE_THAN_AGO,
        Operator.IN_THE_NEXT,
        Operator.ANNIVERSARY_IN_THE_NEXT,
        Operator.ANNIVERSARY_IN_THE_LAST,
    }
)

LABELS: Final[dict[Operator, str]] = {
    Operator.IS: "is",
    Operator.IS_NOT: "is not",
    Operator.IS_ONE_OF: "is one of",
    Operator.IS_NONE_OF: "is none of",
    Operator.CONTAINS: "contains",
    Operator.STARTS_WITH: "starts with",
    Operator.GREATER_THAN: "is greater than",
    Operator.AT_LEAST: "is at least",
    Operator.LESS_THAN: "is less than",
    Operator.AT_MOST: "is at most",
    Operator.BETWEEN: "is between",
    Operator.BEFORE: "is before",
    Operator.AFTER: "is after",
    Operator.ON: "is on",
    Operator.IN_THE_LAST: "is in the last",
    Operator.MORE_THAN_AGO: "is more than … ago",
    Operator.IN_THE_NEXT: "is in the next",
    Operator.ANNIVERSARY_IN_THE_NEXT: "has its anniversary in the next",
    Operator.ANNIVERSARY_IN_THE_LAST: "had its anniversary in the last",
    Operator.MONTH_IS: "is in the month",
    Operator.INCLUDES_ANY: "includes any of",
    Operator.INCLUDES_ALL: "includes all of",
    Operator.INCLUDES_NONE: "includes none of",
    Operator.IS_KNOWN: "is known",
    Operator.IS_UNKNOWN: "is unknown",
}
