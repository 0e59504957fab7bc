"""A thousand orders as fast as Saleor takes them, while its worker is killed twice."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final
from uuid import uuid4

from . import acts
from .api import Api
from .memberships import Memberships, in_words
from .processes import RunningSaleor
from .shop import Shop
from .watching import Watch

_ORDERS: Final = int(os.environ.get("LIVE_ORDERS", "1000"))
_CLIENTS: Final = 4
#: After the last order: the worker is started anew, and reads what was left.
_SETTLED_WITHIN: Final = 120


def test_orders__while_the_worker_is_killed__none_is_lost(
    saleor: RunningSaleor,
    api: Api,
    shop: Shop,
    memberships: Memberships,
    assert_exact: Callable[[], None],
) -> None:
    prefix = uuid4().hex[:6]
    emails = [f"load-{prefix}-{number}@example.com" for number in range(_ORDERS)]
    with ThreadPoolExecutor(_CLIENTS) as clients:
        users = list(clients.map(lambda e: acts.create_customer(api, e), emails))
        memberships.expect("registered", emails[-1], within=_SETTLED_WITHIN)
        watch = Watch(saleor, "buyers", {acts.key_of(user) for user in users})
        watch.start()
        start = time.monotonic()
        outages: list[_Outage] = []
        for done, _ in enumerate(clients.map(_buyer(api, shop), users), start=1):
            if done in (_ORDERS // 3, 2 * _ORDERS // 3):
                # A worker that does not work yet is not worth killing.
                for outage in outages:
                    outage.join()
                outages.append(_Outage(saleor))
        took = time.monotonic() - start
    waits = watch.wait(_SETTLED_WITHIN)
    for outage in outages:
        outage.join()
    assert len(outages) == 2
    last = max(watch.paid.values())
    assert all(outage.since < last for outage in outages), "LIVE_ORDERS is too small."
    untouched = [
        wait
        for key, wait in waits.items()
        if not any(
            outage.concerns(watch.paid[key], watch.seen[key]) for outage in outages
        )
    ]
    sys.stderr.write(
        f"\n{_ORDERS} orders in {took:.0f} s, the worker killed twice"
        f" (away for {', '.join(f'{outage.seconds:.0f} s' for outage in outages)});"
        f" from commit to member:\n  while it ran: {in_words(untouched)}"
        f"\n  all: {in_words([*waits.values()])}\n"
    )
    assert_exact()


def _buyer(api: Api, shop: Shop) -> Callable[[str], None]:
    def buy(customer: str) -> None:
        acts.charge(api, acts.place(api, shop, customer), "50")

    return buy


class _Outage(threading.Thread):
    """From the worker's death until another one listens and has seen to what was left."""

    def __init__(self, saleor: RunningSaleor) -> None:
        super().__init__(daemon=True)
        self._saleor = saleor
        self.since = time.monotonic()
        self._until = float("inf")
        saleor.kill("worker")
        saleor.start_worker()
        self.start()

    def run(self) -> None:
        self._saleor.wait_for_worker()
        self._until = time.monotonic()

    @property
    def seconds(self) -> float:
        return self._until - self.since

    def concerns(self, paid: float, seen: float) -> bool:
        """Whether the worker was away while the order waited."""
        return paid < self._until and seen > self.since
