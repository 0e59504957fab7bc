"""Who is in which group, read from the database as soon as it is committed."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from statistics import median
from typing import Final

import psycopg

#: Seconds that a change may take which Saleor tells of. More on a busy machine.
AT_ONCE: Final = float(os.environ.get("LIVE_WITHIN", "1"))
#: Seconds that one may take which Saleor tells nobody of: a round begins once a minute.
A_ROUND: Final = 70.0

_IS_MEMBER: Final = """
SELECT EXISTS (
  SELECT FROM customer_groups_membership m
  JOIN customer_groups_customer_group g ON g.id = m.group_id AND g.code = %(group)s
  JOIN customer_groups_profile p ON p.id = m.profile_id AND p.kind = 'customer'
  WHERE p.host_key = %(key)s
)
"""
_IS_DUE: Final = """
SELECT count(*) FROM customer_groups_mark WHERE due_at <= clock_timestamp()
"""
_KEY: Final = "SELECT id::text FROM account_user WHERE lower(email) = lower(%(email)s)"


class Memberships:
    """What is expected of a group and how long it may take.

    ``waited`` has the seconds that each change took which Saleor tells of.
    """

    def __init__(self, connection: psycopg.Connection[tuple[object, ...]]) -> None:
        self._connection = connection
        self._keys: dict[str, str] = {}
        self.waited: list[float] = []

    def has(self, group: str, email: str) -> bool:
        """Whether the customer is in, or was when the account was deleted and still is."""
        rows = self._connection.execute(_KEY, {"email": email}).fetchall()
        if rows:
            self._keys[email] = str(rows[0][0])
        if email not in self._keys:
            return False
        row = self._connection.execute(
            _IS_MEMBER, {"group": group, "key": self._keys[email]}
        ).fetchone()
        assert row is not None
        return bool(row[0])

    def expect(
        self, group: str, email: str, *, member: bool = True, within: float = AT_ONCE
    ) -> None:
        """Fails where the customer is not in (or out) in so many seconds."""
        start = time.monotonic()
        while self.has(group, email) is not member:
            if time.monotonic() - start > within:
                said = "in" if member else "out of"
                raise AssertionError(f"{email} is not {said} {group} within {within} s")
            time.sleep(0.01)
        if within == AT_ONCE:
            self.waited.append(time.monotonic() - start)

    def settle(self, *, within: float) -> None:
        """Returns once no mark is due."""
        end = time.monotonic() + within
        while (row := self._connection.execute(_IS_DUE).fetchone()) != (0,):
            assert time.monotonic() < end, f"{row} marks are due after {within} s"
            time.sleep(0.1)


def in_words(seconds: Sequence[float]) -> str:
    """How long they are, in milliseconds."""
    if not seconds:
        return "none"
    ordered = sorted(seconds)

    def percentile(share: float) -> str:
        return (
            f"{ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000:,.0f}"
        )

    return (
        f"p50 {median(ordered) * 1000:,.0f}, p95 {percentile(0.95)},"
        f" p99 {percentile(0.99)}, longest {ordered[-1] * 1000:,.0f} ms"
        f" ({len(ordered)} changes)"
    )
