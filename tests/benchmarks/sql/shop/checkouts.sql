-- One customer in fifty left a checkout open within the last ten days.
INSERT INTO standalone_checkout (key, customer_key, channel, currency, value, updated_at)
SELECT 'k' || n, 'c' || n, 'web-eu', 'EUR',
  round((10 + 190 * bench_random(n, 31))::numeric, 2),
  %(now)s::timestamptz - bench_random(n, 32) * interval '10 days'
FROM generate_series(1, %(customers)s) n
WHERE mod(n, 50) = 7
