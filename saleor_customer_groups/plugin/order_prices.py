"""Order prices: what made the prices of an order of Saleor's, as its lines keep it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from saleor_customer_groups.engine.order_prices import OrderLinePrice, PriceOrigin
from saleor_customer_groups.services.queries import fetch

from .interceptions.records import KEY, PriceRecord, read_record

_LINES: Final = """
SELECT l.id::text, l.variant_id::text,
       concat_ws(' / ', nullif(l.product_name, ''), nullif(l.variant_name, '')),
       l.quantity, l.currency, l.is_gift, coalesce(l.is_price_overridden, false),
       l.undiscounted_base_unit_price_amount, l.base_unit_price_amount,
       l.private_metadata ->> %(key)s
  FROM order_order o LEFT JOIN order_orderline l ON l.order_id = o.id
 WHERE o.id = %(order)s::uuid
 ORDER BY l.created_at, l.id
"""


def prices_of_order(order: str) -> list[OrderLinePrice] | None:
    """Of all its lines, in Saleor's order; None for an order that there is not. One
    statement."""
    try:
        rows = fetch(_LINES, {"order": str(UUID(order)), "key": KEY})
    except ValueError:
        return None
    if not rows:
        return None
    return [_line(*row) for row in rows if row[0] is not None]


def _line(
    line: str,
    variant: str | None,
    name: str,
    quantity: int,
    currency: str,
    is_gift: bool,
    is_overridden: bool,
    price: Decimal,
    reduced_price: Decimal,
    kept: str | None,
) -> OrderLinePrice:
    record = read_record(kept) if is_overridden else None
    origin = _origin(is_gift, is_overridden, record)
    found: dict[str, Any] = {}
    if record is not None:
        found = {
            "list_price": record.list_price,
            "price_list": record.price_list,
            "groups": record.groups,
        }
    return OrderLinePrice(
        line=line,
        variant=variant,
        product_name=name,
        quantity=quantity,
        currency=currency,
        origin=origin,
        price=price,
        reduced_price=reduced_price,
        **{"list_price": price if origin is PriceOrigin.LIST_PRICE else None, **found},
    )


def _origin(
    is_gift: bool, is_overridden: bool, record: PriceRecord | None
) -> PriceOrigin:
    if is_gift:
        return PriceOrigin.GIFT
    if record is not None:
        is_by_list = record.price_list is not None
        return PriceOrigin.PRICE_LIST if is_by_list else PriceOrigin.HELD
    return PriceOrigin.CUSTOM if is_overridden else PriceOrigin.LIST_PRICE
