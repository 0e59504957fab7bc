"""The template database: Saleor's tables, made once and copied for each run."""

from __future__ import annotations

import os
import subprocess
import sys

import psycopg
import saleor
from django.conf import settings
from psycopg import sql

_LOCK = 521_170


def ensure_template() -> None:
    """Makes the template where there is none, or one of another Saleor; minutes."""
    mine = f"Saleor {saleor.__version__}"
    name = settings.TEMPLATE
    with psycopg.connect(_address("postgres"), autocommit=True) as server:
        server.execute("SELECT pg_advisory_lock(%s, hashtext(%s))", [_LOCK, name])
        if _comment(server, name) == mine:
            return
        sys.stderr.write(f"Making the tables of {mine} once: some minutes.\n")
        identifier = sql.Identifier(name)
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(identifier))
        server.execute(sql.SQL("CREATE DATABASE {}").format(identifier))
        subprocess.run(
            [sys.executable, "-m", "django", "migrate", "--verbosity", "0"],
            env={
                **os.environ,
                "DATABASE_URL": _address(name),
                "DJANGO_SETTINGS_MODULE": "tests.plugin.template_settings",
                "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
            },
            check=True,
        )
        server.execute(
            sql.SQL("COMMENT ON DATABASE {} IS {}").format(
                identifier, sql.Literal(mine)
            )
        )


def _comment(server: psycopg.Connection, name: str) -> str | None:
    row = server.execute(
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s",
        [name],
    ).fetchone()
    return row[0] if row else None


def _address(database: str) -> str:
    found = settings.DATABASES["default"]
    user = found["USER"] + (f":{found['PASSWORD']}" if found["PASSWORD"] else "")
    port = found["PORT"] or 5432
    return f"postgres://{user}@{found['HOST']}:{port}/{database}"
