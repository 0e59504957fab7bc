"""A running Saleor: its web server, worker and beat as processes of their own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import psycopg
from psycopg import sql

#: Where a Saleor with an environment of its own is.
SALEOR_HOME: Final = Path(os.environ.get("SALEOR_HOME", "~/saleor")).expanduser()
SERVER: Final = os.environ.get(
    "SALEOR_TEST_SERVER", "postgres://postgres@127.0.0.1:5432"
)
REDIS: Final = os.environ.get("SALEOR_TEST_REDIS", "redis://127.0.0.1:6379")
DATABASE: Final = "customer_groups_live"
_STARTED_WITHIN: Final = 120
_STOPPED_WITHIN: Final = 20
_KEY: Final = (
    "from cryptography.hazmat.primitives.asymmetric import rsa\n"
    "from cryptography.hazmat.primitives import serialization as s\n"
    "key = rsa.generate_private_key(public_exponent=65537, key_size=2048)\n"
    "print(key.private_bytes(s.Encoding.PEM, s.PrivateFormat.PKCS8,"
    " s.NoEncryption()).decode())"
)


class RunningSaleor:
    """Starts and stops the processes; what they print goes to files in ``logs``."""

    def __init__(self, logs: Path, *, database: str = DATABASE) -> None:
        self.port = _free_port()
        self.database = database
        self._logs = logs
        self._python = str(SALEOR_HOME / ".venv" / "bin" / "python")
        self._environment = self._make_environment()
        self._processes: dict[str, subprocess.Popen[bytes]] = {}

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/graphql/"

    @property
    def plugin_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/plugins/saleor.customer-groups/graphql/"

    def connect(self) -> psycopg.Connection[tuple[object, ...]]:
        """A connection to its database that sees each commit at once."""
        return psycopg.connect(f"{SERVER}/{self.database}", autocommit=True)

    def create_database(self, *, template: str | None) -> None:
        """The database anew, from the template where that is there, and migrated."""
        with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as server:
            name = sql.Identifier(self.database)
            server.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name)
            )
            there = server.execute(
                "SELECT count(*) FROM pg_database WHERE datname = %s", [template]
            ).fetchone()
            create = sql.SQL("CREATE DATABASE {}").format(name)
            if there == (1,):
                create += sql.SQL(" TEMPLATE {}").format(sql.Identifier(str(template)))
            server.execute(create)
        self.manage("migrate", "--verbosity", "0")

    def manage(self, *arguments: str, **environment: str) -> str:
        """What Saleor's manage.py prints."""
        done = subprocess.run(
            [self._python, "manage.py", *arguments],
            cwd=SALEOR_HOME,
            env={**self._environment, **environment},
            check=False,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise AssertionError(
                f"manage.py {arguments}:\n{done.stdout}\n{done.stderr}"
            )
        return done.stdout

    def start(self) -> None:
        """All three processes; returns when the shop answers."""
        self.start_web()
        self.start_worker()
        self.start_beat()

    def start_web(self) -> None:
        arguments = ["--host", "127.0.0.1", "--port", str(self.port)]
        self._start("web", "uvicorn", "saleor.asgi:application", *arguments)
        self._wait_for_web()

    def start_worker(self) -> None:
        celery = ["--app", "saleor.celeryconf:app", "worker", "--loglevel", "INFO"]
        self._start("worker", "celery", *celery, "--concurrency", "2")

    def start_beat(self) -> None:
        scheduler = "saleor.schedulers.schedulers.DatabaseScheduler"
        celery = ["--app", "saleor.celeryconf:app", "beat", "--scheduler", scheduler]
        self._start("beat", "celery", *celery)

    def kill(self, name: str) -> None:
        """SIGKILL to the process and its children: no chance to clean up."""
        process = self._processes.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def stop(self) -> None:
        for process in self._processes.values():
            os.killpg(process.pid, signal.SIGTERM)
        for process in self._processes.values():
            try:
                process.wait(_STOPPED_WITHIN)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        self._processes.clear()

    def log(self, name: str) -> str:
        return (self._logs / f"{name}.log").read_text(errors="replace")

    def _start(self, name: str, module: str, *arguments: str) -> None:
        with (self._logs / f"{name}.log").open("ab") as log:
            self._processes[name] = subprocess.Popen(
                [self._python, "-m", module, *arguments],
                cwd=SALEOR_HOME,
                env=self._environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def _wait_for_web(self) -> None:
        end = time.monotonic() + _STARTED_WITHIN
        while time.monotonic() < end:
            if self._processes["web"].poll() is not None:
                break
            try:
                with urllib.request.urlopen(
                    f"http://127.0.0.1:{self.port}/health/", timeout=2
                ):
                    return
            except OSError:
                time.sleep(0.2)
        raise AssertionError(f"Saleor does not start:\n{self.log('web')[-4000:]}")

    def _make_environment(self) -> Mapping[str, str]:
        key = subprocess.run(
            [self._python, "-c", _KEY], check=True, capture_output=True, text=True
        ).stdout
        own = {
            "DATABASE_URL": f"{SERVER}/{self.database}",
            "SECRET_KEY": "only for tests",
            "RSA_PRIVATE_KEY": key,
            "DEBUG": "False",
            "ALLOWED_HOSTS": "127.0.0.1",
            "ALLOWED_CLIENT_HOSTS": "127.0.0.1",
            "PUBLIC_URL": f"http://127.0.0.1:{self.port}",
            "CELERY_BROKER_URL": f"{REDIS}/13",
            "CACHE_URL": f"{REDIS}/14",
            "EMAIL_URL": "dummy://",
            "SEND_USAGE_TELEMETRY": "False",
            "PYTHONUNBUFFERED": "1",
        }
        inherited = {
            name: value
            for name, value in os.environ.items()
            if name in {"PATH", "HOME", "LANG", "LC_ALL", "TMPDIR"}
        }
        return {**inherited, **own}


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
