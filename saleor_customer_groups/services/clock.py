"""Clock: the database's, so that many machines agree on what "now" is."""

from __future__ import annotations

from datetime import datetime

from .queries import fetch


def database_now() -> datetime:
    """The instant of asking, UTC. Asked after locks are held, never before: whoever
    waited must not judge by the time at which it began to wait."""
    now: datetime = fetch("SELECT clock_timestamp()", {})[0][0]
    return now
