"""The benchmark's own database: made anew for a run, dropped after it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from psycopg import sql

_FOLDER = Path(__file__).parent / "sql"

#: Constraints and indexes, the primary key included, with how to make them again.
_CONSTRAINTS = """
SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE conrelid = %(table)s::regclass AND contype IN ('p', 'u', 'f')
ORDER BY array_position('{f,u,p}'::"char"[], contype)
"""
_INDEXES = """
SELECT c.relname, pg_get_indexdef(i.indexrelid)
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
WHERE i.indrelid = %(table)s::regclass
"""


def recreate() -> None:
    """An empty database with this version's tables."""
    drop()
    with _maintenance() as server:
        server.execute(
            sql.SQL("CREATE DATABASE {}").format(sql.Identifier(_own_name()))
        )
    call_command("migrate", verbosity=0, interactive=False)


def drop() -> None:
    connection.close()
    with _maintenance() as server:
        server.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(
                sql.Identifier(_own_name())
            )
        )


def _own_name() -> str:
    name: str = settings.DATABASES["default"]["NAME"]
    return name


def _maintenance() -> psycopg.Connection[Any]:
    parameters = connection.get_connection_params()
    wanted = {
        name: parameters[name]
        for name in ("host", "port", "user", "password")
        if parameters.get(name)
    }
    return psycopg.connect(**wanted, dbname=settings.MAINTENANCE_NAME, autocommit=True)


@cache
def statement(name: str) -> str:
    """The SQL file ``sql/NAME.sql`` of the benchmarks."""
    return (_FOLDER / f"{name}.sql").read_text(encoding="utf-8")


def execute(text: str, params: dict[str, Any] | None = None) -> list[tuple[Any, ...]]:
    """Rows of the statement, none where it returns none."""
    with connection.cursor() as cursor:
        cursor.execute(text, params)
        return [] if cursor.description is None else cursor.fetchall()


def scalar(text: str, params: dict[str, Any] | None = None) -> Any:
    return execute(text, params)[0][0]


@contextmanager
def unindexed(tables: Sequence[str]) -> Iterator[None]:
    """The tables without indexes and keys while they are filled; rebuilt after."""
    rebuilt: list[str] = []
    for table in tables:
        for name, definition in execute(_CONSTRAINTS, {"table": table}):
            execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
            rebuilt.insert(
                0, f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}'
            )
        for name, definition in execute(_INDEXES, {"table": table}):
            execute(f'DROP INDEX "{name}"')
            rebuilt.append(definition)
    yield
    execute("SET maintenance_work_mem = '512MB'")
    for definition in rebuilt:
        execute(definition)
