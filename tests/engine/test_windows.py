"""Windows: where lengths of time begin and end in the shop's zone."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saleor_customer_groups.engine.rules import Unit, Window
from saleor_customer_groups.engine.windows import (
    Moment,
    age_on,
    anniversaries,
    latest_birthdate,
    month_day,
    shift,
    since,
    until,
)
from tests.histories import moments

DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))
ZONES = (
    "UTC",
    "Europe/Warsaw",
    "America/New_York",
    "America/Sao_Paulo",
    "America/Havana",
    "Asia/Beirut",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Apia",
)
WINDOWS = st.builds(
    Window,
    st.integers(1, 400),
    st.sampled_from([unit for unit in Unit if unit is not Unit.HOURS]),
)


def moment_at(text: str, zone: str) -> Moment:
    return Moment(datetime.fromisoformat(text).astimezone(UTC), ZoneInfo(zone))


@pytest.mark.parametrize(
    ("zone", "day", "start"),
    [
        ("UTC", date(2026, 1, 1), "2026-01-01T00:00+00:00"),
        ("Europe/Warsaw", date(2026, 3, 29), "2026-03-28T23:00+00:00"),
        ("Europe/Warsaw", date(2026, 3, 30), "2026-03-29T22:00+00:00"),
        ("America/Sao_Paulo", date(2018, 11, 3), "2018-11-03T03:00+00:00"),
        ("America/Sao_Paulo", date(2018, 11, 4), "2018-11-04T03:00+00:00"),
        ("America/Sao_Paulo", date(2018, 11, 5), "2018-11-05T02:00+00:00"),
        ("America/Sao_Paulo", date(2018, 2, 18), "2018-02-18T03:00+00:00"),
        ("America/Havana", date(2026, 11, 1), "2026-11-01T04:00+00:00"),
        ("Pacific/Apia", date(2011, 12, 30), "2011-12-30T10:00+00:00"),
        ("Pacific/Apia", date(2011, 12, 31), "2011-12-30T10:00+00:00"),
    ],
)
def test_start_of__day__is_its_first_instant(zone: str, day: date, start: str) -> None:
    moment = moment_at("2026-01-01T00:00+00:00", zone)

    assert moment.start_of(day) == datetime.fromisoformat(start)


@given(
    st.integers(1_325_376_000, 2_145_830_400),  # 2012 to 2037, in seconds
    st.sampled_from(ZONES),
)
def test_start_of__any_instant__lies_within_its_day(seconds: int, zone: str) -> None:
    now = datetime.fromtimestamp(seconds, UTC)
    moment = Moment(now, ZoneInfo(zone))

    assert moment.start_of(moment.today) <= now
    assert now < moment.start_of(moment.today + timedelta(days=1))


@pytest.mark.parametrize(
    ("day", "window", "sign", "expected"),
    [
        (date(2026, 3, 31), Window(1, Unit.MONTHS), -1, date(2026, 2, 28)),
        (date(2028, 3, 31), Window(1, Unit.MONTHS), -1, date(2028, 2, 29)),
        (date(2026, 1, 31), Window(1, Unit.MONTHS), 1, date(2026, 2, 28)),
        (date(2028, 2, 29), Window(1, Unit.YEARS), 1, date(2029, 2, 28)),
        (date(2028, 2, 29), Window(4, Unit.YEARS), -1, date(2024, 2, 29)),
        (date(2026, 12, 31), Window(2, Unit.MONTHS), 1, date(2027, 2, 28)),
        (date(2026, 1, 15), Window(1, Unit.MONTHS), -1, date(2025, 12, 15)),
        (date(2026, 3, 10), Window(2, Unit.WEEKS), -1, date(2026, 2, 24)),
        (date(2026, 3, 10), Window(10, Unit.DAYS), 1, date(2026, 3, 20)),
    ],
)
def test_shift__whole_window__keeps_the_day_or_ends_the_month(
    day: date, window: Window, sign: int, expected: date
) -> None:
    assert shift(day, window, sign=sign) == expected


def test_shift__hours__are_refused() -> None:
    with pytest.raises(ValueError, match="Hours are not whole days"):
        shift(date(2026, 1, 1), Window(24, Unit.HOURS), sign=1)


@pytest.mark.parametrize("unit", [u for u in Unit if u is not Unit.HOURS])
def test_shift__beyond_the_calendar__stops_at_its_end(unit: Unit) -> None:
    endless = Window(10**9, unit)

    assert shift(date(2026, 1, 1), endless, sign=-1) == date.min
    assert shift(date(2026, 1, 1), endless, sign=1) == date.max


def test_since__days__begin_at_the_shops_midnight() -> None:
    moment = moment_at("2026-03-30T12:00+02:00", "Europe/Warsaw")

    begin = since(Window(1, Unit.DAYS), moment)

    assert begin == datetime(2026, 3, 28, 23, tzinfo=UTC)


def test_until__days__end_with_the_last_day() -> None:
    moment = moment_at("2026-10-24T12:00+02:00", "Europe/Warsaw")

    end = until(Window(1, Unit.DAYS), moment)

    assert end == datetime(2026, 10, 25, 23, tzinfo=UTC)


def test_since_and_until__hours__roll_over_clock_changes() -> None:
    moment = moment_at("2026-03-29T12:00+02:00", "Europe/Warsaw")
    window = Window(24, Unit.HOURS)

    assert moment.now - since(window, moment) == timedelta(hours=24)
    assert until(window, moment) - moment.now == timedelta(hours=24)


@given(moments(), WINDOWS)
def test_since__later_moment__never_begins_earlier(
    moment: Moment, window: Window
) -> None:
    later = Moment(moment.now + timedelta(hours=5), moment.zone)

    assert since(window, moment) <= since(window, later)
    assert until(window, moment) <= until(window, later)


@pytest.mark.parametrize(
    ("first", "last", "has_leap_day"),
    [
        (date(2026, 2, 27), date(2026, 2, 27), False),
        (date(2026, 2, 28), date(2026, 2, 28), True),
        (date(2026, 3, 1), date(2026, 3, 1), False),
        (date(2028, 2, 28), date(2028, 2, 28), False),
        (date(2028, 2, 29), date(2028, 2, 29), True),
        (date(2026, 12, 20), date(2027, 1, 10), False),
    ],
)
def test_anniversaries__29_february__counts_as_28_in_common_years(
    first: date, last: date, has_leap_day: bool
) -> None:
    assert (229 in anniversaries(first, last)) is has_leap_day


def test_anniversaries__across_the_new_year__holds_both_sides() -> None:
    found = anniversaries(date(2026, 12, 31), date(2027, 1, 1))

    assert found == {1231, 101}


@given(DAYS)
def test_anniversaries__a_year__hold_every_day(day: date) -> None:
    last = shift(day, Window(1, Unit.YEARS), sign=1)

    assert len(anniversaries(day, last)) == 366


@given(DAYS, DAYS)
def test_age_on__every_day__agrees_with_latest_birthdate(
    day: date, birthdate: date
) -> None:
    age = age_on(day, birthdate)

    assert birthdate <= latest_birthdate(day, age)
    assert birthdate > latest_birthdate(day, age + 1)


@given(
    st.integers(1900, 2200),
    st.sampled_from([(2, 27), (2, 28), (2, 29), (3, 1)]),
    st.integers(-5, 5),
    st.integers(1990, 2010),
    st.sampled_from([(2, 27), (2, 28), (2, 29), (3, 1)]),
)
def test_age_on__around_leap_days__agrees_with_latest_birthdate(
    year: int,
    day: tuple[int, int],
    age_offset: int,
    birth_year: int,
    birthday: tuple[int, int],
) -> None:
    today, birthdate = real_day(year, *day), real_day(birth_year, *birthday)
    age = year - birth_year + age_offset

    is_old_enough = age_on(today, birthdate) >= age

    assert is_old_enough is (birthdate <= latest_birthdate(today, age))


@given(DAYS, DAYS)
def test_age_on__day_after__grows_exactly_on_anniversaries(
    day: date, birthdate: date
) -> None:
    before = day - timedelta(days=1)
    has_birthday = month_day(birthdate) in anniversaries(day, day)

    assert age_on(day, birthdate) - age_on(before, birthdate) == has_birthday


@pytest.mark.parametrize(("age", "expected"), [(10**6, date.min), (-(10**6), date.max)])
def test_latest_birthdate__beyond_the_calendar__stops_at_its_end(
    age: int, expected: date
) -> None:
    assert latest_birthdate(date(2026, 1, 1), age) == expected


def real_day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, 2, 28)
