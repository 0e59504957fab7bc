"""Host: the four things the shared part asks of whatever it is installed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple, Protocol, TypeAlias

RelationName: TypeAlias = Literal[
    "customers",
    "attributes",
    "attribute_types",
    "orders",
    "lines",
    "refunds",
    "checkouts",
    "activity",
]


class Contact(NamedTuple):
    """How a customer is shown to staff."""

    name: str
    email: str


class Host(Protocol):
    """What one host provides. One per process, see ``set_host``."""

    @property
    def name(self) -> str: ...

    @property
    def facts(self) -> frozenset[str]:
        """Names of the facts it can feed; a rule naming another is refused."""
        ...

    @property
    def keeps_items_as_bought(self) -> bool:
        """Whether a recorded line keeps its brand and categories as they were.

        True over a live catalogue; False where files may complete the past.
        """
        ...

    def relation(self, name: RelationName) -> str:
        """SQL: a SELECT that projects the host's tables into the relation.

        Columns are fixed, see docs/operations.md. It aggregates nothing and takes no
        parameters; PostgreSQL must be able to push ``customer_key = ANY(...)`` down.
        """
        ...

    def show(self, keys: Sequence[str]) -> Mapping[str, Contact]:
        """Contacts of the customers with these keys, in one query."""
        ...

    def search(self, text: str, limit: int) -> Sequence[str]:
        """Keys of customers whose key, name or e-mail contains the text."""
        ...


_hosts: list[Host] = []


def set_host(host: Host) -> None:
    """Names the host of this process; called by the host's AppConfig."""
    _hosts[:] = [host]


def get_host() -> Host:
    if not _hosts:
        raise LookupError(
            "No host is set: install saleor_customer_groups.standalone or the plugin."
        )
    return _hosts[0]
