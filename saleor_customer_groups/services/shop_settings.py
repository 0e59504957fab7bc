"""Shop settings: changes what gives words their meaning, and has all looked at anew."""

from __future__ import annotations

from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import transaction

from saleor_customer_groups.engine.currencies import CURRENCIES
from saleor_customer_groups.models import Counting, Shop

from .errors import CustomerGroupsError, ErrorCode
from .locks import lock_registry
from .queries import fetch
from .shops import get_shop, touch_registry

#: Marks every profile and every dynamic group; the work itself is the worker's.
_MARK_ALL: Final = """
INSERT INTO customer_groups_mark (profile_id, group_id)
SELECT id, NULL FROM customer_groups_profile
UNION ALL
SELECT NULL, id FROM customer_groups_customer_group
WHERE kind = 'dynamic' AND archived_at IS NULL
"""


def change_shop(
    *,
    time_zone: str | None = None,
    currency: str | None = None,
    counting: str | None = None,
) -> Shop:
    """Changes what is given. Raises CustomerGroupsError and changes nothing.

    Where days begin, which currency a rule means that names none, and which orders count
    decide every answer: a change marks all profiles and dynamic groups.
    """
    with transaction.atomic():
        lock_registry()
        shop = get_shop()
        before = (shop.time_zone, shop.currency, shop.counting)
        if time_zone is not None:
            shop.time_zone = _zone(time_zone)
        if currency is not None:
            shop.currency = _currency(currency)
        if counting is not None:
            shop.counting = _counting(counting)
        if before != (shop.time_zone, shop.currency, shop.counting):
            shop.ranked_at = None
            shop.save(update_fields=["time_zone", "currency", "counting", "ranked_at"])
            fetch(_MARK_ALL, {})
            touch_registry()
    return get_shop()


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise CustomerGroupsError(
            f"There is no time zone “{name}”. Write it as UTC or Europe/Paris.",
            code=ErrorCode.INVALID,
            field="time_zone",
        ) from error
    return name


def _currency(code: str) -> str:
    if code.upper() not in CURRENCIES:
        raise CustomerGroupsError(
            f"“{code}” is not the code of a currency, such as EUR.",
            code=ErrorCode.INVALID,
            field="currency",
        )
    return code.upper()


def _counting(name: str) -> str:
    if name not in Counting.values:
        raise CustomerGroupsError(
            f"“{name}” is no way to count orders: use one of"
            f" {', '.join(Counting.values)}.",
            code=ErrorCode.INVALID,
            field="counting",
        )
    return name
