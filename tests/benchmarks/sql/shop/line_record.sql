-- Two lines for odd orders, three for even ones; few variants sell most.
INSERT INTO customer_groups_line_record
  (key, order_key, profile_id, item_id, at, channel, currency, quantity, amount,
   is_countable, counts_until)
SELECT 'l' || line, 'o' || n, o.profile_id,
  1 + floor(5000 * bench_random(line, 53) ^ 2)::int,
  o.at, o.channel, o.currency,
  1 + floor(3 * bench_random(line, 51) ^ 2)::int,
  round((5 + 60 * bench_random(line, 54))::numeric, 2),
  o.is_countable, r.at
FROM bench_order o
LEFT JOIN (SELECT n, at FROM bench_refund WHERE is_refunded_in_full) r USING (n)
CROSS JOIN LATERAL generate_series((n - 1) * 5 / 2 + 1, n * 5 / 2) line
