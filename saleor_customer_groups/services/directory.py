"""Directory: the host's names and e-mail addresses beside our profiles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final, NamedTuple

from saleor_customer_groups.host import get_host
from saleor_customer_groups.models import ProfileKind

from .memberships import allow_large_joins
from .queries import fetch, query
from .time_limits import within_seconds

#: Longer than staff wait for a list.
TIME_LIMIT: Final = 20.0


class CustomerRef(NamedTuple):
    """A customer or visitor, by our profile and by the host's key. A visitor's key may
    be a customer's too: of which of them it is, the kind says."""

    profile_id: int
    key: str
    kind: str = ProfileKind.CUSTOMER

    @property
    def is_visitor(self) -> bool:
        return self.kind == ProfileKind.VISITOR


class ShownCustomer(NamedTuple):
    """A customer as staff see one; no name and no e-mail where the host has none."""

    name: str
    email: str


#: True of a customer of ``directory`` in whose key, name or e-mail the text stands. About
#: the host's columns only: they are looked through before anything is joined to them.
FOUND: Final = (
    "strpos(lower(concat_ws(' ', d.customer_key, d.name, d.email)),"
    " lower(%(search)s)) > 0"
)


def directory(profile: str, *, is_searched: bool) -> str:
    """SQL that joins profiles as ``p``, by that column, with names and e-mails as ``d``:
    of all of them, or of those that the host has where one is searched for. It looks at
    many; not for showing a page."""
    host = get_host()
    return query(
        "directory",
        kept="JOIN" if is_searched else "LEFT JOIN",
        profile=profile,
        relation=host.relation("directory"),
        key_type=host.key_type,
    )


@contextmanager
def looked_up(sql: str) -> Iterator[None]:
    """A transaction for a join with every customer, where the SQL has one: with memory
    for it, and given up when it takes too long. Raises TookTooLong."""
    if not sql:
        yield
        return
    with within_seconds(TIME_LIMIT):
        allow_large_joins()
        yield


def contacts(keys: Sequence[str]) -> dict[str, ShownCustomer]:
    """How each of these customers is shown, in one query."""
    found = get_host().show(keys)
    return {
        key: ShownCustomer(found[key].name, found[key].email)
        if key in found
        else ShownCustomer(key, "")
        for key in keys
    }


def profiles_of(keys: Sequence[str]) -> dict[str, int]:
    """Profile ids by customer key; nothing for who has none."""
    return dict(
        fetch(
            "SELECT host_key, id FROM customer_groups_profile"
            " WHERE kind = 'customer' AND erased_at IS NULL"
            " AND host_key = ANY(%(keys)s::text[])",
            {"keys": list(keys)},
        )
    )
