"""Who is in which group, read from the database as soon as it is committed."""

from __future__ import annotations

import time
from typing import Final

import psycopg

_IS_MEMBER: Final = """
SELECT EXISTS (
  SELECT FROM customer_groups_membership m
  JOIN customer_groups_customer_group g ON g.id = m.group_id AND g.code = %(group)s
  JOIN customer_groups_profile p ON p.id = m.profile_id AND p.kind = 'customer'
  JOIN account_user u ON u.id::text = p.host_key
  WHERE lower(u.email) = lower(%(email)s)
)
"""


class Memberships:
    """What is expected of a group and how long it may take."""

    def __init__(self, connection: psycopg.Connection[tuple[object, ...]]) -> None:
        self._connection = connection
        self.waited: list[tuple[str, float]] = []

    def has(self, group: str, email: str) -> bool:
        row = self._connection.execute(
            _IS_MEMBER, {"group": group, "email": email}
        ).fetchone()
        assert row is not None
        return bool(row[0])

    def expect(
        self, group: str, email: str, *, member: bool = True, within: float = 1.0
    ) -> None:
        """Fails where the customer is not in (or out) in time."""
        start = time.monotonic()
        while self.has(group, email) is not member:
            if time.monotonic() - start > within:
                said = "in" if member else "out of"
                raise AssertionError(f"{email} is not {said} {group} within {within} s")
            time.sleep(0.01)
        self.waited.append((group, time.monotonic() - start))
