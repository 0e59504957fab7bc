"""Instants: what people write for a point in time."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.core.management.base import CommandError

from saleor_customer_groups.engine.windows import Moment
from saleor_customer_groups.services import clock

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read_instant(text: str, zone: ZoneInfo) -> datetime:
    """The instant in UTC; a day means its last instant in ``zone``.

    Raises CommandError for what is neither, and for an instant without a time zone.
    """
    try:
        if _DAY.fullmatch(text):
            return _end_of(date.fromisoformat(text), zone)
        instant = datetime.fromisoformat(text)
    except (ValueError, OverflowError) as error:
        raise CommandError(
            f"“{text}” is no date. Write a day as 2024-05-31, or an instant as"
            " 2024-05-31T18:30Z."
        ) from error
    if instant.tzinfo is None:
        raise CommandError(
            f"“{text}” does not say in which time zone. Add Z for UTC or an offset:"
            f" {text}Z, {text}+02:00."
        )
    return instant.astimezone(UTC)


def read_start(text: str, zone: ZoneInfo) -> datetime:
    """The instant in UTC at which something starts, or just before which it ends; a day
    means its first. Raises CommandError as ``read_instant`` does."""
    instant = read_instant(text, zone)
    if not _DAY.fullmatch(text):
        return instant
    return Moment(instant, zone).start_of(date.fromisoformat(text))


def read_past_instant(text: str, zone: ZoneInfo) -> datetime:
    """The same of what can be recomputed: today means now.

    Raises CommandError for what is yet to come, too: nobody knows what happens until
    then.
    """
    instant, now = read_instant(text, zone), clock.database_now()
    if instant <= now:
        return instant
    if text == f"{Moment(now, zone).today}":
        return now
    raise CommandError(
        f"“{text}” is yet to come, and only the past can be recomputed. Name a day or an"
        " instant up to now, or leave --as-of out."
    )


def _end_of(day: date, zone: ZoneInfo) -> datetime:
    """As late as PostgreSQL tells instants apart."""
    moment = Moment(datetime.combine(day, datetime.min.time(), UTC), zone)
    return moment.start_of(day + timedelta(days=1)) - timedelta(microseconds=1)
