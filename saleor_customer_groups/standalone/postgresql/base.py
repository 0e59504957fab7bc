"""The database backend of a standalone shop without ``DATABASE_URL``."""

from __future__ import annotations

from typing import Any

from django.db.backends.postgresql import base

from ..database import embedded_socket


class DatabaseWrapper(base.DatabaseWrapper):
    """Looks up its host when it first connects.

    So that what needs no database (``--help``, checks, type checking) starts none.
    """

    def get_connection_params(self) -> dict[str, Any]:
        self.settings_dict["HOST"] = embedded_socket()
        return super().get_connection_params()
