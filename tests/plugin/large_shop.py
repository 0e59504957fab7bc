"""Many customers in Saleor's tables, copied from one in SQL."""

from __future__ import annotations

from typing import Any

from saleor.order.models import Order

from saleor_customer_groups.services.queries import fetch

#: Of each table: how a copy differs from the row it is made of. Ids are made from where
#: they were, so that copies find each other: the customer's number is n.
_COPIES = {
    "account_address": "'id', 1000000 + n",
    "account_user": "'id', 1000000 + n, 'email', 'c' || n || '@example.com',"
    " 'uuid', md5('user' || n)::uuid, 'external_reference', NULL,"
    " 'default_billing_address_id', 1000000 + n,"
    " 'default_shipping_address_id', 1000000 + n,"
    " 'is_active', n %% 50 <> 0, 'private_metadata',"
    " jsonb_build_object('born', '1980-01-01'::date + n %% 9000)",
    "order_order": "'id', md5('order' || n)::uuid, 'number', 1000000 + n,"
    " 'user_id', 1000000 + n / {orders}, 'external_reference', NULL,"
    " 'total_charged_amount', 100, 'total_gross_amount', 100, 'charge_status', 'full',"
    " 'created_at', now() - interval '1 hour' * (n %% 9000)",
    "order_orderline": "'id', md5('line' || n)::uuid, 'old_id', NULL,"
    " 'order_id', md5('order' || n / {lines})::uuid",
    "payment_transactionitem": "'id', 1000000 + n, 'token', md5('item' || n)::uuid,"
    " 'order_id', md5('order' || n)::uuid, 'checkout_id', NULL",
    "payment_transactionevent": "'id', 1000000 + n, 'transaction_id', 1000000 + n / 2,"
    " 'type', CASE n %% 20 WHEN 1 THEN 'refund_success' ELSE 'charge_success' END,"
    " 'amount_value', 10",
    "payment_payment": "'id', 1000000 + n, 'order_id', md5('order' || n)::uuid,"
    " 'checkout_id', NULL",
    "payment_transaction": "'id', 1000000 + n, 'payment_id', 1000000 + n",
    "order_orderevent": "'id', 1000000 + n, 'order_id', md5('order' || n)::uuid",
    "checkout_checkout": "'token', md5('checkout' || n)::uuid, 'user_id', 1000000 + n",
    "checkout_checkoutline": "'id', md5('open' || n)::uuid, 'old_id', NULL,"
    " 'checkout_id', md5('checkout' || n)::uuid",
}
_COPY = """
INSERT INTO {table}
SELECT copied.*
FROM (SELECT * FROM {table} LIMIT 1) original, generate_series(0, %(count)s - 1) AS n,
  jsonb_populate_record(
    NULL::{table}, to_jsonb(original) || jsonb_build_object({differs})
  ) AS copied
"""


def fill(order: Order, *, customers: int, orders: int = 3, lines: int = 2) -> None:
    """So many customers, with so many orders of so many lines each, and a checkout.

    Wants one row in each of the tables to copy.
    """
    counts: dict[str, int] = dict.fromkeys(_COPIES, customers)
    counts["order_order"] = counts["payment_transactionitem"] = customers * orders
    counts["order_orderevent"] = customers * orders
    counts["order_orderline"] = customers * orders * lines
    counts["payment_transactionevent"] = customers * orders * 2
    for table, differs in _COPIES.items():
        statement = _COPY.format(
            table=table, differs=differs.format(orders=orders, lines=lines)
        )
        fetch(statement, {"count": counts[table]})
    for table in _COPIES:
        fetch(f"ANALYZE {table}", {})


def explain(statement: str, params: dict[str, Any]) -> str:
    return "\n".join(line for (line,) in fetch(f"EXPLAIN {statement}", params))
