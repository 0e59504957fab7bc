"""Checks: what ``manage.py check`` and ``migrate`` say about this installation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import saleor
from django.core import checks
from django.core.checks import CheckMessage, Tags
from django.db import DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor
from saleor.core.db.connection import allow_writer

from saleor_customer_groups.services.queries import writer

#: Versions of Saleor that this package is written for; 3.24 is its main branch. Which of
#: them its tests have run in stands in docs/install.md.
SUPPORTED: Final = ("3.22", "3.23", "3.24")
_LABEL: Final = "customer_groups"


def register_checks() -> None:
    checks.register(check_version, Tags.compatibility)
    checks.register(check_migrations, Tags.database)


def check_version(version: str | None = None, **_: Any) -> list[CheckMessage]:
    """Warns where Saleor is another than we know."""
    version = version or saleor.__version__
    if ".".join(version.split(".")[:2]) in SUPPORTED:
        return []
    return [
        checks.Warning(
            f"Saleor is {version}; customer groups are written for"
            f" {', '.join(SUPPORTED)}.",
            hint="Install a version of saleor-customer-groups that names yours.",
            id="customer_groups.W001",
        )
    ]


def check_migrations(
    databases: Sequence[str] | None = None, **_: Any
) -> list[CheckMessage]:
    """Warns where our tables are not there, or not as this version needs them."""
    alias = writer()
    if alias not in (databases or ()):
        return []
    try:
        with allow_writer():
            executor = MigrationExecutor(connections[alias])
    except DatabaseError:
        return []  # Django says itself that there is no database.
    targets = [key for key in executor.loader.graph.leaf_nodes() if key[0] == _LABEL]
    if not executor.migration_plan(targets):
        return []
    return [
        checks.Warning(
            "The tables of customer groups are not up to date: until they are, nothing"
            " that happens is noticed.",
            hint="Run: manage.py migrate customer_groups",
            id="customer_groups.W002",
        )
    ]
