"""Reading the host's relations."""

from __future__ import annotations

from typing import Any

from django.db import connection
from saleor.account.models import User

from saleor_customer_groups.host import RelationName, get_host


def read(name: RelationName, user: User | None = None) -> list[dict[str, Any]]:
    """Rows of the relation, of one customer where one is given."""
    statement = f"SELECT * FROM ({get_host().relation(name)}) r"
    params: dict[str, Any] = {}
    if user is not None:
        statement += " WHERE r.customer_key = %(key)s"
        params["key"] = user.pk
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def read_one(name: RelationName, user: User | None = None) -> dict[str, Any]:
    (row,) = read(name, user)
    return row
