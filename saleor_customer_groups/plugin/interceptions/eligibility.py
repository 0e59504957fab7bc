"""Eligibility: which vouchers and promotions are not for an account.

Asked in the middle of Saleor's own work, so it never raises and never breaks a
transaction. Where it cannot tell, nothing restricted is for anybody.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from typing import Final

from django.db import DatabaseError, connections, transaction
from psycopg.errors import UndefinedTable
from saleor.core.db.connection import allow_writer

from saleor_customer_groups.host import Purpose
from saleor_customer_groups.models import RestrictedKind
from saleor_customer_groups.services.queries import fetch, writer
from saleor_customer_groups.services.restrictions import (
    decide,
    restrictions_of,
)

from ..configuration import is_active
from ..marking import is_installed
from .seams import is_whole

logger = logging.getLogger(__name__)

_AT_STAKE: Final = """
SELECT EXISTS (SELECT FROM customer_groups_restriction)
    OR EXISTS (SELECT FROM customer_groups_price_list)
"""
_MISSING: Final = "SELECT to_regclass('customer_groups_restriction') IS NULL"
_PURPOSES: Final = {
    RestrictedKind.VOUCHER: Purpose.VOUCHERS,
    RestrictedKind.PROMOTION: Purpose.PROMOTIONS,
}


def refused(
    kind: RestrictedKind, ids: Iterable[object], user_id: int | None, channel: str
) -> frozenset[str]:
    """Which of them are not for the account in the channel (its slug), as text; None is
    a guest.

    One statement where none is restricted, else two. Where the database does not
    answer, all of them.
    """
    keys = [str(id_) for id_ in ids]
    try:
        with allow_writer(), savepoint():
            if not (keys and is_installed()):
                return frozenset()
            answers = decide(
                kind,
                keys,
                None if user_id is None else str(user_id),
                channel=channel,
                is_known=is_whole(_PURPOSES[kind]) and is_active(),
            )
    except DatabaseError as error:
        if _is_nothing_kept(error):
            return frozenset()
        logger.exception("Nobody could tell whom a %s is for: nobody.", kind)
        return frozenset(keys)
    return frozenset(key for key, each in answers.items() if not each.is_allowed)


def is_anything_at_stake() -> bool:
    """Whether anything in this shop depends on who somebody is. Never raises."""
    try:
        with allow_writer(), savepoint():
            return is_installed() and bool(fetch(_AT_STAKE, {})[0][0])
    except DatabaseError as error:
        if not isinstance(error.__cause__, UndefinedTable):
            logger.exception("Nobody could tell whether anything is limited.")
        return False


def restricted(kind: RestrictedKind, ids: Iterable[object]) -> frozenset[str]:
    """Which of them are not for everybody, as text. Raises DatabaseError."""
    keys = [str(id_) for id_ in ids]
    try:
        with allow_writer(), savepoint():
            return frozenset(restrictions_of(kind, keys) if is_installed() else ())
    except DatabaseError as error:
        if _is_nothing_kept(error):
            return frozenset()
        raise


def _is_nothing_kept(error: DatabaseError) -> bool:
    """Whether it failed because there is no table of restrictions. Where only another
    one is missing, because a migration has not run yet, they hold."""
    if not isinstance(error.__cause__, UndefinedTable):
        return False
    with allow_writer():
        missing: bool = fetch(_MISSING, {})[0][0]
    return missing


def savepoint() -> AbstractContextManager[object]:
    """What fails here must not undo what Saleor did before."""
    alias = writer()
    if connections[alias].in_atomic_block:
        return transaction.atomic(using=alias)
    return nullcontext()
