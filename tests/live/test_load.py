"""A thousand orders as fast as Saleor takes them, while its worker is killed twice."""

from __future__ import annotations

import os
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from statistics import quantiles
from typing import Final
from uuid import uuid4

from . import shop as acts
from .api import Api
from .memberships import Memberships
from .processes import RunningSaleor
from .shop import ADDRESS, Shop

_ORDERS: Final = int(os.environ.get("LIVE_ORDERS", "1000"))
_CLIENTS: Final = 4
#: After the last order: the worker is started anew, and reads what was left.
_SETTLED_WITHIN: Final = 120
_SEEN: Final = """
SELECT u.email FROM customer_groups_membership_event e
JOIN customer_groups_customer_group g ON g.id = e.group_id AND g.code = 'buyers'
JOIN customer_groups_profile p ON p.id = e.profile_id
JOIN account_user u ON u.id::text = p.host_key
WHERE e.change = 'joined' AND e.id > %(after)s
"""


def test_orders_while_the_worker_is_killed__none_is_lost(
    saleor: RunningSaleor, api: Api, shop: Shop, memberships: Memberships
) -> None:
    prefix = uuid4().hex[:6]
    emails = [f"load-{prefix}-{number}@example.com" for number in range(_ORDERS)]
    with ThreadPoolExecutor(_CLIENTS) as clients:
        users = list(clients.map(lambda e: acts.create_customer(api, e), emails))
        memberships.expect("registered", emails[-1], within=_SETTLED_WITHIN)
        watch = _Watch(saleor, set(emails))
        watch.start()
        paid: dict[str, float] = {}

        def buy(number: int) -> None:
            order = _place(api, shop, users[number])
            acts.charge(api, order, "50")
            paid[emails[number]] = time.monotonic()

        killed: list[int] = []
        for done, _ in enumerate(clients.map(buy, range(_ORDERS)), start=1):
            if done in (_ORDERS // 3, 2 * _ORDERS // 3):
                saleor.kill("worker")
                killed.append(done)
                saleor.start_worker()
    assert len(killed) == 2
    watch.wait(_SETTLED_WITHIN)
    waits = [max(0.0, watch.seen[email] - paid[email]) for email in emails]
    cuts = quantiles(waits, n=100)
    sys.stderr.write(
        f"\n{_ORDERS} orders, worker killed after {killed}: from paid to member"
        f" p50 {cuts[49] * 1000:.0f} ms, p95 {cuts[94] * 1000:.0f} ms,"
        f" p99 {cuts[98] * 1000:.0f} ms, longest {max(waits) * 1000:.0f} ms\n"
    )
    printed = saleor.manage("customer_groups", "verify")
    assert "0 differences" in printed
    assert "0 pending" in printed


def _place(api: Api, shop: Shop, user: str) -> str:
    """The id of a confirmed order that is not paid yet."""
    draft: str = api.run(
        "mutation($input: DraftOrderCreateInput!) { draftOrderCreate(input: $input) {"
        " order { id } errors { field message } } }",
        input={
            "user": user,
            "channelId": shop.channel,
            "billingAddress": ADDRESS,
            "shippingAddress": ADDRESS,
            "lines": [{"variantId": shop.variant, "quantity": 1}],
        },
    )["order"]["id"]
    api.run(
        "mutation($id: ID!) { draftOrderComplete(id: $id) { errors { field message } } }",
        id=draft,
    )
    return draft


class _Watch(threading.Thread):
    """Notes when each customer is first seen as a buyer."""

    def __init__(self, saleor: RunningSaleor, emails: set[str]) -> None:
        super().__init__(daemon=True)
        self.seen: dict[str, float] = {}
        self._saleor = saleor
        self._emails = emails

    def run(self) -> None:
        with self._saleor.connect() as connection:
            row = connection.execute(
                "SELECT coalesce(max(id), 0) FROM customer_groups_membership_event"
            ).fetchone()
            after = row[0] if row else 0
            while self._emails - self.seen.keys():
                now = time.monotonic()
                for (email,) in connection.execute(_SEEN, {"after": after}):
                    if email in self._emails:
                        self.seen.setdefault(str(email), now)
                time.sleep(0.02)

    def wait(self, seconds: float) -> None:
        self.join(seconds)
        lost = self._emails - self.seen.keys()
        assert not lost, f"{len(lost)} of {len(self._emails)} orders made no buyer."
