"""``make bench-saleor``: what the package costs a filled Saleor, beside one without it.

LIVE_CUSTOMERS (100,000) and five times as many orders are made in SQL; the rest goes
through Saleor's public API. The package is taken out of Saleor's environment for the
baseline and put back.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final
from uuid import uuid4

from tests.benchmarks.measuring import Figure, Pair, Spread, at_most, goal, table, tell

from . import shop as acts
from .api import Api
from .filling import fill
from .memberships import Memberships
from .processes import SALEOR_HOME, RunningSaleor
from .shop import CHANNEL, Shop, create_shop, staff

_CUSTOMERS: Final = int(os.environ.get("LIVE_CUSTOMERS", "100000"))
_REPEATS: Final = 40
_ROUNDS: Final = 3
_EMAIL: Final = "staff@example.com"
_PASSWORD: Final = "correct horse battery staple"
_PACKAGE: Final = "saleor-customer-groups"
_SOURCE: Final = Path(__file__).resolve().parents[2]
_BUYERS: Final = '{"version": 1, "rule": {"fact": "order_count", "operator": "at_least", "value": 1}}'


def main() -> int:
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as logs:
        saleor = RunningSaleor(Path(logs), database="customer_groups_bench")
        try:
            figures += _measure(saleor, Path(logs))
        finally:
            saleor.stop()
            _install()
    sys.stdout.write(f"\n{table(figures)}\n")
    return 0


def _measure(saleor: RunningSaleor, folder: Path) -> Iterator[Figure]:
    _install()
    saleor.create_database(template="saleor_cg_template")
    _create_staff(saleor)
    saleor.start_web()
    api = staff(saleor.url, _EMAIL, _PASSWORD)
    shop = create_shop(api)
    with saleor.connect() as connection:
        fill(connection, customers=_CUSTOMERS, orders=5 * _CUSTOMERS, channel=CHANNEL)
        tell(f"{_CUSTOMERS:,} customers, {5 * _CUSTOMERS:,} orders in Saleor's tables")
        yield _first_fill(saleor, folder)
        saleor.start_worker()
        saleor.start_beat()
        yield _one_order(api, shop, Memberships(connection))
    saleor.stop()
    yield from _overheads(saleor, shop)


def _first_fill(saleor: RunningSaleor, folder: Path) -> Figure:
    rule = folder / "buyers.json"
    rule.write_text(_BUYERS, encoding="utf-8")
    saleor.manage("customer_groups", "settings", "--currency", "USD")
    options = ["--name", "Buyers", "--code", "buyers", "--kind", "dynamic"]
    saleor.manage("customer_groups", "group", "create", *options, "--rule", str(rule))
    start = time.perf_counter()
    saleor.manage("customer_groups_fill")
    seconds = time.perf_counter() - start
    return Figure(
        name=f"first fill of {_CUSTOMERS:,} customers",
        figure=seconds,
        unit="s",
        ratio=None,
        limit="",
        holds=None,
    )


def _one_order(api: Api, shop: Shop, memberships: Memberships) -> Figure:
    waits = []
    for number in range(_REPEATS):
        email = f"one-{uuid4().hex[:8]}-{number}@example.com"
        acts.create_customer(api, email)
        acts.import_orders(api, [acts.bulk_order(shop, {"email": email}, "50")])
        start = time.perf_counter()
        memberships.expect("buyers", email, within=10)
        waits.append(time.perf_counter() - start)
    return goal("one order, from Saleor's answer to membership", Spread.of(waits), 1000)


def _overheads(saleor: RunningSaleor, shop: Shop) -> Iterator[Figure]:
    """Rounds with and without the package in turn; the web process is started anew."""
    ours: dict[str, list[float]] = {"update": [], "complete": []}
    bare: dict[str, list[float]] = {"update": [], "complete": []}
    for number in range(_ROUNDS):
        for times, prepare in ((ours, _install), (bare, _uninstall)):
            prepare()
            saleor.start_web()
            _time_round(saleor, shop, times, number)
            saleor.stop()
    for name, title in (("update", "customerUpdate"), ("complete", "checkoutComplete")):
        pair = Pair(Spread.of(ours[name]), Spread.of(bare[name]))
        tell(f"{title}: with {pair.ours}, without {pair.baseline}")
        yield at_most(f"{title}, with the package to without", pair, 1.25)


def _time_round(
    saleor: RunningSaleor, shop: Shop, times: dict[str, list[float]], number: int
) -> None:
    api = staff(saleor.url, _EMAIL, _PASSWORD)
    app = acts.create_app(api, saleor.url, "IMPERSONATE_USER")
    email = f"over-{number}-{uuid4().hex[:8]}@example.com"
    customer = acts.create_customer(api, email)
    update = (
        "mutation($id: ID!, $input: CustomerInput!) { customerUpdate("
        "id: $id, input: $input) { errors { field message } } }"
    )
    for n in range(_REPEATS + 5):
        seconds = _timed(
            lambda n=n: api.run(update, id=customer, input={"firstName": f"N{n}"})
        )
        checkout = acts.create_checkout(app, shop, email)
        acts.attach(app, checkout, customer)
        completing = _timed(lambda checkout=checkout: acts.complete(app, checkout))
        if n >= 5:
            times["update"].append(seconds)
            times["complete"].append(completing)


def _timed(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def _create_staff(saleor: RunningSaleor) -> None:
    options = ["--noinput", "--email", _EMAIL]
    saleor.manage("createsuperuser", *options, DJANGO_SUPERUSER_PASSWORD=_PASSWORD)


def _install() -> None:
    _pip("install", "--no-deps", "-e", str(_SOURCE))


def _uninstall() -> None:
    _pip("uninstall", "--yes", _PACKAGE)


def _pip(*arguments: str) -> None:
    python = SALEOR_HOME / ".venv" / "bin" / "python"
    subprocess.run(
        [str(python), "-m", "pip", "--quiet", *arguments],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


if __name__ == "__main__":
    sys.exit(main())
