"""Statistics: how groups have moved, and what their members buy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final, NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from saleor_customer_groups.engine.rules import Unit, Window
from saleor_customer_groups.engine.windows import Moment, since
from saleor_customer_groups.models import CustomerGroup

from . import clock
from .memberships import allow_large_joins
from .queries import fetch, query
from .shops import get_shop
from .time_limits import within_seconds

Row = TypeVar("Row")

#: Longer than staff wait for a page.
TIME_LIMIT: Final = 20.0


class DayOfGroup(NamedTuple):
    """One day of the shop. ``members`` is how many there were when it ended, or now."""

    day: date
    members: int
    joined: int
    left: int


class Spend(NamedTuple):
    """What members paid in one currency, less refunds, and on how many orders.

    ``average`` is per order, to four decimals; None without orders.
    """

    currency: str
    amount: Decimal
    orders: int
    buyers: int
    average: Decimal | None


class CountryShare(NamedTuple):
    """Members of one country; None where it is unknown. ``share`` is of the group."""

    country: str | None
    members: int
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """A group in a span of time. Who belongs is as of now; what they bought is of the
    span. ``days`` are all days of it, and none for the default group, of which no
    changes are recorded."""

    since: datetime
    until: datetime
    members: int
    days: tuple[DayOfGroup, ...]
    spend: tuple[Spend, ...]
    countries: tuple[CountryShare, ...]

    @property
    def joined(self) -> int:
        return sum(day.joined for day in self.days)

    @property
    def left(self) -> int:
        return sum(day.left for day in self.days)


def statistics(groups: Sequence[CustomerGroup], *, days: int) -> dict[int, Statistics]:
    """Statistics since the start of the day that many days ago, of each group.

    In a constant number of statements. Raises TookTooLong.
    """
    with within_seconds(TIME_LIMIT, is_snapshot=True):
        allow_large_joins()
        moment = Moment(clock.database_now(), ZoneInfo(get_shop().time_zone))
        begin = since(Window(days, Unit.DAYS), moment)
        params: dict[str, object] = {
            "groups": [group.pk for group in groups],
            "since": begin,
            "now": moment.now,
            "zone": moment.zone.key,
        }
        members = query("statistics_members")
        changes = fetch(query("statistics_days", members=members), params)
        spent = fetch(query("statistics_spend", members=members), params)
        living = fetch(query("statistics_countries", members=members), params)
    all_days = _days(moment.day_of(begin), moment.today)
    sizes = {row[0]: row[1] or 0 for row in changes}
    moved = _by_group((row[0], (row[2], row[3:])) for row in changes if row[2])
    spends = _by_group((row[0], Spend(*row[1:])) for row in spent)
    countries = _by_group((row[0], row[1:]) for row in living)
    return {
        group.pk: Statistics(
            since=begin,
            until=moment.now,
            members=sizes[group.pk],
            days=()
            if group.is_default
            else _history(all_days, sizes[group.pk], dict(moved[group.pk])),
            spend=tuple(spends[group.pk]),
            countries=_shares(countries[group.pk]),
        )
        for group in groups
    }


def _by_group(rows: Iterable[tuple[int, Row]]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for group_id, row in rows:
        found[group_id].append(row)
    return found


def _shares(
    counts: Sequence[tuple[str | None, int]],
) -> tuple[CountryShare, ...]:
    total = sum(count for _, count in counts)
    return tuple(
        CountryShare(country, count, count / total) for country, count in counts
    )


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _history(
    days: Sequence[date], members: int, changes: Mapping[date, tuple[int, ...]]
) -> tuple[DayOfGroup, ...]:
    """The days, counted back from how many members there are now."""
    found = []
    for day in reversed(days):
        joined, left = changes.get(day, (0, 0))
        found.append(DayOfGroup(day, members, joined, left))
        members -= joined - left
    return tuple(reversed(found))
