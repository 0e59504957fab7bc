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

    Where days begin and which orders count decides every answer: a change marks all
    profiles and dynamic groups. The currency is that of new rules that name none, and
    of ranks, which are taken anew.
    """
    with transaction.atomic():
        lock_registry()
        shop = get_shop()
        before = (shop.time_zone, shop.counting)
        currency_before = shop.currency
        if time_zone is not None:
            shop.time_zone = _zone(time_zone)
        if currency is not None:
            shop.currency = _currency(currency)
        if counting is not None:
            shop.counting = _counting(counting)
        has_moved = before != (shop.time_zone, shop.counting)
        if has_moved or currency_before != shop.currency:
            shop.ranked_at = None
            shop.save(update_fields=["time_zone", "currency", "counting", "ranked_at"])
            touch_registry()
        if has_moved:
            mark_everybody()
    return get_shop()


def mark_everybody() -> None:
    """What every answer is made from has changed: all profiles and dynamic groups are
    looked at anew. Runs in the caller's transaction, with what changed."""
    fetch(_MARK_ALL, {})


def adopt_currency(code: str) -> bool:
    """Gives the shop its currency where it has none yet; says whether it did."""
    with transaction.atomic():
        lock_registry()
        is_adopted = Shop.objects.filter(currency="").update(
            currency=_currency(code), ranked_at=None
        )
        if is_adopted:
            touch_registry()
    return bool(is_adopted)


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise CustomerGroupsError(
            f"There is no time zone “{name}”. Write it as UTC or Europe/Paris.",
            code=ErrorCode.INVALID,
            field="time_zone",
        ) from error
    known = "SELECT EXISTS (SELECT FROM pg_timezone_names WHERE name = %(name)s)"
    if not fetch(known, {"name": name})[0][0]:
        raise CustomerGroupsError(
            f"PostgreSQL does not know the time zone “{name}”. Write it as UTC or"
            " Europe/Paris.",
            code=ErrorCode.INVALID,
            field="time_zone",
        )
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
