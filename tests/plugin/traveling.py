"""Traveling in time: the database's clock goes on by as much as a test says.

Nothing happens meanwhile: no event, no task, no write. Saleor's own clock stands where it
was, so whatever changes does so because the package asks the database what time it is.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

_CLOCK = """
CREATE FUNCTION public.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE AS
$$ SELECT pg_catalog.clock_timestamp()
        + coalesce(nullif(current_setting('traveling.ahead', true), ''), '0')::interval $$
"""


class Clock:
    """The database's clock, in a test that is one transaction."""

    def __init__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(_CLOCK)
            # Named explicitly, the system's functions come after ours.
            cursor.execute("SET LOCAL search_path = public, pg_catalog")
        self.ahead = timedelta(0)

    def go_on(self, **length: float) -> None:
        self.ahead += timedelta(**length)
        seconds = f"{self.ahead.total_seconds()} seconds"
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('traveling.ahead', %s, true)", [seconds])


@pytest.fixture
def clock(db: None) -> Clock:
    return Clock()
