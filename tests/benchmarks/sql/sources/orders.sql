INSERT INTO standalone_order
  (key, customer_key, placed_at, channel, currency, total, paid, units, voucher_codes,
   is_placed, is_paid)
SELECT key, 'c' || profile_id, at, channel, currency, paid, paid, units, voucher_codes,
  TRUE, is_countable
FROM customer_groups_order_record WHERE profile_id = ANY(%(profiles)s)
