"""Fills Saleor's own tables in SQL: customers, their paid orders and lines."""

from __future__ import annotations

from typing import Final

import psycopg

_CUSTOMERS: Final = """
INSERT INTO account_user (email, first_name, last_name, is_superuser, is_staff, is_active,
  password, date_joined, jwt_token_key, language_code, search_document, updated_at, uuid)
SELECT 'filled-' || n || '@example.com', 'Filled', n::text, false, false, true,
  '!', now() - mod(n, 700) * interval '1 day', 'x', 'en', '', now() - interval '1 day',
  gen_random_uuid()
FROM generate_series(1, %(customers)s) n
"""
#: A few customers order often, most seldom.
_ORDERS: Final = """
WITH filled AS (
  SELECT array_agg(id ORDER BY id) AS ids FROM account_user
  WHERE email LIKE 'filled-%%'
)
INSERT INTO order_order (id, number, user_id, user_email, channel_id, currency, status,
  charge_status, authorize_status, origin, created_at, updated_at, total_net_amount,
  total_gross_amount, undiscounted_total_net_amount, undiscounted_total_gross_amount,
  subtotal_net_amount, subtotal_gross_amount, total_charged_amount,
  total_authorized_amount, shipping_price_net_amount, shipping_price_gross_amount,
  base_shipping_price_amount, undiscounted_base_shipping_price_amount, language_code,
  display_gross_prices, customer_note, weight, checkout_token, search_document,
  use_old_id, should_refresh_prices, tracking_client_id, lines_count)
SELECT gen_random_uuid(), 1000000 + n, filled.ids[i], 'filled-' || i || '@example.com',
  %(channel)s, 'USD', 'fulfilled', 'full', 'full', 'bulk_create', at, at,
  amount, amount, amount, amount, amount, amount, amount, 0, 0, 0, 0, 0, 'en', true, '',
  0, '', '', false, false, '', 2
FROM filled, generate_series(1, %(orders)s) n,
  LATERAL (SELECT 1 + floor(cardinality(filled.ids) * power(
    (hashint8(n) & 65535) / 65536.0, 2))::int AS i) one,
  LATERAL (SELECT now() - mod(n, 730) * interval '1 day' AS at, 10 + mod(n, 90) AS amount)
    its
"""
_LINES: Final = """
INSERT INTO order_orderline (id, order_id, variant_id, product_name, variant_name,
  translated_product_name, translated_variant_name, quantity, quantity_fulfilled,
  is_shipping_required, is_gift_card, currency, created_at, unit_price_net_amount,
  unit_price_gross_amount, total_price_net_amount, total_price_gross_amount,
  undiscounted_unit_price_net_amount, undiscounted_unit_price_gross_amount,
  undiscounted_total_price_net_amount, undiscounted_total_price_gross_amount,
  base_unit_price_amount, undiscounted_base_unit_price_amount, unit_discount_amount,
  unit_discount_value)
SELECT gen_random_uuid(), o.id, v.id, 'Filled', 'Filled', '', '', 1, 1, false, false,
  'USD', o.created_at, half, half, half, half, half, half, half, half, half, half, 0, 0
FROM order_order o
CROSS JOIN LATERAL (SELECT o.total_gross_amount / 2 AS half) its
CROSS JOIN generate_series(1, 2) n
CROSS JOIN (SELECT id FROM product_productvariant ORDER BY id LIMIT 1) v
WHERE o.origin = 'bulk_create'
"""


def fill(
    connection: psycopg.Connection[tuple[object, ...]],
    *,
    customers: int,
    orders: int,
    channel: str,
) -> None:
    """Two lines per order. The shop must have a variant and the channel."""
    row = connection.execute(
        "SELECT id FROM channel_channel WHERE slug = %s", [channel]
    ).fetchone()
    assert row is not None, channel
    connection.execute(_CUSTOMERS, {"customers": customers})
    connection.execute("ANALYZE account_user")
    connection.execute(_ORDERS, {"orders": orders, "channel": row[0]})
    connection.execute(_LINES)
    for table in ("account_user", "order_order", "order_orderline"):
        connection.execute(f"VACUUM ANALYZE {table}")
