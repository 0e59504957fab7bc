"""What ``manage.py check`` says of the installation."""

from __future__ import annotations

import pytest
import saleor
from django.core import checks
from django.db import connection

from saleor_customer_groups.plugin.checks import check_migrations, check_version


def test_version__that_is_supported__is_silent() -> None:
    assert check_version() == []
    assert check_version("3.22.67") == check_version("3.24.0-a.0") == []


@pytest.mark.parametrize("version", ["3.21.4", "3.25.0", "4.22.1", "3.2.2"])
def test_version__that_is_not__is_named(version: str) -> None:
    (warning,) = check_version(version)
    assert warning.id == "customer_groups.W001"
    assert version in warning.msg
    assert "3.22, 3.23, 3.24" in warning.msg


@pytest.mark.django_db
def test_migrations__that_have_run__are_silent() -> None:
    assert check_migrations(["default"]) == []
    assert check_migrations() == []


@pytest.mark.django_db
def test_migrations__that_have_not__are_asked_for() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM django_migrations WHERE app = 'customer_groups'"
            " AND name NOT LIKE '0001%%'",
            [],
        )
    (warning,) = check_migrations(["default", "replica"])
    assert warning.id == "customer_groups.W002"
    assert "migrate customer_groups" in warning.hint


@pytest.mark.django_db
def test_checks__of_django__run_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saleor, "__version__", "3.99.0")
    found = checks.run_checks(databases=["default"])
    assert "customer_groups.W001" in {message.id for message in found}
