"""Windows: lengths of time resolved to instants and days in the shop's time zone.

Every meaning of "in the last N", "in the next N", anniversaries and ages stands here,
so that the compiler, the evaluator and the flips cannot disagree about time.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, assert_never
from zoneinfo import ZoneInfo

from .rules import Unit, Window

_MONTHS_PER_YEAR: Final = 12
_LEAP_DAY: Final = 229  # month * 100 + day


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant and the shop's time zone: everything "now" means to a rule."""

    now: datetime
    zone: ZoneInfo

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    def start_of(self, day: date) -> datetime:
        """First instant of the day in the shop's zone, in UTC.

        Where clocks jump over midnight, the instant of the jump.
        """
        return datetime.combine(day, time(), self.zone).astimezone(UTC)

    def day_of(self, instant: datetime) -> date:
        return instant.astimezone(self.zone).date()


def shift(day: date, window: Window, *, sign: int) -> date:
    """The day a whole window away; months and years keep the day or end the month."""
    count = sign * window.count
    try:
        match window.unit:
            case Unit.DAYS:
                return day + timedelta(days=count)
            case Unit.WEEKS:
                return day + timedelta(weeks=count)
            case Unit.MONTHS:
                return _shift_months(day, count)
            case Unit.YEARS:
                return _shift_months(day, count * _MONTHS_PER_YEAR)
            case Unit.HOURS:
                raise ValueError("Hours are not whole days.")
            case _:
                assert_never(window.unit)
    except OverflowError:
        return date.min if count < 0 else date.max


def _shift_months(day: date, count: int) -> date:
    months = day.year * _MONTHS_PER_YEAR + day.month - 1 + count
    year, month = divmod(months, _MONTHS_PER_YEAR)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def since(window: Window, moment: Moment) -> datetime:
    """Where "in the last" begins: the start of the day that long ago; hours roll."""
    if window.unit is Unit.HOURS:
        return moment.now - timedelta(hours=window.count)
    return moment.start_of(shift(moment.today, window, sign=-1))


def until(window: Window, moment: Moment) -> datetime:
    """Where "in the next" ends, itself outside: the end of that day; hours roll."""
    if window.unit is Unit.HOURS:
        return moment.now + timedelta(hours=window.count)
    last = shift(moment.today, window, sign=1)
    return moment.start_of(last + timedelta(days=1))


def month_day(day: date) -> int:
    """Month and day as one number: 704 for the fourth of July."""
    return day.month * 100 + day.day


def anniversaries(first: date, last: date) -> frozenset[int]:
    """Month-days whose anniversary falls on a day from ``first`` to ``last``.

    29 February is celebrated on 28 February where the year has no leap day.
    """
    found: set[int] = set()
    for day in _days(first, last):
        found.add(month_day(day))
        if (day.month, day.day) == (2, 28) and not calendar.isleap(day.year):
            found.add(_LEAP_DAY)
        if len(found) == 366:
            break
    return frozenset(found)


def _days(first: date, last: date) -> Iterator[date]:
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        yield date.fromordinal(ordinal)


def age_on(day: date, birthdate: date) -> int:
    """Full years lived; may be negative for a birthdate to come."""
    birthday = month_day(birthdate)
    if birthday == _LEAP_DAY and not calendar.isleap(day.year):
        birthday = 228
    return day.year - birthdate.year - (month_day(day) < birthday)


def latest_birthdate(day: date, age: int) -> date:
    """Whoever was born on or before it is at least ``age`` on ``day``."""
    year = day.year - age
    if year < date.min.year:
        return date.min
    if year > date.max.year:
        return date.max
    if (day.month, day.day) == (2, 28) and not calendar.isleap(day.year):
        return date(year, 2, 29 if calendar.isleap(year) else 28)
    if (day.month, day.day) == (2, 29) and not calendar.isleap(year):
        return date(year, 2, 28)
    return day.replace(year=year)
