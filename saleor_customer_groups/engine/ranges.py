"""Ranges: whether any value at all can satisfy several conditions on one fact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final, NamedTuple, TypeAlias, assert_never

from .facts import UNKNOWN_CHOICE, Fact, Relation
from .operators import COMPLEMENTS, FactType, Operator
from .rules import Between, Condition, Unit, Window
from .text import text_key
from .values import RANK_LIMIT
from .vocabulary import FACTS

_Number: TypeAlias = Decimal | int | float

#: Windows of one family can be compared whatever the day: a month is no fixed number of
#: days, and hours roll while days do not.
_FAMILIES: Final = {
    Unit.HOURS: ("hours", 1),
    Unit.DAYS: ("days", 1),
    Unit.WEEKS: ("days", 7),
    Unit.MONTHS: ("months", 1),
    Unit.YEARS: ("months", 12),
}


class _Range(NamedTuple):
    """Values from ``low`` to ``high``; an open end is left out."""

    low: _Number = float("-inf")
    high: _Number = float("inf")
    is_low_open: bool = False
    is_high_open: bool = False


def can_all_hold(conditions: Sequence[Condition]) -> bool:
    """Whether a customer could satisfy all the conditions, all about the same.

    False only when certain: whatever is not understood is taken to be possible.
    """
    fact = FACTS.get(conditions[0].fact)
    is_choice = fact is not None and fact.type is FactType.CHOICE
    if not is_choice:
        is_always_known = fact is not None and fact.is_always_known
        needs_value = any(c.operator not in COMPLEMENTS for c in conditions)
        if any(c.operator is Operator.IS_UNKNOWN for c in conditions):
            return not (is_always_known or needs_value)
        if not (is_always_known or needs_value):
            return True
    # An attribute may have several values, each satisfying another condition.
    return fact is None or _has_value(fact, conditions)


def _has_value(fact: Fact, conditions: Sequence[Condition]) -> bool:
    match fact.type:
        case FactType.MONEY | FactType.COUNT | FactType.NUMBER:
            return _has_number(fact, conditions)
        case FactType.TEXT | FactType.CHOICE:
            return _has_text(fact, conditions)
        case FactType.FLAG:
            return any(
                all((c.value == flag) is _is_positive(c) for c in _valued(conditions))
                for flag in (True, False)
            )
        case FactType.INSTANT | FactType.DATE:
            return _has_time(fact, conditions)
        case FactType.TEXT_SET:
            return _has_set(conditions)
        case _:
            assert_never(fact.type)


def _valued(conditions: Iterable[Condition]) -> list[Condition]:
    return [condition for condition in conditions if condition.value is not None]


def _is_positive(condition: Condition) -> bool:
    return condition.operator not in COMPLEMENTS


def _has_number(fact: Fact, conditions: Sequence[Condition]) -> bool:
    # Somebody born tomorrow has a negative age, and averages may be below zero.
    is_natural = fact.type is not FactType.NUMBER and fact.name != "age"
    is_rank = fact.relation is Relation.RANKS
    whole = _Range(
        low=0 if is_natural else float("-inf"),
        high=RANK_LIMIT if is_rank else float("inf"),
    )
    is_whole = fact.type is FactType.COUNT
    ranges = [_number_range(condition) for condition in conditions]
    excluded = {c.value for c in conditions if c.operator is Operator.IS_NOT}
    return _overlap([whole, *ranges], is_whole=is_whole, excluded=excluded)


def _number_range(condition: Condition) -> _Range:
    match condition.operator, condition.value:
        case Operator.IS, (Decimal() | int()) as value:
            return _Range(value, value)
        case Operator.GREATER_THAN, (Decimal() | int()) as value:
            return _Range(low=value, is_low_open=True)
        case Operator.AT_LEAST, (Decimal() | int()) as value:
            return _Range(low=value)
        case Operator.LESS_THAN, (Decimal() | int()) as value:
            return _Range(high=value, is_high_open=True)
        case Operator.AT_MOST, (Decimal() | int()) as value:
            return _Range(high=value)
        case Operator.BETWEEN, Between((Decimal() | int()) as low, high) if isinstance(
            high, Decimal | int
        ):
            return _Range(low, high)
        case _:
            return _Range()


def _overlap(
    ranges: Sequence[_Range], *, is_whole: bool, excluded: Iterable[object] = ()
) -> bool:
    """Whether the ranges share a value that is not excluded."""
    low, is_low_open = max((r.low, r.is_low_open) for r in ranges)
    high, is_high_closed = min((r.high, not r.is_high_open) for r in ranges)
    left_out = set(excluded)
    if is_whole and abs(low) != float("inf") and high != float("inf"):
        first = int(low) + is_low_open
        last = int(high) - (not is_high_closed)
        shared = last - first + 1
        return shared > len(left_out) or any(
            number not in left_out for number in range(first, last + 1)
        )
    if low == high:
        return not is_low_open and is_high_closed and low not in left_out
    return low < high


def _has_text(fact: Fact, conditions: Sequence[Condition]) -> bool:
    """Whether a text is left; without a list to choose from there always is one."""
    lists = [_texts(c) for c in conditions if c.operator in _LISTING]
    if fact.choices:
        lists.append(set(fact.choices))
    if not lists:
        return True
    return any(
        all(_allows(condition, text) for condition in conditions)
        for text in set.intersection(*lists)
    )


_LISTING: Final = (Operator.IS, Operator.IS_ONE_OF)


def _texts(condition: Condition) -> set[str]:
    """What the condition names, as it is compared."""
    match condition.value:
        case str() as text:
            return {text_key(text)}
        case tuple() as texts:
            return {text_key(text) for text in texts}
        case _:
            return set()


def _allows(condition: Condition, text: str) -> bool:
    match condition.operator:
        case Operator.IS_NOT | Operator.IS_NONE_OF:
            return text not in _texts(condition)
        case Operator.CONTAINS:
            return all(part in text for part in _texts(condition))
        case Operator.STARTS_WITH:
            return all(text.startswith(part) for part in _texts(condition))
        case Operator.IS_KNOWN:
            is_choice = FACTS[condition.fact].type is FactType.CHOICE
            return not (is_choice and text == UNKNOWN_CHOICE)
        case Operator.IS_UNKNOWN:
            return text == UNKNOWN_CHOICE
        case _:
            return True


def _has_set(conditions: Sequence[Condition]) -> bool:
    none = _named(conditions, Operator.INCLUDES_NONE)
    if none & _named(conditions, Operator.INCLUDES_ALL):
        return False
    return not any(
        _texts(c) <= none for c in conditions if c.operator is Operator.INCLUDES_ANY
    )


def _named(conditions: Iterable[Condition], operator: Operator) -> set[str]:
    return {t for c in conditions if c.operator is operator for t in _texts(c)}


def _has_time(fact: Fact, conditions: Sequence[Condition]) -> bool:
    # Days and instants are compared among themselves only: between the two stands the
    # shop's time zone.
    days = [_Range(), *(r for c in conditions for r in _day_ranges(c))]
    instants = [_Range(), *(r for c in conditions for r in _instant_ranges(c))]
    return (
        _overlap(days, is_whole=True)
        and _overlap(instants, is_whole=False)
        and _has_relative(fact, conditions)
    )


def _day_ranges(condition: Condition) -> Iterator[_Range]:
    match condition.operator, condition.value:
        case _, datetime() | Between(datetime(), _):
            return
        case Operator.BEFORE, date() as day:
            yield _Range(high=day.toordinal(), is_high_open=True)
        case Operator.AFTER, date() as day:
            yield _Range(low=day.toordinal(), is_low_open=True)
        case Operator.ON, date() as day:
            yield _Range(day.toordinal(), day.toordinal())
        case Operator.BETWEEN, Between(date() as low, date() as high):
            yield _Range(low.toordinal(), high.toordinal(), is_high_open=True)


def _instant_ranges(condition: Condition) -> Iterator[_Range]:
    match condition.operator, condition.value:
        case Operator.BEFORE, datetime() as instant:
            yield _Range(high=_seconds(instant), is_high_open=True)
        case Operator.AFTER, datetime() as instant:
            yield _Range(low=_seconds(instant), is_low_open=True)
        case Operator.BETWEEN, Between(datetime() as low, datetime() as high):
            yield _Range(_seconds(low), _seconds(high), is_high_open=True)


def _seconds(instant: datetime) -> Decimal:
    """Exact to the microsecond, which a float is not."""
    whole = int(instant.replace(microsecond=0).timestamp())
    return whole + Decimal(instant.microsecond).scaleb(-6)


def _has_relative(fact: Fact, conditions: Sequence[Condition]) -> bool:
    windows: dict[Operator, list[Window]] = {}
    for condition in conditions:
        if isinstance(condition.value, Window):
            windows.setdefault(condition.operator, []).append(condition.value)
    last = windows.get(Operator.IN_THE_LAST, [])
    ago = windows.get(Operator.MORE_THAN_AGO, [])
    if Operator.IN_THE_NEXT in windows:
        # Today is both in the last and in the next days; an instant is one of the two.
        return not (ago or (last and fact.type is FactType.INSTANT))
    return not any(_is_at_least(old, new) for old in ago for new in last)


def _is_at_least(window: Window, other: Window) -> bool:
    family, size = _FAMILIES[window.unit]
    other_family, other_size = _FAMILIES[other.unit]
    return family == other_family and window.count * size >= other.count * other_size
