"""Marks: what happened to whom. The mark is the truth; a task is only a hint."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import connections
from psycopg import sql

from .queries import fetch, query, writer


class ClaimedMarks(NamedTuple):
    """Marks taken out of the table: of profiles, and of profiles in one group only.

    ``due_ids`` are those of the profiles whose mark waited for its time: what was dated
    in the future is so no longer, although no row says anything new.
    """

    profile_ids: frozenset[int]
    due_ids: frozenset[int]
    pairs: tuple[tuple[int, int], ...]

    @property
    def is_empty(self) -> bool:
        return not self.profile_ids and not self.pairs


def mark_customers(keys: Sequence[str]) -> None:
    """Something happened to these customers of the host. Only appends: whatever
    transaction the caller is in, it waits for nobody and nobody waits for it."""
    fetch(query("mark_customers"), {"keys": list(keys)})


def mark_customers_from(table: str) -> None:
    """The same for the ``customer_key`` column of a temporary table of the caller's,
    whose customers have a profile at once. Until the caller commits, whoever wants to
    make a profile waits."""
    with connections[writer()].cursor() as cursor:
        name = sql.Identifier(table).as_string(cursor.connection)
    # Alone, no row needs ON CONFLICT, at half the cost.
    fetch("LOCK TABLE customer_groups_profile IN SHARE ROW EXCLUSIVE MODE", {})
    fetch(query("mark_customers_from", happened=name), {})


def _profiles_of(keys: Sequence[str]) -> dict[str, int]:
    """Profile ids by key, of new profiles where there was none."""
    fetch(query("profiles_of_marked"), {"keys": keys})
    return dict(
        fetch(
            "SELECT host_key, id FROM customer_groups_profile"
            " WHERE kind = 'customer' AND host_key = ANY(%(keys)s::text[])",
            {"keys": keys},
        )
    )


def mark_profiles(profile_ids: Sequence[int]) -> None:
    fetch(
        "INSERT INTO customer_groups_mark (profile_id)"
        " SELECT unnest(%(profiles)s::bigint[])",
        {"profiles": list(profile_ids)},
    )


def mark_group(group_id: int) -> None:
    """The whole group is to be evaluated."""
    fetch(
        "INSERT INTO customer_groups_mark (group_id) VALUES (%(group)s)",
        {"group": group_id},
    )


def mark_pairs(pairs: Sequence[tuple[int, int]], *, due_at: datetime) -> None:
    """(profile, group) pairs to be evaluated at ``due_at``."""
    if pairs:
        fetch(
            "INSERT INTO customer_groups_mark (profile_id, group_id, due_at)"
            " SELECT profile_id, group_id, %(due_at)s"
            " FROM unnest(%(profiles)s::bigint[], %(groups)s::bigint[])"
            " AS pair (profile_id, group_id)",
            {
                "profiles": [profile_id for profile_id, _ in pairs],
                "groups": [group_id for _, group_id in pairs],
                "due_at": due_at,
            },
        )


def claim(*, now: datetime, limit: int) -> ClaimedMarks:
    """Takes up to ``limit`` due marks that nobody else holds; they go with the commit.

    Customers that are new get their profile.
    """
    found = fetch(query("claim_marks"), {"now": now, "limit": limit})
    keys = sorted({key for _, key, _, _ in found if key is not None})
    known = _profiles_of(keys) if keys else {}
    rows = [
        (known[key] if profile is None else profile, group, waited)
        for profile, key, group, waited in found
    ]
    profiles = [(profile, waited) for profile, group, waited in rows if group is None]
    pairs = {(profile, group) for profile, group, _ in rows if group is not None}
    return ClaimedMarks(
        profile_ids=frozenset(profile for profile, _ in profiles),
        due_ids=frozenset(profile for profile, waited in profiles if waited),
        # Of a marked profile too: an answer may flip although no fact changed.
        pairs=tuple(sorted(pairs)),
    )


def claim_group(*, now: datetime) -> int | None:
    """Takes all due marks of one whole group; its id, or None where there is none."""
    rows = fetch(
        "WITH next AS (SELECT group_id FROM customer_groups_mark"
        "  WHERE profile_id IS NULL AND customer_key IS NULL AND due_at <= %(now)s"
        "  ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)"
        " DELETE FROM customer_groups_mark m USING next"
        " WHERE m.group_id = next.group_id AND m.profile_id IS NULL"
        " AND m.due_at <= %(now)s RETURNING m.group_id",
        {"now": now},
    )
    return rows[0][0] if rows else None


def postpone_first(*, now: datetime, until: datetime) -> int | None:
    """Makes the next mark wait; its id, or None where none is due."""
    rows = fetch(
        "UPDATE customer_groups_mark SET due_at = %(until)s, failed_at = %(now)s"
        " WHERE id = ("
        " SELECT id FROM customer_groups_mark"
        " WHERE due_at <= %(now)s"
        " AND (profile_id IS NOT NULL OR customer_key IS NOT NULL)"
        " ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id",
        {"now": now, "until": until},
    )
    return rows[0][0] if rows else None


def postpone_group(group_id: int, *, now: datetime, until: datetime) -> None:
    """Makes the due marks of the whole group wait, so that others have their turn."""
    fetch(
        "UPDATE customer_groups_mark SET due_at = %(until)s, failed_at = %(now)s"
        " WHERE group_id = %(group)s AND profile_id IS NULL AND due_at <= %(now)s",
        {"group": group_id, "now": now, "until": until},
    )


def drop_marks_of(group_id: int, *, now: datetime) -> None:
    """Takes the due marks that a whole evaluation of the group, started next, answers.

    A mark that is visible was committed with what it is about, so whatever is read
    after this, rule and settings too, is as new. Marks that a worker holds are left
    to it.
    """
    fetch(
        "DELETE FROM customer_groups_mark WHERE id IN ("
        " SELECT id FROM customer_groups_mark"
        " WHERE group_id = %(group)s AND due_at <= %(now)s FOR UPDATE SKIP LOCKED)",
        {"group": group_id, "now": now},
    )


def pending_count(*, now: datetime) -> int:
    """Marks that are due, or failed and wait for the next try."""
    count: int = fetch(
        "SELECT count(*) FROM customer_groups_mark"
        " WHERE due_at <= %(now)s OR failed_at IS NOT NULL",
        {"now": now},
    )[0][0]
    return count
