"""Watches orders become memberships: from the commit of one to the commit of the other."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from typing import Final

from .processes import RunningSaleor

#: Seconds between two looks. Looking takes time that Saleor then lacks, so it is only for
#: who waits.
_EVERY: Final = 0.02
_PAID: Final = """
SELECT user_id::text FROM order_order
WHERE user_id = ANY(%(keys)s::int[]) AND charge_status IN ('full', 'overcharged')
"""
_MEMBERS: Final = """
SELECT p.host_key FROM customer_groups_profile p
JOIN customer_groups_membership m ON m.profile_id = p.id
JOIN customer_groups_customer_group g ON g.id = m.group_id AND g.code = %(group)s
WHERE p.kind = 'customer' AND p.host_key = ANY(%(keys)s)
"""


class Watch(threading.Thread):
    """When each customer's paid order, and then the membership, could first be seen.

    An order is as old as the last look that did not see it yet, and a membership as young
    as the end of the look that saw it: what is told is never too short, and at most two
    looks too long.
    """

    def __init__(self, saleor: RunningSaleor, group: str, keys: set[str]) -> None:
        super().__init__(daemon=True)
        self.paid: dict[str, float] = {}
        self.seen: dict[str, float] = {}
        self._saleor = saleor
        self._group = group
        self._keys = frozenset(keys)
        self._is_over = threading.Event()

    def run(self) -> None:
        with self._saleor.connect() as connection:
            looked_at = time.monotonic()
            while not self._is_over.is_set() and self._keys - self.seen.keys():
                now = time.monotonic()
                unpaid = {"keys": [*(self._keys - self.paid.keys())]}
                for (key,) in connection.execute(_PAID, unpaid).fetchall():
                    self.paid.setdefault(str(key), looked_at)
                looked_at = now
                waiting = [*(self.paid.keys() - self.seen.keys())]
                if waiting:
                    values = {"group": self._group, "keys": waiting}
                    members = connection.execute(_MEMBERS, values).fetchall()
                    now = time.monotonic()
                    self.seen.update((str(key), now) for (key,) in members)
                time.sleep(_EVERY)

    def wait(self, seconds: float) -> Mapping[str, float]:
        """Seconds from order to membership of each; AssertionError where one is lost."""
        self.join(seconds)
        self._is_over.set()
        lost = self._keys - self.seen.keys()
        assert not lost, f"{len(lost)} of {len(self._keys)} orders made no member."
        return {key: self.seen[key] - self.paid[key] for key in self._keys}
