"""Unfinished checkouts."""

from __future__ import annotations

from typing import Final

from .events import CUSTOMER_FIELD, CUSTOMER_IS_KNOWN, CUSTOMERS_TOUCHED
from .kinds import OWN_CURRENCY, Field, ImportKind, Target, rounded
from .values import ValueKind

CHECKOUTS: Final = ImportKind(
    name="checkouts",
    table="standalone_checkout",
    key="checkout",
    currency=OWN_CURRENCY,
    fields=(
        Field(
            name="checkout",
            aliases=("checkout_id", "checkout_key", "token", "id", "key"),
            is_required=True,
        ),
        CUSTOMER_FIELD,
        Field(
            name="updated_at",
            kind=ValueKind.INSTANT,
            aliases=("date", "last_change", "changed_at", "time"),
            is_required=True,
        ),
        Field(
            name="value",
            kind=ValueKind.MONEY,
            aliases=("total", "amount", "total_price"),
            is_required=True,
        ),
        Field(name="currency", kind=ValueKind.CURRENCY, aliases=("currency_code",)),
        Field(name="channel", aliases=("channel_slug", "store")),
    ),
    targets=(
        Target(column="customer_key", sql="s.customer"),
        Target(
            column="channel", sql="COALESCE(s.channel, 'default')", needs=("channel",)
        ),
        Target(column="currency", sql=OWN_CURRENCY),
        Target(column="value", sql=rounded("s.value")),
        Target(column="updated_at", sql="s.updated_at"),
    ),
    owner="customer_key",
    affected=CUSTOMERS_TOUCHED,
    checks=(CUSTOMER_IS_KNOWN,),
)
