"""``make bench-saleor``: what the package does to a filled Saleor, and what it costs it.

LIVE_CUSTOMERS (100,000) and five times as many orders are made in SQL; the rest goes
through Saleor's public API. For what it costs the same requests go in turn to two servers
on one database, of which one does not have the package.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from uuid import uuid4

from tests.benchmarks.measuring import (
    Figure,
    Spread,
    alternate,
    at_most,
    goal,
    table,
    tell,
    timed,
)

from . import acts
from .api import Api, sign_in
from .filling import fill
from .processes import RunningSaleor
from .shop import CHANNEL, Shop, create_shop
from .watching import Watch

_CUSTOMERS: Final = int(os.environ.get("LIVE_CUSTOMERS") or 100_000)
_ORDERS: Final = 5 * _CUSTOMERS
_WATCHED: Final = 40
_REPEATS: Final = int(os.environ.get("LIVE_REPEATS") or 150)
_DATABASE: Final = "customer_groups_bench"
_EMAIL: Final = "staff@example.com"
_PASSWORD: Final = "correct horse battery staple"
_BUYERS: Final = {"fact": "order_count", "operator": "at_least", "value": 1}
_SUCCEEDED: Final = r"customer_groups\.{task}\[[^]]*\] succeeded in ([\d.]+)s"
#: A round begins once a minute, may rest, and is to end.
_A_ROUND: Final = 900
#: Seconds that a round takes which only finds that it is not time yet.
_RESTING: Final = 0.03


def main() -> int:
    """0 once measured, whether or not every limit holds: the table says that."""
    with tempfile.TemporaryDirectory() as folder:
        ours, bare = (
            RunningSaleor(
                _made(folder, name), database=_DATABASE, redis=11, has_package=has_it
            )
            for name, has_it in (("with", True), ("without", False))
        )
        try:
            figures = [*_measure(ours, bare)]
        finally:
            ours.stop()
            bare.stop()
            ours.drop_database()
    sys.stdout.write(f"\n{table(figures)}")
    return 0


def _made(folder: str, name: str) -> Path:
    path = Path(folder) / name
    path.mkdir()
    return path


def _measure(ours: RunningSaleor, bare: RunningSaleor) -> Iterator[Figure]:
    ours.create_database()
    options = ["--noinput", "--email", _EMAIL]
    ours.manage("createsuperuser", *options, DJANGO_SUPERUSER_PASSWORD=_PASSWORD)
    ours.start_web()
    api = sign_in(ours.url, _EMAIL, _PASSWORD)
    shop = create_shop(api)
    with ours.connect() as connection:
        fill(connection, customers=_CUSTOMERS, orders=_ORDERS, channel=CHANNEL)
    tell(f"{_CUSTOMERS:,} customers, {_ORDERS:,} orders in Saleor's tables")
    yield _first_fill(ours)
    ours.start_worker()
    ours.wait_for_worker()
    ours.start_beat()
    yield _one_order(ours, api, shop)
    for task, name in (
        ("watch_saleor", "watching"),
        ("compare_with_saleor", "comparing"),
    ):
        yield _seconds(f"one round of {name}", _round(ours, task))
    # What it does must not be in the way of the requests that are measured.
    ours.stop("worker", "beat")
    bare.start_web()
    yield from _overheads(ours, bare, api, shop)


def _first_fill(saleor: RunningSaleor) -> Figure:
    ours = sign_in(saleor.url, _EMAIL, _PASSWORD, own=saleor.plugin_url)
    acts.create_group(ours, "buyers", _BUYERS)
    start = time.perf_counter()
    printed = saleor.manage_at_a_terminal("customer_groups_fill")
    seconds = time.perf_counter() - start
    shown = len(set(re.findall(r"\d+ of \d+ parts read", printed)))
    assert shown > 1, f"No progress was shown: {printed}"
    tell(f"the first fill said {shown} times how far it was")
    return _seconds(
        f"first fill: {_CUSTOMERS:,} customers, {_ORDERS:,} orders", seconds
    )


def _seconds(name: str, seconds: float) -> Figure:
    tell(f"{name}: {seconds:.1f} s")
    return Figure(name=name, figure=seconds, unit="s", ratio=None, limit="", holds=None)


def _one_order(saleor: RunningSaleor, api: Api, shop: Shop) -> Figure:
    """One after the other, each when the one before it has been seen to."""
    customers = {}
    for number in range(_WATCHED):
        email = f"one-{uuid4().hex[:8]}-{number}@example.com"
        customers[email] = acts.key_of(acts.create_customer(api, email))
    waits: list[float] = []
    for email, key in customers.items():
        watch = Watch(saleor, "buyers", {key})
        watch.start()
        acts.import_orders(api, [acts.bulk_order(shop, {"email": email}, "50")])
        waits += watch.wait(60).values()
    spread = Spread.of(waits)
    tell(f"one order, from commit to member: {spread} (min / median / max)")
    return goal("one order, from commit to member", spread, 1000)


def _round(saleor: RunningSaleor, task: str) -> float:
    """Seconds that the longest of the task's runs took, as the worker says."""
    end = time.monotonic() + _A_ROUND
    pattern = _SUCCEEDED.format(task=task)
    longest = 0.0
    while longest < _RESTING:
        assert time.monotonic() < end, f"No {task} in {_A_ROUND} s"
        time.sleep(1)
        runs = re.findall(pattern, saleor.log("worker"))
        longest = max(map(float, runs), default=0.0)
    return longest


def _overheads(
    ours: RunningSaleor, bare: RunningSaleor, api: Api, shop: Shop
) -> Iterator[Figure]:
    assert (_answers(ours), _answers(bare)) == (True, False)
    with_it, without = (_Client(saleor, api, shop) for saleor in (ours, bare))
    pair = alternate(
        "customerUpdate", with_it.update, without.update, repeats=2 * _REPEATS
    )
    yield at_most("customerUpdate, with the package to without", pair, 1.1)
    pair = alternate(
        "checkoutComplete", with_it.complete, without.complete, repeats=_REPEATS
    )
    yield at_most("checkoutComplete, with the package to without", pair, 1.1)


def _answers(saleor: RunningSaleor) -> bool:
    """Whether the package does."""
    sent = urllib.request.Request(
        saleor.plugin_url,
        b'{"query": "{ __typename }"}',
        {"Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(sent, timeout=60):
            return True
    except urllib.error.HTTPError as error:
        return error.code != 404


class _Client:
    """Sends one request at a time to one server; answers are the seconds it took."""

    def __init__(self, saleor: RunningSaleor, api: Api, shop: Shop) -> None:
        self._api = sign_in(saleor.url, _EMAIL, _PASSWORD)
        self._app = acts.create_app(self._api, saleor.url, "IMPERSONATE_USER")
        self._shop = shop
        self._email = f"over-{uuid4().hex[:8]}@example.com"
        self._customer = acts.create_customer(api, self._email)
        self._number = 0

    def update(self) -> float:
        self._number += 1
        name = f"N{self._number}"
        return timed(
            lambda: acts.update_customer(self._api, self._customer, firstName=name)
        )

    def complete(self) -> float:
        checkout = acts.create_checkout(self._app, self._shop, self._email)
        acts.attach(self._app, checkout, self._customer)
        return timed(lambda: acts.complete(self._app, checkout))


if __name__ == "__main__":
    sys.exit(main())
