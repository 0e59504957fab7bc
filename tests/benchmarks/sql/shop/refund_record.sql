INSERT INTO customer_groups_refund_record
  (key, order_key, profile_id, at, amount, channel, currency, order_at, is_countable,
   counts_until)
SELECT 'r' || n, 'o' || n, o.profile_id, r.at, r.amount, o.channel, o.currency, o.at,
  o.is_countable, CASE WHEN r.is_refunded_in_full THEN r.at END
FROM bench_refund r JOIN bench_order o USING (n)
