"""Time limits: an answer that takes too long is given up, and holds up nobody else."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import OperationalError, connections, transaction
from psycopg.errors import QueryCanceled

from .queries import fetch, writer


class TookTooLong(Exception):  # noqa: N818 - a plain answer to what was asked
    """A statement ran into its time limit; nothing was changed."""


@contextmanager
def within_seconds(
    seconds: float, *, is_snapshot: bool = False
) -> Iterator[Callable[[], None]]:
    """A transaction that may take no longer; over one snapshot of all if asked.

    Every statement is held to what was left when it was last looked at: once at the
    beginning, and whenever the function that this gives is called. Raises TookTooLong.
    """
    until = time.monotonic() + seconds
    is_outermost = not connections[writer()].in_atomic_block

    def look_at_the_clock() -> None:
        left = until - time.monotonic()
        if left <= 0:
            raise TookTooLong(_sentence(seconds))
        _set_limit(f"{max(1, int(left * 1000))}ms")

    try:
        with transaction.atomic():
            if is_snapshot and is_outermost:
                fetch("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY", {})
            before: str = fetch("SELECT current_setting('statement_timeout')", {})[0][0]
            look_at_the_clock()
            yield look_at_the_clock
            _set_limit(before)
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise TookTooLong(_sentence(seconds)) from error
        raise


def _sentence(seconds: float) -> str:
    return f"This took longer than {seconds:g} seconds and was given up."


def _set_limit(limit: str) -> None:
    fetch("SELECT set_config('statement_timeout', %(limit)s, true)", {"limit": limit})
