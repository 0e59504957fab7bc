"""Processes that do one thing to a shop over and over: ``python -m ... ROLE ARGUMENTS``.

A process does it until it is told to end (SIGTERM), or a set number of times.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from urllib.parse import quote

ROOT = Path(__file__).resolve().parents[2]


class Racers:
    """The processes of one test; none outlives it."""

    def __init__(self) -> None:
        self._running: list[subprocess.Popen[str]] = []
        self._environment = {
            **os.environ,
            "DATABASE_URL": _database_url(),
            "DJANGO_SETTINGS_MODULE": "saleor_customer_groups.standalone.settings",
        }

    def start(self, role: str, *arguments: object) -> subprocess.Popen[str]:
        racer = subprocess.Popen(
            [sys.executable, "-m", "tests.services.racing", role, *map(str, arguments)],
            cwd=ROOT,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._running.append(racer)
        return racer

    def finish(self, *racers: subprocess.Popen[str]) -> list[str]:
        """What each printed, after it ended by itself, without an error."""
        found = []
        for racer in racers:
            output, errors = racer.communicate(timeout=60)
            assert racer.returncode == 0, errors
            found.append(output.strip())
        return found

    def stop(self, *racers: subprocess.Popen[str]) -> list[str]:
        for racer in racers:
            racer.send_signal(signal.SIGTERM)
        return self.finish(*racers)

    def kill(self, racer: subprocess.Popen[str]) -> None:
        racer.kill()
        racer.communicate(timeout=60)

    def kill_all(self) -> None:
        for racer in self._running:
            if racer.poll() is None:
                self.kill(racer)


@contextmanager
def racers() -> Iterator[Racers]:
    found = Racers()
    try:
        yield found
    finally:
        found.kill_all()


def _database_url() -> str:
    from django.db import connection

    connection.ensure_connection()
    parts = connection.settings_dict
    user = quote(parts["USER"])
    if parts["PASSWORD"]:
        user += f":{quote(parts['PASSWORD'])}"
    host, port = quote(parts["HOST"] or "", safe=""), parts["PORT"] or ""
    address = f"postgresql://{user}@/{parts['NAME']}?host={host}"
    return f"{address}&port={port}" if port else address


# The roles


def work(limit: str) -> Callable[[], None]:
    """Works off marks, at most so many in one transaction."""
    from saleor_customer_groups.services import worker

    def once() -> None:
        worker.work_off(limit=int(limit))
        time.sleep(0.02)

    return once


def tick() -> Callable[[], None]:
    from saleor_customer_groups.services import ticks

    def once() -> None:
        ticks.tick()
        time.sleep(0.05)

    return once


def evaluate(*codes: str) -> Callable[[], None]:
    from saleor_customer_groups.models import CustomerGroup
    from saleor_customer_groups.services.memberships import evaluate_group

    ids = CustomerGroup.objects.filter(code__in=codes).values_list("pk", flat=True)
    found = list(ids)

    def once() -> None:
        for group_id in found:
            diff = evaluate_group(group_id)
            if diff.joined or diff.left:
                sys.stdout.write(f"{diff.joined} joined, {diff.left} left\n")
        time.sleep(0.05)

    return once


def shop(first: str, last: str) -> Callable[[], None]:
    """Each customer of the range orders, and is marked in the same transaction."""
    from django.db import transaction
    from django.utils import timezone

    from saleor_customer_groups.services.marks import mark_customers
    from saleor_customer_groups.standalone.models import Order

    keys = iter(range(int(first), int(last)))

    def once() -> None:
        number = next(keys)
        with transaction.atomic():
            Order.objects.create(
                key=f"raced-{number}",
                customer_key=f"c{number}",
                placed_at=timezone.now(),
                currency="USD",
                total=10,
                paid=10,
                units=1,
            )
            mark_customers([f"c{number}"])

    return once


def edit(code: str, *documents: str) -> Callable[[], None]:
    """Gives the group the rules, one after the other and over again."""
    from saleor_customer_groups.services.groups import edit_group

    rules = [json.loads(document) for document in documents]
    turns = iter(range(10**6))

    def once() -> None:
        rule = rules[next(turns) % len(rules)]
        edit_group(code, {"rule": rule}, actor="editor")

    return once


def assign(code: str, first: str, last: str) -> Callable[[], None]:
    """Puts customers in, and every third one out again."""
    from saleor_customer_groups.services.assignments import add_members, remove_members

    numbers = iter(range(int(first), int(last), 3))

    def once() -> None:
        number = next(numbers)
        keys = [f"c{number + offset}" for offset in range(3)]
        add_members(code, keys, actor="assigner")
        remove_members(code, keys[:1], actor="assigner")

    return once


_ROLES: dict[str, Callable[..., Callable[[], None]]] = {
    role.__name__: role for role in (work, tick, evaluate, shop, edit, assign)
}


def _main(role: str, times: str, *arguments: str) -> None:
    """Runs the role so many times (0: for ever), or until it has nothing left to do."""
    import django

    django.setup()
    ended: list[int] = []

    def end(number: int, frame: FrameType | None) -> None:
        ended.append(number)

    signal.signal(signal.SIGTERM, end)
    once = _ROLES[role](*arguments)
    done = 0
    while not ended and (times == "0" or done < int(times)):
        try:
            once()
        except StopIteration:
            break
        done += 1


if __name__ == "__main__":
    _main(*sys.argv[1:])
