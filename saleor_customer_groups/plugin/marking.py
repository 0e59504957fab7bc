"""Marking: leaves a mark for whoever something in Saleor happens to.

In Saleor's own transaction, so that the mark stands and falls with what happened. Nothing
here raises, and nothing breaks Saleor's transaction: reconciliation finds what was missed.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Sequence
from typing import Final, Literal, NamedTuple, TypeAlias

from django.db import connections, transaction
from saleor.core.db.connection import allow_writer

from saleor_customer_groups.services.marks import mark_customers
from saleor_customer_groups.services.queries import fetch, writer

from .hints import send_hint

logger = logging.getLogger(__name__)

Kind: TypeAlias = Literal[
    "customer", "address", "checkout", "order", "payment", "transaction"
]


class Subject(NamedTuple):
    """What something happened to: a customer, or what leads to one."""

    kind: Kind
    id: object


#: Whose each subject is. Customers themselves need no look.
_OWNERS: Final = {
    "address": """
SELECT u.id::text FROM account_user u
 WHERE u.default_billing_address_id = ANY(%(ids)s::integer[])
    OR u.default_shipping_address_id = ANY(%(ids)s::integer[])
""",
    "checkout": """
SELECT c.user_id::text FROM checkout_checkout c
 WHERE c.token = ANY(%(ids)s::uuid[]) AND c.user_id IS NOT NULL
""",
    "order": """
SELECT o.user_id::text FROM order_order o
 WHERE o.id = ANY(%(ids)s::uuid[]) AND o.user_id IS NOT NULL AND o.status <> 'draft'
""",
    "payment": """
SELECT o.user_id::text FROM payment_payment p JOIN order_order o ON o.id = p.order_id
 WHERE p.id = ANY(%(ids)s::integer[]) AND o.user_id IS NOT NULL
""",
    "transaction": """
SELECT o.user_id::text
  FROM payment_transactionitem t JOIN order_order o ON o.id = t.order_id
 WHERE t.id = ANY(%(ids)s::integer[]) AND o.user_id IS NOT NULL
""",
}

#: Of so many things that wait for a commit it is looked up whom they marked.
_REMEMBERED: Final = 100

#: Seconds between asking whether our tables are there, until they are.
_ASK_AGAIN: Final = 5.0


class _Tables:
    """What this process knows of our tables."""

    are_there: bool = False
    asked_at: float = -_ASK_AGAIN


def is_installed() -> bool:
    """Whether our migrations have run; asked until they have."""
    if _Tables.are_there:
        return True
    now = time.monotonic()
    if now - _Tables.asked_at < _ASK_AGAIN:
        return False
    _Tables.asked_at = now
    _Tables.are_there = fetch(
        "SELECT to_regclass('customer_groups_mark') IS NOT NULL", {}
    )[0][0]
    return _Tables.are_there


def forget_tables() -> None:
    """Our tables may be gone, or have come."""
    _Tables.are_there = False
    _Tables.asked_at = -_ASK_AGAIN


class _Marked:
    """Called once the marks are there for everybody to see; tells a worker.

    Django drops it when the savepoint or transaction that it was left in is undone, and
    the marks go the same way. So while it waits, the marks are there.
    """

    def __init__(self, subjects: frozenset[Subject]) -> None:
        self.subjects = subjects
        self.is_done = False

    def __call__(self) -> None:
        """Never raises: in the same commit, what Saleor left there is still to come."""
        self.is_done = True
        try:
            send_hint()
        except Exception:
            logger.exception("No worker could be told of marks; beat will.")


def mark(subjects: Iterable[Subject]) -> None:
    """Something happened to these, in the transaction at hand if there is one. Never
    raises, and never breaks that transaction."""
    try:
        _mark(frozenset(subjects))
    except Exception:
        forget_tables()
        logger.exception("A customer could not be marked; reconciliation will.")


def _mark(subjects: frozenset[Subject]) -> None:
    alias = writer()
    connection = connections[alias]
    wanted = subjects - _marked_already(connection.run_on_commit)
    # A transaction that can only be undone would take its marks along.
    if not wanted or connection.needs_rollback:
        return
    with allow_writer():
        if not is_installed():
            return
        with transaction.atomic(using=alias):
            keys = _keys(wanted)
            if keys:
                mark_customers(keys)
    if keys:
        transaction.on_commit(_Marked(wanted), using=alias)


def _marked_already(waiting: Sequence[tuple[object, ...]]) -> set[Subject]:
    """Of the last that happened: looking at all of a transaction that saves thousands of
    rows would take longer than the marks that it spares."""
    found: set[Subject] = set()
    for _, callback, *_ in waiting[-_REMEMBERED:]:
        if isinstance(callback, _Marked) and not callback.is_done:
            found |= callback.subjects
    return found


def _keys(subjects: Iterable[Subject]) -> list[str]:
    """Keys of the customers that the subjects are, or belong to."""
    ids: dict[str, list[object]] = {}
    for subject in subjects:
        ids.setdefault(subject.kind, []).append(subject.id)
    keys = {str(id_) for id_ in ids.pop("customer", ())}
    for kind, of_kind in ids.items():
        keys |= {key for (key,) in fetch(_OWNERS[kind], {"ids": of_kind})}
    return sorted(keys)
