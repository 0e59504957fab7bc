"""Changes: when the answer for one customer changes with nothing happening.

An answer can only flip where time crosses something that the rule's time-dependent
conditions look at. Every such instant within the horizon is collected, and the rule
is evaluated there in order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Final

from .customers import CustomerFacts, LineEntry, OrderEntry, RefundEntry
from .evaluator import matches
from .facts import Relation
from .operators import TIME_DEPENDENT, Operator
from .readings import read
from .rules import Condition, Rule, Unit, Window, conditions
from .vocabulary import FACTS
from .windows import Moment, shift

#: Nobody plans further ahead; it bounds the anniversaries that have to be tried.
HORIZON_YEARS: Final = 5

#: Instants tried at most, nearest first: about a second for a long history. Beyond
#: them the answer is "no change found".
CANDIDATES_LIMIT: Final = 5_000

_TICK: Final = timedelta(microseconds=1)
_ONE_DAY: Final = Window(1, Unit.DAYS)
_HORIZON: Final = Window(HORIZON_YEARS, Unit.YEARS)
#: Month ends move a calendar window by up to three days, its two ends by one each.
_SLACK_DAYS: Final = range(-4, 6)
_ANNIVERSARY: Final = frozenset(
    {Operator.ANNIVERSARY_IN_THE_NEXT, Operator.ANNIVERSARY_IN_THE_LAST}
)
_HISTORY: Final = frozenset({Relation.LINES, Relation.ACTIVITY, Relation.VOUCHERS})


def next_change(rule: Rule, facts: CustomerFacts, *, moment: Moment) -> datetime | None:
    """First instant after the moment at which the rule answers differently, in UTC.

    None where there is none within ``HORIZON_YEARS`` and the nearest
    ``CANDIDATES_LIMIT`` instants. Sums without a window are taken as they are now:
    they change only when an order, a refund or a status arrives.
    """
    answer = matches(rule, facts, moment=moment)
    for instant in _candidates(rule, facts, moment):
        later = Moment(instant, moment.zone)
        if matches(rule, facts, moment=later) is not answer:
            return instant
    return None


def _candidates(rule: Rule, facts: CustomerFacts, moment: Moment) -> list[datetime]:
    last = moment.start_of(shift(moment.today, _HORIZON, sign=1))
    found: set[datetime] = set()
    for condition in conditions(rule):
        for instant in _crossings(condition, facts, moment):
            found.update((instant, instant + _TICK))
    future = sorted(instant for instant in found if moment.now < instant <= last)
    return future[:CANDIDATES_LIMIT]


def _crossings(
    condition: Condition, facts: CustomerFacts, moment: Moment
) -> Iterator[datetime]:
    """Every instant at which the condition may change its answer."""
    yield from _history_crossings(condition, facts, moment)
    if condition.fact == "age":
        birthdate = facts.personal.get("birthdate")
        if isinstance(birthdate, date):
            yield from _days_around(_yearly(birthdate, moment), moment)
    elif condition.operator in TIME_DEPENDENT and isinstance(condition.value, Window):
        for value in _compared(condition, facts, moment):
            yield from _value_crossings(condition, condition.value, value, moment)


def _compared(
    condition: Condition, facts: CustomerFacts, moment: Moment
) -> Iterable[date]:
    """The days or instants that the condition compares now, or will later."""
    if condition.within:
        return {order.at for order in facts.order_history}
    value = read(condition, facts, moment=moment)
    return (value,) if isinstance(value, date) else ()


def _value_crossings(
    condition: Condition, window: Window, value: date, moment: Moment
) -> Iterator[datetime]:
    if condition.operator in _ANNIVERSARY:
        day = moment.day_of(value) if isinstance(value, datetime) else value
        for anniversary in _yearly(day, moment):
            yield from _day_crossings(anniversary, window, moment)
    elif isinstance(value, datetime):
        yield from _instant_crossings(value, window, moment)
    else:
        yield from _day_crossings(value, window, moment)


def _instant_crossings(
    value: datetime, window: Window, moment: Moment
) -> Iterator[datetime]:
    """When now reaches the instant, and when an end of the window does."""
    yield value
    if window.unit is Unit.HOURS:
        length = timedelta(hours=window.count)
        yield from (value - length, value + length)
    else:
        yield from _day_crossings(moment.day_of(value), window, moment)


def _day_crossings(day: date, window: Window, moment: Moment) -> Iterator[datetime]:
    before, after = shift(day, window, sign=-1), shift(day, window, sign=1)
    return _days_around((before, day, after), moment)


def _days_around(days: Iterable[date], moment: Moment) -> Iterator[datetime]:
    """Starts of the days around each day, as far as they lie ahead."""
    first = moment.today.toordinal()
    last = shift(moment.today, _HORIZON, sign=1).toordinal()
    for day in days:
        for slack in _SLACK_DAYS:
            ordinal = day.toordinal() + slack
            if first <= ordinal <= last:
                yield moment.start_of(date.fromordinal(ordinal))


def _yearly(day: date, moment: Moment) -> Iterator[date]:
    """The day in every year that the horizon, or a window around it, touches."""
    this_year = moment.today.year
    for year in range(this_year - 1, this_year + HORIZON_YEARS + 2):
        if date.min.year <= year <= date.max.year:
            is_leap_day = (day.month, day.day) == (2, 29)
            yield date(year, day.month, 28 if is_leap_day else day.day)


def _history_crossings(
    condition: Condition, facts: CustomerFacts, moment: Moment
) -> Iterator[datetime]:
    """When rows of the history begin to count, end to count, or leave the window."""
    fact = FACTS.get(condition.fact)
    if fact is None or not (condition.within or fact.relation in _HISTORY):
        return
    if fact.relation is Relation.ACTIVITY:
        for day in {entry.day for entry in facts.activity}:
            yield from _day_crossings(day, condition.within or _ONE_DAY, moment)
        return
    for entry in _entries(fact.relation, facts):
        if entry.counts_until:
            yield entry.counts_until
        instants = {entry.at}
        if isinstance(entry, RefundEntry):
            instants.add(entry.order_at)
        for instant in instants:
            yield instant
            if condition.within:
                yield from _instant_crossings(instant, condition.within, moment)


def _entries(
    relation: Relation, facts: CustomerFacts
) -> Iterable[OrderEntry | RefundEntry | LineEntry]:
    if relation is Relation.LINES:
        return facts.line_history
    if relation is Relation.VALUES:
        return (*facts.order_history, *facts.refund_history)
    return facts.order_history
