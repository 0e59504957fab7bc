"""Which tests really commit: they empty the database afterwards, so they run last or by
themselves, never between the others."""

from __future__ import annotations

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks them with ``commits``."""
    for item in items:
        database = item.get_closest_marker("django_db")
        names: list[str] = getattr(item, "fixturenames", [])
        if "transactional_db" in names or (
            database is not None and database.kwargs.get("transaction")
        ):
            item.add_marker("commits")
