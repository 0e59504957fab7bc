"""Members: lists who belongs to a group, now, at a past instant, or by the record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final, NamedTuple

from django.db import connections, transaction

from saleor_customer_groups.engine.rules import MemberOf
from saleor_customer_groups.host import get_host
from saleor_customer_groups.models import CustomerGroup

from . import clock
from .previews import select_members
from .queries import query, writer

#: Rows fetched at a time; memory stays flat for a group of any size.
_CHUNK: Final = 2_000


class Member(NamedTuple):
    """A member as staff see it. ``since`` is None where it was recomputed for the past."""

    customer: str
    name: str
    email: str
    since: datetime | None
    via: str


def list_members(
    group: CustomerGroup,
    *,
    as_of: datetime | None = None,
    recorded_at: datetime | None = None,
    consented: str | None = None,
) -> Iterator[Member]:
    """The group's members in the order of their profiles, streamed.

    ``as_of`` recomputes them for an instant; ``recorded_at`` asks the ledger who was one
    then. ``consented`` (email, sms, phone, post) keeps only those subscribed to it now.
    """
    with transaction.atomic():
        select, params = _select(group, as_of, recorded_at)
        params |= {"channel": consented}
        sql = query("members", chosen=select)
        yield from _stream(sql, params)


def _select(
    group: CustomerGroup, as_of: datetime | None, recorded_at: datetime | None
) -> tuple[str, dict[str, object]]:
    if recorded_at is not None:
        inner = query("recorded_members")
        params: dict[str, object] = {"group": group.pk, "at": recorded_at}
    elif as_of is not None or group.is_default:
        at = as_of or clock.database_now()
        found = select_members(
            MemberOf(group.code), at=at, as_of=as_of, audience=group.audience
        )
        inner, params = f"{found.queries} {found.members}", found.params
    else:
        text = (
            "SELECT profile_id, joined_at, via FROM customer_groups_membership"
            " WHERE group_id = %(group)s"
        )
        return text, {"group": group.pk}
    return query("unjoined_members", known=inner), params


def _stream(sql: str, params: dict[str, Any]) -> Iterator[Member]:
    host = get_host()
    with connections[writer()].chunked_cursor() as cursor:
        cursor.execute(sql, params)
        while rows := cursor.fetchmany(_CHUNK):
            contacts = host.show([row[0] for row in rows])
            for key, since, via in rows:
                contact = contacts.get(key)
                name, email = (contact.name, contact.email) if contact else ("", "")
                yield Member(key, name, email, since, via)
