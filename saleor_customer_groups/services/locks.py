"""Locks: the only places that block. Order: registry, group, profiles by id, tick.

Advisory locks are transaction-scoped. The registry lock is held shared by whoever turns
facts into memberships and exclusively, for an instant, by whoever changes which groups
there are or what they ask: so no worker commits facts judged by a rule of the past.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from .queries import fetch

#: First key of our two-key advisory locks. Saleor's own namespace is 21218.
_NAMESPACE: Final = 52_117
_REGISTRY: Final = 0
_TICK: Final = -1
_RECONCILIATION: Final = -2


def lock_registry_shared() -> None:
    fetch(
        "SELECT pg_advisory_xact_lock_shared(%(namespace)s, %(key)s)",
        {"namespace": _NAMESPACE, "key": _REGISTRY},
    )


def lock_registry() -> None:
    fetch(
        "SELECT pg_advisory_xact_lock(%(namespace)s, %(key)s)",
        {"namespace": _NAMESPACE, "key": _REGISTRY},
    )


def lock_tick() -> None:
    """Waits until whoever is about to commit has; keeps out who comes to it."""
    fetch(
        "SELECT pg_advisory_xact_lock(%(namespace)s, %(key)s)",
        {"namespace": _NAMESPACE, "key": _TICK},
    )


def lock_tick_shared() -> None:
    """The last lock before a commit: no tick passes unseen from here on."""
    fetch(
        "SELECT pg_advisory_xact_lock_shared(%(namespace)s, %(key)s)",
        {"namespace": _NAMESPACE, "key": _TICK},
    )


def try_lock_reconciliation() -> bool:
    """Whether nobody else compares with the host just now; nobody will until the end."""
    is_locked: bool = fetch(
        "SELECT pg_try_advisory_xact_lock(%(namespace)s, %(key)s)",
        {"namespace": _NAMESPACE, "key": _RECONCILIATION},
    )[0][0]
    return is_locked


def lock_group(group_id: int) -> None:
    """Waits until no other evaluation of the group is under way, and keeps others out."""
    fetch(
        "SELECT pg_advisory_xact_lock(%(namespace)s, %(group)s::int)",
        {"namespace": _NAMESPACE, "group": group_id},
    )


def lock_groups_shared(group_ids: Sequence[int]) -> None:
    """Waits until nobody evaluates any of the groups in full; in id order."""
    fetch(
        "SELECT pg_advisory_xact_lock_shared(%(namespace)s, id)"
        " FROM (SELECT unnest(%(groups)s::int[]) AS id ORDER BY 1) groups",
        {"groups": sorted(group_ids), "namespace": _NAMESPACE},
    )


def try_lock_groups_shared(group_ids: Sequence[int]) -> frozenset[int]:
    """Ids of the groups that nobody evaluates in full; the others stay untouched."""
    rows = fetch(
        "SELECT id FROM unnest(%(groups)s::int[]) AS id"
        " WHERE pg_try_advisory_xact_lock_shared(%(namespace)s, id)",
        {"groups": sorted(group_ids), "namespace": _NAMESPACE},
    )
    return frozenset(row[0] for row in rows)


def lock_profiles(profile_ids: Sequence[int]) -> None:
    """One worker at a time per profile; in id order, so that two never deadlock."""
    fetch(
        "SELECT id FROM customer_groups_profile WHERE id = ANY(%(ids)s::bigint[])"
        " ORDER BY id FOR NO KEY UPDATE",
        {"ids": list(profile_ids)},
    )
