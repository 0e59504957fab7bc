"""Holds: a checkout that is being paid for keeps its prices and its voucher.

Who is at the bank's page must not come back to another total. So what would change is
held for half an hour from the newest payment, counted once, when the change is first
seen: whoever opens payments one after another wins nothing by it. The hold is of that
customer and of just these pieces; a basket that changes is counted anew.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import timedelta
from importlib import resources
from typing import Any, Final

from django.db import DatabaseError
from saleor.core.db.connection import allow_writer

from saleor_customer_groups.host import Purpose
from saleor_customer_groups.services.queries import fetch

from ..configuration import is_active
from ..marking import is_installed
from .benefits import quantities_of
from .eligibility import savepoint
from .seams import is_whole

logger = logging.getLogger(__name__)

#: How long a payment that was begun or made is waited for.
PATIENCE: Final = timedelta(minutes=30)
#: How long it is remembered that a checkout has been held.
_REMEMBERED: Final = timedelta(days=1)
#: On a checkout: the basket, and whether it is held.
_HELD: Final = "customer_groups_held"

_STATE: Final = (
    resources.files("saleor_customer_groups.plugin") / "sql" / "being_paid.sql"
).read_text(encoding="utf-8")
_BEGIN: Final = """
INSERT INTO customer_groups_price_hold (checkout, customer, basket, held_until)
VALUES (%(checkout)s, %(customer)s, %(basket)s, %(until)s)
ON CONFLICT (checkout) DO NOTHING
"""
_END: Final = """
INSERT INTO customer_groups_price_hold (checkout, customer, basket, held_until)
VALUES (%(checkout)s, '', '', clock_timestamp())
ON CONFLICT (checkout) DO UPDATE
   SET customer = '', basket = '', held_until = excluded.held_until
"""
_FORGET: Final = """
DELETE FROM customer_groups_price_hold
 WHERE checkout IN (
   SELECT checkout FROM customer_groups_price_hold
    WHERE held_until < clock_timestamp() - %(remembered)s
      FOR UPDATE SKIP LOCKED
 )
"""


def is_held(
    checkout: Any, purpose: Purpose, quantities: Mapping[int, int] | None = None
) -> bool:
    """Whether what is stored of the checkout stands, though it would be different now.

    Only asked where it would be: one statement, one more when it begins, and one for the
    ``quantities`` by variant unless the caller knows them. Never raises; where the
    database does not answer it is not held.
    """
    if checkout.user_id is None or not is_whole(purpose):
        return False
    try:
        with allow_writer(), savepoint():
            if not (is_installed() and is_active()):
                return False
            if quantities is None:
                quantities = quantities_of(checkout)
            basket = _basket(quantities)
            known = getattr(checkout, _HELD, None)
            if known is None or known[0] != (checkout.user_id, basket):
                found = _hold(checkout, basket)
                known = ((checkout.user_id, basket), found)
                setattr(checkout, _HELD, known)
    except DatabaseError:
        logger.exception("Nobody could tell whether checkout %s is held.", checkout.pk)
        return False
    held: bool = known[1]
    return held


def end_hold(checkout: Any) -> None:
    """It has changed hands while it was being paid for: from now on it is not held.

    One statement, two where it is being paid for. Raises DatabaseError.
    """
    forget_hold(checkout)
    if _state(checkout):
        fetch(_END, {"checkout": str(checkout.pk)})


def forget_hold(checkout: Any) -> None:
    """What was asked about this instance may have changed."""
    if hasattr(checkout, _HELD):
        delattr(checkout, _HELD)


def forget_old_holds() -> None:
    """Lets go of what nobody asks for any more."""
    fetch(_FORGET, {"remembered": _REMEMBERED})


def _hold(checkout: Any, basket: str) -> bool:
    """Begins one where it is being paid for and has not been held before."""
    rows = _state(checkout)
    if not rows:
        return False
    customer, held_basket, is_in_time, until = rows[0]
    if customer is None:
        fetch(
            _BEGIN,
            {
                "checkout": str(checkout.pk),
                "customer": str(checkout.user_id),
                "basket": basket,
                "until": until,
            },
        )
        return True
    is_same = customer == str(checkout.user_id) and held_basket == basket
    # A payment that has failed or was cancelled meanwhile is waited for no more.
    return is_same and is_in_time and until is not None


def _state(checkout: Any) -> list[tuple[Any, ...]]:
    return fetch(_STATE, {"checkout": str(checkout.pk), "patience": PATIENCE})


def _basket(quantities: Mapping[int, int]) -> str:
    return " ".join(f"{key}:{quantity}" for key, quantity in sorted(quantities.items()))
