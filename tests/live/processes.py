"""A running Saleor: its web server, worker and beat as processes of their own.

The package is taken from this checkout by the path, whatever is installed in Saleor's
environment.
"""

from __future__ import annotations

import os
import pty
import re
import signal
import socket
import subprocess
import time
import urllib.parse
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
#: Templates with Saleor's tables and none of ours, one per minor version of Saleor, and
#: the lock of whoever makes one: tests/plugin/template.py, which runs inside Saleor.
_TEMPLATE: Final = "saleor_cg_template_"
_TEMPLATE_LOCK: Final = 521_170
_TOP: Final = Path(__file__).resolve().parents[2]
#: What hides the package from a Saleor that is to run without it.
_HIDING: Final = Path(__file__).resolve().parent / "without"
#: What the package needs and Saleor does not have, as the Makefile puts it there.
_BESIDE: Final = _TOP / ".venv" / "beside-saleor"
#: Databases of Redis: for tasks, and the next one for what is cached.
REDIS_DATABASE: Final = 13
_STARTED_WITHIN: Final = 120
_STOPPED_WITHIN: Final = 20
_READY: Final = " ready."
_KEY: Final = (
    "from cryptography.hazmat.primitives.asymmetric import rsa\n"
    "from cryptography.hazmat.primitives import serialization as s\n"
    "key = rsa.generate_private_key(public_exponent=65537, key_size=2048)\n"
    "print(key.private_bytes(s.Encoding.PEM, s.PrivateFormat.PKCS8,"
    " s.NoEncryption()).decode())"
)


class RunningSaleor:
    """Starts and stops the processes; what they print goes to files in ``logs``.

    ``has_package`` False is the same Saleor as if the package were not installed. What
    runs at the same time on another database needs another ``redis``, and the next one.
    """

    def __init__(
        self,
        logs: Path,
        *,
        database: str = DATABASE,
        redis: int = REDIS_DATABASE,
        has_package: bool = True,
    ) -> None:
        self.port = _free_port()
        self.database = database
        self._redis = redis
        self._logs = logs
        self._paths = [_TOP, _BESIDE] if has_package else [_HIDING, _TOP]
        self._python = str(SALEOR_HOME / ".venv" / "bin" / "python")
        self._environment = self._make_environment()
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self._ready_before = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/graphql/"

    @property
    def plugin_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/plugins/saleor.customer-groups/graphql/"

    def connect(self) -> psycopg.Connection[tuple[object, ...]]:
        """A connection to its database that sees each commit at once."""
        return psycopg.connect(f"{SERVER}/{self.database}", autocommit=True)

    def create_database(self) -> None:
        """The database anew, from the template where one is finished, and migrated; what
        an earlier run left in the broker is gone."""
        _empty_redis(self._redis, self._redis + 1)
        version = _version_of_saleor()
        template = _TEMPLATE + "_".join(version.split(".")[:2])
        create = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(self.database))
        self.drop_database()
        with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as server:
            lock = [_TEMPLATE_LOCK, template]
            server.execute("SELECT pg_advisory_lock(%s, hashtext(%s))", lock)
            if _comment(server, template) == f"Saleor {version}":
                create += sql.SQL(" TEMPLATE {}").format(sql.Identifier(template))
            server.execute(create)
        self.manage("migrate", "--verbosity", "0")

    def drop_database(self) -> None:
        with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as server:
            server.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(
                    sql.Identifier(self.database)
                )
            )

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

    def manage_at_a_terminal(self, *arguments: str) -> str:
        """What Saleor's manage.py prints where somebody watches."""
        leader, follower = pty.openpty()
        with subprocess.Popen(
            [self._python, "manage.py", *arguments],
            cwd=SALEOR_HOME,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=follower,
            stderr=follower,
        ) as process:
            os.close(follower)
            printed = b"".join(iter(lambda: _read(leader), b"")).decode()
            os.close(leader)
        assert process.returncode == 0, f"manage.py {arguments}:\n{printed}"
        return printed

    def start(self) -> None:
        """All three processes; returns when the shop answers and the worker listens."""
        self.start_worker()
        self.start_beat()
        self.start_web()
        self.wait_for_worker()

    def start_web(self) -> None:
        """Returns when the shop answers."""
        arguments = ["--host", "127.0.0.1", "--port", str(self.port)]
        self._start("web", "uvicorn", "saleor.asgi:application", *arguments)
        self._wait_for_web()

    def start_worker(self) -> None:
        """Returns at once; ``wait_for_worker`` when it works."""
        celery = ["--app", "saleor.celeryconf:app", "worker", "--loglevel", "INFO"]
        self._ready_before = self._times_ready()
        self._start("worker", "celery", *celery, "--concurrency", "2")

    def wait_for_worker(self) -> None:
        end = time.monotonic() + _STARTED_WITHIN
        while self._times_ready() == self._ready_before:
            if self._processes["worker"].poll() is not None or time.monotonic() > end:
                raise AssertionError(
                    f"Saleor's worker does not start:\n{self.log('worker')[-4000:]}"
                )
            time.sleep(0.1)

    def start_beat(self) -> None:
        scheduler = "saleor.schedulers.schedulers.DatabaseScheduler"
        celery = ["--app", "saleor.celeryconf:app", "beat", "--scheduler", scheduler]
        self._start("beat", "celery", *celery)

    def kill(self, name: str) -> None:
        """SIGKILL to the process and its children: no chance to clean up."""
        process = self._processes.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def stop(self, *names: str) -> None:
        """Ends these processes, all without names, and waits until they are gone."""
        ending = [self._processes.pop(name) for name in names or [*self._processes]]
        for process in ending:
            os.killpg(process.pid, signal.SIGTERM)
        for process in ending:
            try:
                process.wait(_STOPPED_WITHIN)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    def log(self, name: str) -> str:
        """What the process has printed, of each time that it was started."""
        file = self._logs / f"{name}.log"
        return file.read_text(errors="replace") if file.exists() else ""

    def _times_ready(self) -> int:
        return self.log("worker").count(_READY)

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
            "CELERY_BROKER_URL": f"{REDIS}/{self._redis}",
            "CACHE_URL": f"{REDIS}/{self._redis + 1}",
            # Webhooks are sent to a server of the test's own.
            "HTTP_IP_FILTER_ALLOW_LOOPBACK_IPS": "True",
            "PYTHONPATH": os.pathsep.join(str(path) for path in self._paths),
            "EMAIL_URL": "dummy://",
            "SEND_USAGE_TELEMETRY": "False",
            # Tokens outlive the longest run.
            "JWT_TTL_ACCESS": "1 day",
            # What the Dashboard's extensions get is renewed 30 seconds before.
            "JWT_TTL_APP_ACCESS": "1 minute",
            "PYTHONUNBUFFERED": "1",
        }
        inherited = {
            name: value
            for name, value in os.environ.items()
            if name in {"PATH", "HOME", "LANG", "LC_ALL", "TMPDIR"}
        }
        return {**inherited, **own}


def _version_of_saleor() -> str:
    text = (SALEOR_HOME / "saleor" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "([^"]+)"$', text, re.MULTILINE)
    assert found, f"{SALEOR_HOME} does not say which Saleor it is."
    return found[1]


def _comment(server: psycopg.Connection[tuple[object, ...]], database: str) -> object:
    """What a finished template is of; None where there is no such database."""
    found = server.execute(
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database"
        " WHERE datname = %s",
        [database],
    ).fetchone()
    return found and found[0]


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65_536)
    except OSError:
        # Linux says so of a terminal that nobody writes to any more.
        return b""


def _empty_redis(*numbers: int) -> None:
    """Tasks and cached rows of an earlier database would be about other rows."""
    server = urllib.parse.urlsplit(REDIS)
    address = (server.hostname or "127.0.0.1", server.port or 6379)
    with socket.create_connection(address, timeout=5) as connection:
        for number in numbers:
            connection.sendall(f"SELECT {number}\r\nFLUSHDB\r\n".encode())
            answer = connection.recv(64)
            assert answer.startswith(b"+OK"), f"Redis at {REDIS} says {answer!r}"
        connection.sendall(b"QUIT\r\n")
        while connection.recv(64):
            pass


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
