"""Queries: the named SQL files beside this module, and how they are run."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.db import connections, router

from saleor_customer_groups.models import Profile

_FOLDER = Path(__file__).parent / "sql"


@cache
def _text(name: str) -> str:
    return (_FOLDER / f"{name}.sql").read_text(encoding="utf-8")


def query(name: str, **fragments: str) -> str:
    """The SQL file of that name, each ``{{fragment}}`` replaced by its SQL text."""
    text = _text(name)
    for fragment, sql in fragments.items():
        text = text.replace(f"{{{{{fragment}}}}}", sql)
    return text


def writer() -> str:
    """Alias of the database that facts and memberships are written to."""
    return router.db_for_write(Profile)


def fetch(sql: str, params: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """Rows of the statement, run on the writer."""
    with connections[writer()].cursor() as cursor:
        cursor.execute(sql, params)
        return [] if cursor.description is None else cursor.fetchall()
