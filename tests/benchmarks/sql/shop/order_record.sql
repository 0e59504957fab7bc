INSERT INTO customer_groups_order_record
  (key, profile_id, at, channel, currency, paid, units, voucher_codes, is_countable,
   counts_until)
SELECT 'o' || n, o.profile_id, o.at, o.channel, o.currency, o.paid, o.units,
  o.voucher_codes, o.is_countable, r.at
FROM bench_order o
LEFT JOIN (SELECT n, at FROM bench_refund WHERE is_refunded_in_full) r USING (n)
