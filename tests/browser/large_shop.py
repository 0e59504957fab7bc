"""Makes a large shop of the small one in SQL: 100,000 customers more, all of them members
of the group “Everybody”, and 10,000 groups besides."""

from __future__ import annotations

from typing import Final

import psycopg

CUSTOMERS: Final = 100_000
GROUPS: Final = 10_000

#: The small shop's database, and what the large one's is called.
_SMALL: Final = "customer_groups"
_LARGE: Final = "large"
_PREFIX: Final = "large-"

_STATEMENTS: Final = (
    # Every row fits, and checking that takes longer than storing it.
    "SET session_replication_role = replica",
    """
    INSERT INTO standalone_customer (key, email, first_name, last_name, is_registered)
    SELECT %(prefix)s || n, n || '@example.com', 'Can', lpad(n::text, 6, '0'), true
    FROM generate_series(1, %(customers)s) n
    """,
    """
    INSERT INTO customer_groups_profile (kind, host_key)
    SELECT 'customer', %(prefix)s || n FROM generate_series(1, %(customers)s) n
    """,
    """
    INSERT INTO customer_groups_profile_facts
      (profile_id, kind, is_shopper, is_registered)
    SELECT id, 'customer', true, true
    FROM customer_groups_profile WHERE host_key LIKE %(prefix)s || '%%'
    """,
    """
    INSERT INTO customer_groups_customer_group (code, name, kind)
    SELECT 'bulk-' || n, 'Bulk ' || lpad(n::text, 5, '0'), 'manual'
    FROM generate_series(1, %(groups)s) n
    UNION ALL SELECT 'everybody', 'Everybody', 'manual'
    """,
    """
    CREATE TEMPORARY TABLE everybody AS
    SELECT g.id AS group_id, p.id AS profile_id
    FROM customer_groups_profile p, customer_groups_customer_group g
    WHERE p.host_key LIKE %(prefix)s || '%%' AND g.code = 'everybody'
    """,
    """
    INSERT INTO customer_groups_assignment (group_id, profile_id, assigned_by)
    SELECT group_id, profile_id, 'ann' FROM everybody
    """,
    """
    INSERT INTO customer_groups_membership (group_id, profile_id, via, joined_at)
    SELECT group_id, profile_id, 'own', now() FROM everybody
    """,
    """
    INSERT INTO customer_groups_membership_event
      (group_id, profile_id, change, cause, revision, actor, at)
    SELECT group_id, profile_id, 'joined', 'import', 0, 'ann', now() FROM everybody
    """,
    "ANALYZE",
)


def copy_small_shop(socket: str) -> str:
    """The address of a copy of the small shop's database, which nobody may be using."""
    with psycopg.connect(_address(socket, "postgres"), autocommit=True) as server:
        server.execute(f"CREATE DATABASE {_LARGE} TEMPLATE {_SMALL}")
    return _address(socket, _LARGE)


def fill_large_shop(address: str) -> None:
    """Makes the copy a large shop, while a process of the small one runs."""
    values = {"prefix": _PREFIX, "customers": CUSTOMERS, "groups": GROUPS}
    with psycopg.connect(address, autocommit=True) as database:
        for statement in _STATEMENTS:
            database.execute(statement, values if "%(" in statement else None)


def _address(socket: str, database: str) -> str:
    return f"postgresql://postgres@/{database}?host={socket}"
