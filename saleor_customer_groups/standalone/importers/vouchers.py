"""Vouchers: codes that take a percentage or an amount off a basket."""

from __future__ import annotations

from typing import Final

from .kinds import OWN_CURRENCY, Check, Field, ImportKind, Target, rounded
from .values import ValueKind

VOUCHERS: Final = ImportKind(
    name="vouchers",
    table="standalone_voucher",
    key="code",
    currency=OWN_CURRENCY,
    fields=(
        Field(
            name="code",
            aliases=("voucher", "voucher_code", "coupon", "discount_code", "key"),
            is_required=True,
        ),
        Field(
            name="percentage",
            kind=ValueKind.NUMBER,
            aliases=("percent", "discount_percentage"),
        ),
        Field(name="amount", kind=ValueKind.MONEY, aliases=("value", "discount")),
        Field(name="currency", kind=ValueKind.CURRENCY, aliases=("currency_code",)),
        Field(
            name="minimum",
            kind=ValueKind.MONEY,
            aliases=("min_spent", "minimum_spent", "minimum_amount"),
        ),
        Field(
            name="starts_at",
            kind=ValueKind.INSTANT,
            aliases=("start_date", "valid_from"),
        ),
        Field(
            name="ends_at", kind=ValueKind.INSTANT, aliases=("end_date", "valid_until")
        ),
    ),
    targets=(
        Target(column="percentage", sql="s.percentage", needs=("percentage",)),
        Target(column="amount", sql=rounded("s.amount"), needs=("amount",)),
        Target(
            column="currency",
            sql="CASE WHEN s.amount IS NOT NULL OR s.minimum IS NOT NULL"
            f" THEN {OWN_CURRENCY} END",
            needs=("amount", "minimum", "currency"),
        ),
        Target(column="minimum", sql=rounded("s.minimum"), needs=("minimum",)),
        Target(column="starts_at", sql="s.starts_at", needs=("starts_at",)),
        Target(column="ends_at", sql="s.ends_at", needs=("ends_at",)),
    ),
    owner="key",
    # No rule asks about them.
    affected="SELECT NULL::text AS customer_key WHERE FALSE",
    checks=(
        Check(
            field="percentage",
            is_bad="(s.percentage IS NULL) = (s.amount IS NULL)",
            reason="each voucher has either a percentage or an amount",
        ),
        Check(
            field="percentage",
            is_bad="s.percentage <= 0 OR s.percentage > 100"
            " OR s.percentage <> ROUND(s.percentage, 4)",
            reason="is no percentage above 0 and up to 100, of at most 4 decimals",
        ),
        Check(
            field="amount", is_bad="s.amount = 0", reason="is nothing that is taken off"
        ),
        Check(
            field="ends_at",
            is_bad="s.ends_at <= s.starts_at",
            reason="is not after the start",
        ),
    ),
)
