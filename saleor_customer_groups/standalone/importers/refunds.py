"""Refunds of orders."""

from __future__ import annotations

from typing import Final

from .kinds import Field, ImportKind, Target, rounded
from .lines import CUSTOMERS_OF_ORDERS, ORDER_CURRENCY, ORDER_FIELD, ORDER_IS_KNOWN
from .values import ValueKind

REFUNDS: Final = ImportKind(
    name="refunds",
    table="standalone_refund",
    key="refund",
    is_hashed_without_key=True,
    currency=ORDER_CURRENCY,
    fields=(
        Field(
            name="refund",
            aliases=("refund_id", "refund_key", "id", "key"),
            is_required=True,
        ),
        ORDER_FIELD,
        Field(
            name="at",
            kind=ValueKind.INSTANT,
            aliases=("date", "refunded_at", "refund_date", "created_at", "time"),
            is_required=True,
        ),
        Field(
            name="amount",
            kind=ValueKind.MONEY,
            aliases=("total", "refund_amount", "value", "total_price"),
            is_required=True,
        ),
    ),
    targets=(
        Target(column="order_key", sql='s."order"'),
        Target(column="at", sql="s.at"),
        Target(column="amount", sql=rounded("s.amount")),
    ),
    owner="order_key",
    affected=CUSTOMERS_OF_ORDERS,
    checks=(ORDER_IS_KNOWN,),
)
