"""Times: reads days, instants and lengths of time from a rule document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Final

from .amounts import read_count
from .facts import Fact
from .operators import FactType
from .problems import Place, ProblemCode, guess, opening, shown
from .rules import Between, Unit, Window

FIRST_YEAR: Final = 1800
LAST_YEAR: Final = 2200

#: 200 years, whatever the unit: no date arithmetic on a valid rule overflows.
WINDOW_LIMITS: Final[Mapping[Unit, int]] = {
    Unit.HOURS: 200 * 365 * 24,
    Unit.DAYS: 200 * 365,
    Unit.WEEKS: 200 * 52,
    Unit.MONTHS: 200 * 12,
    Unit.YEARS: 200,
}
#: An anniversary comes once a year: a longer window would mean everybody.
ANNIVERSARY_LIMITS: Final[Mapping[Unit, int]] = {
    Unit.DAYS: 365,
    Unit.WEEKS: 52,
    Unit.MONTHS: 12,
    Unit.YEARS: 1,
}

_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?"
    r"(?P<zone>Z|[+-][0-9]{2}:[0-9]{2})?"
)


def read_time(fact: Fact, raw: object, place: Place) -> date | datetime | None:
    """A day, or for an instant fact an instant too (aware, UTC)."""
    if fact.type is FactType.DATE:
        return read_date(raw, place)
    if isinstance(raw, str) and _DATE.fullmatch(raw):
        return read_date(raw, place)
    return _read_instant(raw, place)


def read_date(raw: object, place: Place) -> date | None:
    """A whole day of the shop."""
    if isinstance(raw, str) and _DATE.fullmatch(raw):
        try:
            day = date.fromisoformat(raw)
        except ValueError:
            _refuse_calendar(raw, place)
            return None
        return day if _is_year_in_range(day, place) else None
    place.refuse(
        ProblemCode.WRONG_VALUE,
        f'{opening(raw)} is not a day. Write it as year-month-day: "2024-05-31".',
    )
    return None


def _read_instant(raw: object, place: Place) -> datetime | None:
    found = _INSTANT.fullmatch(raw) if isinstance(raw, str) else None
    if found is None:
        place.refuse(
            ProblemCode.WRONG_VALUE,
            f"{opening(raw)} is neither a day nor an instant. Write "
            '"2024-05-31" or "2024-05-31T18:30Z".',
        )
        return None
    try:
        instant = datetime.fromisoformat(found[0])
    except ValueError:
        _refuse_calendar(found[0], place)
        return None
    if instant.tzinfo is None:
        place.refuse(
            ProblemCode.WITHOUT_TIME_ZONE,
            f"{shown(raw)} does not say in which time zone. Add Z for UTC or the "
            f'offset: "{found[0]}Z", "{found[0]}+02:00".',
        )
        return None
    return instant.astimezone(UTC) if _is_year_in_range(instant, place) else None


def _refuse_calendar(raw: str, place: Place) -> None:
    place.refuse(
        ProblemCode.WRONG_VALUE,
        f"{shown(raw)} is not in the calendar. Check the day, the month and the time.",
    )


def _is_year_in_range(day: date, place: Place) -> bool:
    if FIRST_YEAR <= day.year <= LAST_YEAR:
        return True
    place.refuse(
        ProblemCode.OUT_OF_RANGE,
        f"The year {day.year} is out of range. Write one from {FIRST_YEAR} to "
        f"{LAST_YEAR}.",
    )
    return False


def time_range(
    low: date | datetime | None, high: date | datetime | None, place: Place
) -> Between | None:
    """The half-open range between two days or two instants that were read."""
    if low is None or high is None:
        return None
    if isinstance(low, datetime) is not isinstance(high, datetime):
        place.refuse(
            ProblemCode.WRONG_VALUE,
            "One end is a day and the other an instant. Write both as days "
            "(2024-05-01) or both as instants (2024-05-01T12:00Z).",
        )
        return None
    if low >= high:
        place.refuse(
            ProblemCode.WRONG_ORDER,
            '"to" is not after "from", and "to" itself is left out, so nothing is '
            'in between. Write a later "to".',
        )
        return None
    return Between(low, high)


def read_window(
    raw: object,
    place: Place,
    *,
    by_day: str | None = None,
    limits: Mapping[Unit, int] = WINDOW_LIMITS,
) -> Window | None:
    """A length of time. ``by_day`` is the reason why hours are refused, if they are."""
    units = [unit.value for unit in Unit if by_day is None or unit is not Unit.HOURS]
    if not isinstance(raw, dict) or len(raw) != 1:
        place.refuse(
            ProblemCode.WRONG_WINDOW,
            'A length of time is an object with one unit, such as {"days": 30}. '
            f"The units are {', '.join(units)}.",
        )
        return None
    key, count = next(iter(raw.items()))
    if key not in {*Unit}:
        place.refuse(
            ProblemCode.WRONG_WINDOW,
            f"{shown(key)} is no unit of time. Use one of {', '.join(units)}."
            + guess(key, units),
        )
        return None
    unit = Unit(key)
    if unit is Unit.HOURS and by_day is not None:
        place.refuse(
            ProblemCode.HOURS_NOT_ALLOWED,
            f"{by_day}: hours cannot be told apart. Use one of {', '.join(units)}.",
        )
        return None
    read = read_count(count, place.key(unit.value), lowest=1, highest=limits[unit])
    return None if read is None else Window(read, unit)
