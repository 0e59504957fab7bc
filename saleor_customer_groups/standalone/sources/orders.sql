SELECT customer_key, key AS order_key, placed_at, channel, currency, paid,
       COALESCE(units, 0) AS units, voucher_codes, is_placed, is_paid
  FROM standalone_order
