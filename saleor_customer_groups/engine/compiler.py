"""Compiler: a rule at a moment becomes an expression over columns. It decides, alone.

Relative time is resolved here, text literals are keyed here, and every operator ends
as one of five tests, so that neither the renderer nor the flips know an operator.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from .catalogue import Catalogue
from .customers import ALL_CHANNELS
from .facts import UNKNOWN_CHOICE, Fact, Relation
from .normalise import normalise
from .operators import FactType, Operator
from .predicates import (
    Always,
    Column,
    Contains,
    Every,
    Expression,
    History,
    Hits,
    Interval,
    IsKnown,
    Keyed,
    Leaf,
    Members,
    OneOf,
    Personal,
    Some,
    Source,
    StartsWith,
    Test,
)
from .rules import AllOf, AnyOf, Between, Condition, MemberOf, Not, Rule, Window
from .text import target_key, text_key
from .windows import (
    Moment,
    anniversaries,
    latest_birthdate,
    shift,
    since,
    until,
)


@dataclass(frozen=True, slots=True)
class GroupReference:
    """How a rule's ``MemberOf`` is answered.

    The default group covers every registered customer by definition; an archived
    group has no members; ``relation`` names a query to read instead of the stored
    memberships (as of a past instant).
    """

    id: int
    is_default: bool = False
    is_archived: bool = False
    relation: str | None = None


@dataclass(frozen=True, slots=True)
class Compiler:
    """Turns rules into expressions at one moment.

    Raises KeyError for a fact or group that the catalogue does not have: what a
    stored rule names must be checked before (services/groups.py).
    """

    moment: Moment
    catalogue: Catalogue
    groups: Mapping[str, GroupReference]

    def compile(self, rule: Rule) -> Expression:
        return self._expression(normalise(rule))

    def _expression(self, rule: Rule) -> Expression:
        match rule:
            case AllOf(rules):
                return Every(tuple(self._expression(part) for part in rules))
            case AnyOf(rules):
                return Some(tuple(self._expression(part) for part in rules))
            case Not(inner):
                return _negate(self._leaf(inner))
            case Condition() | MemberOf():
                return self._leaf(rule)

    def _leaf(self, rule: Rule) -> Expression:
        if isinstance(rule, MemberOf):
            return self._membership(rule)
        assert isinstance(rule, Condition)
        fact = self.catalogue.find(rule.fact)
        if fact is None:
            raise KeyError(rule.fact)
        return self._condition(fact, rule)

    def _membership(self, rule: MemberOf) -> Expression:
        group = self.groups[rule.group]
        if group.is_archived:
            return Always(False)
        if group.is_default:
            return Leaf(Column(Personal(), "is_registered"), OneOf((True,)))
        return Leaf(
            Column(Members(group.id, group.relation), "profile_id"),
            IsKnown(),
        )

    def _condition(self, fact: Fact, condition: Condition) -> Expression:
        if condition.operator is Operator.IS_KNOWN and fact.is_always_known:
            return Always(True)
        if fact.type is FactType.TEXT_SET:
            return self._set(fact, condition)
        if fact.type is FactType.CHOICE and condition.operator is Operator.IS_KNOWN:
            known = tuple(c for c in fact.choices if c != UNKNOWN_CHOICE)
            return Leaf(self._column(fact, condition), OneOf(known))
        column, test = self._test(fact, condition)
        return Leaf(column, test, is_zero_when_absent=fact.is_zero_when_absent)

    # Columns

    def _column(self, fact: Fact, condition: Condition) -> Column:
        if fact.name == "open_checkout_value":
            assert condition.currency is not None
            when = ("open_checkout_currency", condition.currency)
            return Column(Personal(), fact.column, when=when)
        return Column(self._source(fact, condition), fact.column)

    def _source(self, fact: Fact, condition: Condition) -> Source:
        match fact.relation:
            case Relation.PROFILE:
                return Personal()
            case Relation.RANKS:
                return Keyed(Relation.RANKS, ())
            case Relation.ATTRIBUTES:
                key = fact.name.partition(":")[2]
                return Keyed(Relation.ATTRIBUTES, (("key", key), ("position", 0)))
            case Relation.ORDERS | Relation.VALUES:
                return self._order_source(fact, condition)
            case Relation.LINES | Relation.ACTIVITY | Relation.VOUCHERS:
                return self._history(fact, condition)

    def _order_source(self, fact: Fact, condition: Condition) -> Source:
        if condition.within is not None:
            return self._history(fact, condition)
        keys: tuple[tuple[str, str], ...] = (
            ("channel", self._channel(condition) or ALL_CHANNELS),
        )
        if fact.relation is Relation.VALUES:
            assert condition.currency is not None
            keys += (("currency", condition.currency),)
        return Keyed(fact.relation, keys)

    def _history(self, fact: Fact, condition: Condition) -> History:
        history = History(
            relation=fact.relation,
            now=self.moment.now,
            channel=self._channel(condition),
            currency=condition.currency,
            targets=targets_of(condition),
        )
        begin = since(condition.within, self.moment) if condition.within else None
        if fact.relation is not Relation.ACTIVITY:
            return replace(history, since=begin)
        return replace(
            history,
            activity=fact.name,
            today=self.moment.today,
            since_day=self.moment.day_of(begin) if begin else None,
        )

    def _channel(self, condition: Condition) -> str | None:
        return text_key(condition.channel) if condition.channel else None

    def _set(self, fact: Fact, condition: Condition) -> Expression:
        assert isinstance(condition.value, tuple)
        values = tuple(sorted({text_key(value) for value in condition.value}))
        key = (
            fact.name.partition(":")[2]
            if fact.relation is Relation.ATTRIBUTES
            else None
        )
        hits = Hits(
            relation=fact.relation,
            values=values,
            now=self.moment.now,
            key=key,
            since=since(condition.within, self.moment) if condition.within else None,
            channel=self._channel(condition),
        )
        needed = len(values) if condition.operator is Operator.INCLUDES_ALL else 1
        return Leaf(Column(hits, "hits"), Interval(needed), is_zero_when_absent=True)

    # Tests

    def _test(self, fact: Fact, condition: Condition) -> tuple[Column, Test]:
        column = self._column(fact, condition)
        if condition.operator is Operator.IS_KNOWN:
            return column, IsKnown()
        if fact.name == "age":
            return column, self._age(condition)
        match fact.type:
            case FactType.MONEY | FactType.COUNT | FactType.NUMBER:
                return column, _numeric(condition)
            case FactType.TEXT | FactType.CHOICE | FactType.FLAG:
                return column, _textual(condition)
            case FactType.INSTANT | FactType.DATE:
                return self._temporal(fact, column, condition)
            case FactType.TEXT_SET:
                raise AssertionError("Sets are counted, not tested.")

    def _age(self, condition: Condition) -> Interval:
        """Ages as birthdates: older means born earlier."""
        ages = _numeric(condition)
        low = _whole(ages.low, ages.is_low_closed, 1)
        high = _whole(ages.high, ages.is_high_closed, -1)
        today = self.moment.today
        return Interval(
            low=None if high is None else latest_birthdate(today, high + 1),
            high=None if low is None else latest_birthdate(today, low),
            is_low_closed=False,
        )

    def _temporal(
        self, fact: Fact, column: Column, condition: Condition
    ) -> tuple[Column, Test]:
        operator, value = condition.operator, condition.value
        if operator in ANNIVERSARIES:
            assert isinstance(value, Window)
            today = self.moment.today
            first, last = today, today
            if operator is Operator.ANNIVERSARY_IN_THE_NEXT:
                last = shift(today, value, sign=1)
            else:
                first = shift(today, value, sign=-1)
            days = tuple(sorted(anniversaries(first, last)))
            return self._month_day(fact, column), OneOf(days)
        if operator is Operator.MONTH_IS:
            assert isinstance(value, int)
            month = Interval(value * 100, value * 100 + 99)
            return self._month_day(fact, column), month
        if fact.type is FactType.DATE:
            return column, self._days(condition)
        return column, self._instants(condition)

    def _month_day(self, fact: Fact, column: Column) -> Column:
        if fact.name == "birthdate":
            return replace(column, name="birth_month_day")
        if fact.type is FactType.DATE:
            return replace(column, reading="month_day")
        zone = self.moment.zone.key
        return replace(column, reading="instant_month_day", zone=zone)

    def _days(self, condition: Condition) -> Interval:
        value, today = condition.value, self.moment.today
        match condition.operator, value:
            case Operator.BEFORE, date():
                return Interval(high=value, is_high_closed=False)
            case Operator.AFTER, date():
                return Interval(low=value, is_low_closed=False)
            case Operator.ON, date():
                return Interval(value, value)
            case Operator.BETWEEN, Between(low, high):
                return Interval(low, high, is_high_closed=False)
            case Operator.IN_THE_LAST, Window():
                return Interval(shift(today, value, sign=-1), today)
            case Operator.MORE_THAN_AGO, Window():
                end = shift(today, value, sign=-1)
                return Interval(high=end, is_high_closed=False)
            case Operator.IN_THE_NEXT, Window():
                return Interval(today, shift(today, value, sign=1))
        raise AssertionError(f"{condition.operator} does not read days.")

    def _instants(self, condition: Condition) -> Interval:
        value, moment = condition.value, self.moment
        match condition.operator, value:
            case Operator.BEFORE, date():
                return Interval(high=self._start(value), is_high_closed=False)
            case Operator.AFTER, datetime():
                return Interval(low=value, is_low_closed=False)
            case Operator.AFTER, date():
                return Interval(low=self._start(value + timedelta(days=1)))
            case Operator.ON, date():
                end = self._start(value + timedelta(days=1))
                return Interval(self._start(value), end, is_high_closed=False)
            case Operator.BETWEEN, Between(low, high):
                return Interval(
                    self._start(low), self._start(high), is_high_closed=False
                )
            case Operator.IN_THE_LAST, Window():
                return Interval(since(value, moment), moment.now)
            case Operator.MORE_THAN_AGO, Window():
                return Interval(high=since(value, moment), is_high_closed=False)
            case Operator.IN_THE_NEXT, Window():
                return Interval(
                    moment.now,
                    until(value, moment),
                    is_low_closed=False,
                    is_high_closed=False,
                )
        raise AssertionError(f"{condition.operator} does not read instants.")

    def _start(self, value: object) -> datetime:
        if isinstance(value, datetime):
            return value
        assert isinstance(value, date)
        return self.moment.start_of(value)


ANNIVERSARIES: Final = frozenset(
    {Operator.ANNIVERSARY_IN_THE_NEXT, Operator.ANNIVERSARY_IN_THE_LAST}
)


def _negate(expression: Expression) -> Expression:
    match expression:
        case Always(answer):
            return Always(not answer)
        case Leaf():
            return replace(expression, is_negated=not expression.is_negated)
        case Every() | Some():
            raise AssertionError("The normal form negates leaves only.")


def targets_of(condition: Condition) -> tuple[str, ...] | None:
    """Keys of what the condition is about; None where it is about everything."""
    if condition.target is None:
        return None
    kind = condition.target.kind
    keys = {target_key(kind, value) for value in condition.target.values}
    return tuple(sorted(keys))


def _numeric(condition: Condition) -> Interval:
    value = condition.value
    if isinstance(value, Between):
        return Interval(value.low, value.high)
    assert isinstance(value, Decimal | int)
    match condition.operator:
        case Operator.IS:
            return Interval(value, value)
        case Operator.GREATER_THAN:
            return Interval(low=value, is_low_closed=False)
        case Operator.AT_LEAST:
            return Interval(low=value)
        case Operator.LESS_THAN:
            return Interval(high=value, is_high_closed=False)
        case Operator.AT_MOST:
            return Interval(high=value)
    raise AssertionError(f"{condition.operator} does not read numbers.")


def _textual(condition: Condition) -> Test:
    value = condition.value
    match condition.operator, value:
        case Operator.IS, bool():
            return OneOf((value,))
        case Operator.IS, str():
            return OneOf((text_key(value),))
        case Operator.IS_ONE_OF, tuple():
            return OneOf(tuple(sorted({text_key(each) for each in value})))
        case Operator.CONTAINS, str():
            return Contains(text_key(value))
        case Operator.STARTS_WITH, str():
            return StartsWith(text_key(value))
    raise AssertionError(f"{condition.operator} does not read text.")


def _whole(bound: object, is_closed: bool, step: int) -> int | None:
    """A numeric bound as the nearest whole number inside the interval."""
    if bound is None:
        return None
    assert isinstance(bound, int)
    return bound if is_closed else bound + step
