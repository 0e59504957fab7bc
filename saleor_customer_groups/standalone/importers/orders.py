"""Orders, and the customers that only orders name."""

from __future__ import annotations

from typing import Final

from .kinds import OWN_CURRENCY, Field, ImportKind, Target, rounded
from .values import ValueKind

_TOTAL: Final = rounded("s.total")
_PAID: Final = rounded("s.paid")

#: What a status says: whether the order was placed, and whether it is paid.
STATUSES: Final = {
    **dict.fromkeys(("draft", "unconfirmed", "cancelled", "canceled"), "unplaced"),
    **dict.fromkeys(("expired", "failed", "voided"), "unplaced"),
    **dict.fromkeys(("unpaid", "pending", "awaiting_payment", "on_hold"), "unpaid"),
    **dict.fromkeys(("paid", "placed", "confirmed", "open", "processing"), "paid"),
    **dict.fromkeys(("unfulfilled", "partially_fulfilled", "fulfilled"), "paid"),
    **dict.fromkeys(
        ("shipped", "delivered", "completed", "complete", "closed"), "paid"
    ),
    **dict.fromkeys(("partially_returned", "returned"), "paid"),
    **dict.fromkeys(("partially_refunded", "refunded"), "paid"),
}

#: Paid in full unless a column says otherwise.
_IS_PAID: Final = f"""COALESCE(
    s.is_paid, {_PAID} >= {_TOTAL}, s.status = 'paid', TRUE
)"""

ORDERS: Final = ImportKind(
    name="orders",
    table="standalone_order",
    key="order",
    is_hashed_without_key=True,
    currency=OWN_CURRENCY,
    fields=(
        Field(
            name="order",
            aliases=(
                "order_id",
                "order_number",
                "order_no",
                "order_key",
                "invoice",
                "invoice_no",
                "invoice_id",
                "invoice_number",
                "id",
                "number",
                "key",
            ),
            is_required=True,
        ),
        Field(
            name="customer",
            aliases=(
                "customer_id",
                "customer_key",
                "customer_no",
                "customer_number",
                "user_id",
                "user",
                "client_id",
            ),
            is_required=True,
        ),
        Field(
            name="placed_at",
            kind=ValueKind.INSTANT,
            aliases=(
                "date",
                "order_date",
                "invoice_date",
                "created_at",
                "created",
                "ordered_at",
                "purchase_date",
                "time",
                "timestamp",
            ),
            is_required=True,
        ),
        Field(
            name="total",
            kind=ValueKind.MONEY,
            aliases=(
                "amount",
                "total_price",
                "total_amount",
                "order_total",
                "grand_total",
                "dollar_value",
                "revenue",
            ),
            is_required=True,
        ),
        Field(name="currency", kind=ValueKind.CURRENCY, aliases=("currency_code",)),
        Field(name="channel", aliases=("channel_slug", "store", "sales_channel")),
        Field(
            name="units",
            kind=ValueKind.COUNT,
            aliases=(
                "quantity",
                "number_of_cds",
                "number_of_items",
                "items",
                "pieces",
                "item_count",
            ),
        ),
        Field(
            name="voucher_codes",
            kind=ValueKind.LIST,
            aliases=("voucher", "voucher_code", "coupon", "coupons", "discount_codes"),
        ),
        Field(
            name="paid",
            kind=ValueKind.MONEY,
            aliases=("paid_amount", "amount_paid", "total_paid"),
        ),
        Field(name="is_paid", kind=ValueKind.FLAG),
        Field(
            name="status",
            kind=ValueKind.CHOICE,
            aliases=("order_status",),
            choices=STATUSES,
        ),
        Field(name="is_placed", kind=ValueKind.FLAG),
    ),
    targets=(
        Target(column="customer_key", sql="s.customer"),
        Target(column="placed_at", sql="s.placed_at"),
        Target(
            column="channel",
            sql="COALESCE(s.channel, 'default')",
            needs=("channel",),
        ),
        Target(column="currency", sql=OWN_CURRENCY),
        Target(column="total", sql=_TOTAL),
        Target(
            column="paid",
            sql=f"COALESCE({_PAID}, CASE WHEN {_IS_PAID} THEN {_TOTAL} ELSE 0 END)",
        ),
        Target(column="units", sql="s.units", needs=("units",)),
        Target(
            column="voucher_codes",
            sql="COALESCE(s.voucher_codes, '{}')",
            needs=("voucher_codes",),
        ),
        Target(
            column="is_placed",
            sql="COALESCE(s.is_placed, s.status <> 'unplaced', TRUE)",
        ),
        Target(column="is_paid", sql=_IS_PAID),
    ),
    owner="customer_key",
    affected="SELECT owner AS customer_key FROM import_touched",
    afterwards=(
        # Once nobody else can add a customer, no row needs ON CONFLICT, at half the cost.
        "LOCK TABLE standalone_customer IN SHARE ROW EXCLUSIVE MODE",
        """
        INSERT INTO standalone_customer (key)
        SELECT DISTINCT owner FROM import_touched t
         WHERE NOT EXISTS (SELECT FROM standalone_customer c WHERE c.key = t.owner)
         ORDER BY owner
        """,
    ),
)
