"""Asking Saleor's public API, as the Dashboard and storefronts do."""

from __future__ import annotations

from typing import Any

import graphene
from django.db import connection

from saleor_customer_groups.services import worker


def commit() -> None:
    """What was done so far counts as committed, in a test that is one transaction: what
    waits for the commit waits no more."""
    connection.run_on_commit.clear()


def work_off() -> None:
    """Commits, and has a worker work off what was left."""
    commit()
    worker.work_off()


def global_id(row: Any) -> str:
    return graphene.Node.to_global_id(type(row).__name__, row.pk)


class Client:
    """One requester of Saleor's GraphQL API."""

    def __init__(self, client: Any) -> None:
        self.client = client

    def ask(self, document: str, **variables: Any) -> Any:
        """The one field of the answer; every error fails."""
        commit()
        response = self.client.post_graphql(document, variables)
        content = response.json()
        assert "errors" not in content, content
        (field,) = content["data"].values()
        errors = [
            error
            for name in (field or {})
            if name == "errors" or name.endswith("Errors")
            for error in field[name]
        ]
        assert errors == [], errors
        return field
