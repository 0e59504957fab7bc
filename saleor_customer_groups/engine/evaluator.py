"""Evaluator: whether one customer belongs, decided in Python straight from the Rule.

The oracle for the compiled SQL, and the source of every explanation.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final, Literal, TypeAlias, assert_never, cast

from .customers import CustomerFacts
from .operators import COMPLEMENTS, Operator
from .readings import Reading, is_known, read
from .rules import AllOf, AnyOf, Between, Condition, MemberOf, Not, Rule, Value, Window
from .text import text_key
from .windows import Moment, anniversaries, month_day, shift, since, until

_Comparing: TypeAlias = Literal[
    Operator.GREATER_THAN,
    Operator.AT_LEAST,
    Operator.LESS_THAN,
    Operator.AT_MOST,
    Operator.BETWEEN,
]
_Resembling: TypeAlias = Literal[
    Operator.IS_ONE_OF, Operator.CONTAINS, Operator.STARTS_WITH
]
_Dated: TypeAlias = Literal[
    Operator.BEFORE, Operator.AFTER, Operator.ON, Operator.BETWEEN
]
_Relative: TypeAlias = Literal[
    Operator.IN_THE_LAST, Operator.MORE_THAN_AGO, Operator.IN_THE_NEXT
]
_Seasonal: TypeAlias = Literal[
    Operator.ANNIVERSARY_IN_THE_NEXT,
    Operator.ANNIVERSARY_IN_THE_LAST,
    Operator.MONTH_IS,
]
_Timely: TypeAlias = (
    Literal[Operator.BEFORE, Operator.AFTER, Operator.ON] | _Relative | _Seasonal
)
_Including: TypeAlias = Literal[Operator.INCLUDES_ANY, Operator.INCLUDES_ALL]

_DAY: Final = timedelta(days=1)
_TICK: Final = timedelta(microseconds=1)  # the finest instant PostgreSQL stores


def matches(rule: Rule, facts: CustomerFacts, *, moment: Moment) -> bool:
    """Whether the rule holds for the customer at that moment.

    A condition on an unknown value is false, and ``Not`` is the exact complement.
    """
    match rule:
        case AllOf(rules):
            return all(matches(part, facts, moment=moment) for part in rules)
        case AnyOf(rules):
            return any(matches(part, facts, moment=moment) for part in rules)
        case Not(inner):
            return not matches(inner, facts, moment=moment)
        case MemberOf(group):
            return group in facts.member_of
        case Condition():
            return holds(rule, read(rule, facts, moment=moment), moment=moment)
        case _:
            assert_never(rule)


def holds(condition: Condition, actual: Reading, *, moment: Moment) -> bool:
    """Whether the condition holds for a fact of that value; None is unknown."""
    partner = COMPLEMENTS.get(condition.operator)
    if partner:
        positive = replace(condition, operator=partner)
        return not holds(positive, actual, moment=moment)
    if condition.operator is Operator.IS_KNOWN:
        return is_known(condition, actual)
    return actual is not None and _answers(condition, actual, moment)


def _answers(condition: Condition, actual: object, moment: Moment) -> bool:
    operator, value = condition.operator, cast(Value, condition.value)
    match operator:
        case Operator.IS:
            return actual == (text_key(value) if isinstance(value, str) else value)
        case Operator.IS_ONE_OF | Operator.CONTAINS | Operator.STARTS_WITH:
            return _resembles(operator, cast(str, actual), value)
        case Operator.INCLUDES_ANY | Operator.INCLUDES_ALL:
            return _includes(operator, cast(frozenset[str], actual), value)
        case (
            Operator.GREATER_THAN
            | Operator.AT_LEAST
            | Operator.LESS_THAN
            | Operator.AT_MOST
        ):
            return _compares(operator, cast(Decimal, actual), value)
        case Operator.BETWEEN:
            if isinstance(actual, date):
                return _is_dated(operator, actual, value, moment)
            return _compares(operator, cast(Decimal, actual), value)
        case (
            Operator.BEFORE
            | Operator.AFTER
            | Operator.ON
            | Operator.IN_THE_LAST
            | Operator.MORE_THAN_AGO
            | Operator.IN_THE_NEXT
            | Operator.ANNIVERSARY_IN_THE_NEXT
            | Operator.ANNIVERSARY_IN_THE_LAST
            | Operator.MONTH_IS
        ):
            return _is_timely(operator, cast(date, actual), value, moment)
        case (
            Operator.IS_NOT
            | Operator.IS_NONE_OF
            | Operator.INCLUDES_NONE
            | Operator.IS_KNOWN
            | Operator.IS_UNKNOWN
        ):
            raise ValueError(f"{operator} is answered by holds(), not by a comparison.")
        case _:
            assert_never(operator)


def _is_timely(operator: _Timely, actual: date, value: Value, moment: Moment) -> bool:
    match operator:
        case Operator.BEFORE | Operator.AFTER | Operator.ON:
            return _is_dated(operator, actual, value, moment)
        case Operator.IN_THE_LAST | Operator.MORE_THAN_AGO | Operator.IN_THE_NEXT:
            return _is_near(operator, actual, cast(Window, value), moment)
        case (
            Operator.ANNIVERSARY_IN_THE_NEXT
            | Operator.ANNIVERSARY_IN_THE_LAST
            | Operator.MONTH_IS
        ):
            return _is_seasonal(operator, actual, value, moment)
        case _:
            assert_never(operator)


def _resembles(operator: _Resembling, actual: str, value: Value) -> bool:
    match operator:
        case Operator.IS_ONE_OF:
            return actual in _keys(value)
        case Operator.CONTAINS:
            return text_key(cast(str, value)) in actual
        case Operator.STARTS_WITH:
            return actual.startswith(text_key(cast(str, value)))
        case _:
            assert_never(operator)


def _includes(operator: _Including, actual: frozenset[str], value: Value) -> bool:
    match operator:
        case Operator.INCLUDES_ANY:
            return bool(actual & _keys(value))
        case Operator.INCLUDES_ALL:
            return actual >= _keys(value)
        case _:
            assert_never(operator)


def _keys(value: Value) -> frozenset[str]:
    return frozenset(text_key(text) for text in cast(tuple[str, ...], value))


def _compares(operator: _Comparing, actual: Decimal, value: Value) -> bool:
    if operator is Operator.BETWEEN:
        ends = cast(Between, value)
        return cast(Decimal, ends.low) <= actual <= cast(Decimal, ends.high)
    limit = cast(Decimal, value)
    match operator:
        case Operator.GREATER_THAN:
            return actual > limit
        case Operator.AT_LEAST:
            return actual >= limit
        case Operator.LESS_THAN:
            return actual < limit
        case Operator.AT_MOST:
            return actual <= limit
        case _:
            assert_never(operator)


def _is_dated(operator: _Dated, actual: date, value: Value, moment: Moment) -> bool:
    if operator is Operator.BETWEEN:
        ends = cast(Between, value)
        first = _start(cast(date, ends.low), actual, moment)
        return first <= actual < _start(cast(date, ends.high), actual, moment)
    literal = cast(date, value)
    match operator:
        case Operator.BEFORE:
            return actual < _start(literal, actual, moment)
        case Operator.AFTER:
            return actual >= _end(literal, actual, moment)
        case Operator.ON:
            start = _start(literal, actual, moment)
            return start <= actual < _end(literal, actual, moment)
        case _:
            assert_never(operator)


def _start(literal: date, actual: date, moment: Moment) -> date:
    """Where the literal begins, as an instant or a day, whichever the fact is."""
    if isinstance(actual, datetime) and not isinstance(literal, datetime):
        return moment.start_of(literal)
    return literal


def _end(literal: date, actual: date, moment: Moment) -> date:
    """Where what follows the literal begins: the next day, or the next instant."""
    if isinstance(literal, datetime):
        return literal + _TICK
    return _start(literal + _DAY, actual, moment)


def _is_near(operator: _Relative, actual: date, window: Window, moment: Moment) -> bool:
    if isinstance(actual, datetime):
        return _is_near_instant(operator, actual, window, moment)
    today = moment.today
    match operator:
        case Operator.IN_THE_LAST:
            return shift(today, window, sign=-1) <= actual <= today
        case Operator.MORE_THAN_AGO:
            return actual < shift(today, window, sign=-1)
        case Operator.IN_THE_NEXT:
            return today <= actual <= shift(today, window, sign=1)
        case _:
            assert_never(operator)


def _is_near_instant(
    operator: _Relative, actual: datetime, window: Window, moment: Moment
) -> bool:
    match operator:
        case Operator.IN_THE_LAST:
            return since(window, moment) <= actual <= moment.now
        case Operator.MORE_THAN_AGO:
            return actual < since(window, moment)
        case Operator.IN_THE_NEXT:
            return moment.now < actual < until(window, moment)
        case _:
            assert_never(operator)


def _is_seasonal(
    operator: _Seasonal, actual: date, value: Value, moment: Moment
) -> bool:
    day = moment.day_of(actual) if isinstance(actual, datetime) else actual
    today = moment.today
    match operator:
        case Operator.MONTH_IS:
            return day.month == value
        case Operator.ANNIVERSARY_IN_THE_NEXT:
            last = shift(today, cast(Window, value), sign=1)
            return month_day(day) in anniversaries(today, last)
        case Operator.ANNIVERSARY_IN_THE_LAST:
            first = shift(today, cast(Window, value), sign=-1)
            return month_day(day) in anniversaries(first, today)
        case _:
            assert_never(operator)
