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

from . import schema, screens
from .interceptions.seams import problems, sentence

#: Versions of Saleor that this package is written for; 3.24 is its main branch. Which of
#: them its tests have run in stands in docs/install.md.
SUPPORTED: Final = ("3.22", "3.23", "3.24")
_LABEL: Final = "customer_groups"


def register_checks() -> None:
    checks.register(check_version, Tags.compatibility)
    checks.register(check_migrations, Tags.database)
    checks.register(check_schema, Tags.compatibility)
    checks.register(check_seams, Tags.compatibility)
    checks.register(check_screens, Tags.compatibility)


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


def check_schema(*, is_extended: bool | None = None, **_: Any) -> list[CheckMessage]:
    """Warns where Saleor built its schema before our fields were added."""
    if is_extended is None:
        is_extended = schema.is_extended()
    if is_extended or not schema.is_wanted():
        return []
    return [
        checks.Warning(
            "Saleor's schema has no User.customerGroups: something imported"
            " saleor.graphql.api before every app was ready.",
            hint=(
                "Find the app that does and import it later, or set"
                " CUSTOMER_GROUPS_EXTENDS_SCHEMA = False."
            ),
            id="customer_groups.W003",
        )
    ]


def check_screens(**_: Any) -> list[CheckMessage]:
    """Warns where the screens are not served, or not as somebody wrote it."""
    found: list[CheckMessage] = [
        checks.Warning(
            problem,
            hint="Until then the usual one is taken, or the origin left out.",
            id="customer_groups.W005",
        )
        for problem in screens.problems()
    ]
    if not screens.is_servable():
        found.append(
            checks.Warning(
                "The screens of customer groups are not served: whitenoise is missing.",
                hint="Run: pip install saleor-customer-groups, with what it depends on.",
                id="customer_groups.W004",
            )
        )
    return found


def check_seams(**_: Any) -> list[CheckMessage]:
    """An error for each function of Saleor's that could not be replaced."""
    return [
        checks.Error(
            sentence(seam, problem),
            hint="Install a version of saleor-customer-groups that names your Saleor.",
            id="customer_groups.E001",
        )
        for seam, problem in problems().items()
    ]
