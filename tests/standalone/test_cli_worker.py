"""``worker``: a real Celery worker with files for a broker, in processes of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from saleor_customer_groups import tasks
from saleor_customer_groups.models import CustomerGroup, Mark
from saleor_customer_groups.services.clock import database_now
from saleor_customer_groups.standalone.celery import app

from .command_line import BIG_SPENDERS, CUSTOMERS, ORDERS, Terminal

#: Generous: two processor cores may be busy with everything else.
_PATIENCE = 60


class _Home:
    """A shop with an embedded server of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {
            **os.environ,
            "CUSTOMER_GROUPS_HOME": str(folder / "home"),
            "DJANGO_SETTINGS_MODULE": "saleor_customer_groups.standalone.settings",
        }
        self.environment.pop("DATABASE_URL", None)
        self.environment.pop("CELERY_BROKER_URL", None)

    def command(self, *words: object) -> list[str]:
        module = "saleor_customer_groups.standalone.cli"
        return [sys.executable, "-m", module, *map(str, words)]

    def run(self, *words: object) -> str:
        done = subprocess.run(
            self.command(*words),
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def members(self, code: str) -> list[str]:
        rows = json.loads(self.run("members", code, "--format", "json"))
        return [row["customer"] for row in rows]


@pytest.fixture
def home(tmp_path: Path) -> _Home:
    return _Home(tmp_path)


@pytest.fixture
def worker(home: _Home) -> Iterator[subprocess.Popen[str]]:
    home.run("settings")  # makes the database, so that the worker starts at once
    process = subprocess.Popen(
        home.command("worker", "--log-level", "info"),
        env=home.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    yield process
    if process.poll() is None:
        process.kill()
    process.communicate()


def test_worker__order_imported__membership_follows_and_sigterm_ends_it(
    home: _Home, worker: subprocess.Popen[str]
) -> None:
    path = home.write("rule.json", json.dumps(BIG_SPENDERS))
    home.run("group", "create", "--name", "Big", "--rule", path)

    home.run("import", "customers", home.write("customers.csv", CUSTOMERS))
    home.run("import", "orders", home.write("orders.csv", ORDERS))

    until = time.monotonic() + _PATIENCE
    while home.members("big") != ["anna", "cleo"] and time.monotonic() < until:
        time.sleep(0.3)
    assert home.members("big") == ["anna", "cleo"]
    worker.send_signal(signal.SIGTERM)
    output, _ = worker.communicate(timeout=_PATIENCE)
    assert worker.returncode == 0, output
    assert "Traceback" not in output
    assert "customer_groups.work_off_marks" in output


def test_worker_once__imported_file__is_worked_off(terminal: Terminal) -> None:
    terminal.create("Big", BIG_SPENDERS)
    terminal("import", "customers", terminal.file("customers.csv", CUSTOMERS))
    terminal("import", "orders", terminal.file("orders.csv", ORDERS))
    assert Mark.objects.exists()

    assert terminal("worker", "--once").code == 0

    assert not Mark.objects.exists()
    rows = terminal("members", "big", "--format", "json").json
    assert [row["customer"] for row in rows] == ["anna", "cleo"]


def test_tasks__run_twice__second_finds_nothing_to_do(shop: Terminal) -> None:
    shop.create("Big", BIG_SPENDERS)
    text = (
        "order,customer,placed_at,total,currency\n9,ben,2024-03-01T00:00:00Z,900,USD\n"
    )
    shop("import", "orders", shop.file("more.csv", text))
    began_at = database_now()
    group = CustomerGroup.objects.get(code="big")

    for _ in range(2):
        tasks.tick_groups.delay()
        tasks.work_off_marks.delay()
        tasks.evaluate_group.delay(group.pk)
        tasks.refresh_everything.delay()

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM customer_groups_membership_event WHERE at >= %s",
            [began_at],
        )
        assert cursor.fetchone() == (1,)
    assert len(shop("members", "big", "--format", "json").json) == 3


def test_task_of_group__group_deleted_meanwhile__does_nothing(db: None) -> None:
    tasks.evaluate_group.delay(999_999)


def test_schedule__every_entry__names_a_task_that_expires_with_its_successor() -> None:
    app.loader.import_default_modules()

    for entry in app.conf.beat_schedule.values():
        assert entry["task"] in app.tasks
        assert entry["options"]["expires"] == entry["schedule"]
