"""Order lines. An order that has lines has as many units as they add up to."""

from __future__ import annotations

from typing import Final

from .kinds import Check, Field, ImportKind, Target, rounded
from .values import ValueKind

#: The currency of the staged row's order, one look-up by key.
ORDER_CURRENCY: Final = (
    '(SELECT o.currency FROM standalone_order o WHERE o.key = s."order")'
)
ORDER_FIELD: Final = Field(
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
    ),
    is_required=True,
)
ORDER_IS_KNOWN: Final = Check(
    field="order",
    is_bad='NOT EXISTS (SELECT FROM standalone_order o WHERE o.key = s."order")',
    reason="names an order that is not there; import the orders first",
)
CUSTOMERS_OF_ORDERS: Final = """
SELECT o.customer_key
  FROM import_touched t
  JOIN standalone_order o ON o.key = t.owner
"""

LINES: Final = ImportKind(
    name="lines",
    table="standalone_order_line",
    key="line",
    is_hashed_without_key=True,
    currency=ORDER_CURRENCY,
    fields=(
        Field(
            name="line",
            aliases=("line_id", "line_key", "order_line", "order_line_id", "id", "key"),
            is_required=True,
        ),
        ORDER_FIELD,
        Field(
            name="variant",
            aliases=(
                "variant_id",
                "sku",
                "stock_code",
                "product",
                "product_id",
                "item",
            ),
            is_required=True,
        ),
        Field(
            name="quantity",
            kind=ValueKind.COUNT,
            aliases=("units", "qty", "count", "pieces"),
            is_required=True,
        ),
        Field(
            name="amount",
            kind=ValueKind.NUMBER,
            aliases=("total", "total_price", "line_total", "value"),
        ),
    ),
    targets=(
        Target(column="order_key", sql='s."order"'),
        Target(column="variant", sql="s.variant"),
        Target(column="quantity", sql="s.quantity"),
        Target(
            column="amount",
            sql=f"COALESCE({rounded('s.amount')}, 0)",
            needs=("amount",),
        ),
    ),
    owner="order_key",
    affected=CUSTOMERS_OF_ORDERS,
    checks=(ORDER_IS_KNOWN,),
    afterwards=(
        """
        UPDATE standalone_order o SET units = sums.units
          FROM (
            SELECT t.owner, LEAST(SUM(l.quantity), 2147483647)::integer AS units
              FROM import_touched t
              LEFT JOIN standalone_order_line l ON l.order_key = t.owner
             GROUP BY t.owner
          ) sums
         WHERE o.key = sums.owner AND o.units IS DISTINCT FROM sums.units
        """,
    ),
)
