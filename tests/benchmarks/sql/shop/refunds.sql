-- Refunds come one to twenty days after the order, and never in the future.
CREATE UNLOGGED TABLE bench_refund AS
SELECT n, is_refunded_in_full,
  least(at + (1 + 19 * bench_random(n, 52)) * interval '1 day',
    %(now)s::timestamptz - interval '1 minute') AS at,
  CASE WHEN is_refunded_in_full THEN paid ELSE round(paid / 2, 2) END AS amount
FROM bench_order
WHERE is_refunded AND at < %(now)s::timestamptz - interval '1 hour'
