-- Five orders for each customer on average, over two years. Few customers have many: the
-- number falls with the square root of the customer's place, and a sixth have none.
-- Three in a hundred are refunded, two thirds of those in full; one order in fifty is not paid.
CREATE UNLOGGED TABLE bench_order AS
SELECT
  n,
  profile_id,
  %(now)s::timestamptz - bench_random(n, 42) * interval '730 days' AS at,
  channel,
  CASE channel WHEN 'web-us' THEN 'USD' WHEN 'web-uk' THEN 'GBP' ELSE 'EUR' END
    AS currency,
  units,
  round(((8 + 70 * bench_random(n, 43) ^ 2) * units)::numeric, 2) AS paid,
  CASE WHEN bench_random(n, 44) < 0.04
    THEN ARRAY['code-' || floor(200 * bench_random(n, 45) ^ 2)::int]
    ELSE '{}' END AS voucher_codes,
  mod(n, 50) <> 49 AS is_countable,
  bench_random(n, 46) < 0.03 AS is_refunded,
  mod(n, 3) <> 0 AS is_refunded_in_full
FROM (
  SELECT n, profile_id,
    (ARRAY['web-eu', 'web-eu', 'web-us', 'web-uk', 'store-berlin'])[
      1 + floor(5 * CASE WHEN bench_random(n, 47) < 0.9
        THEN bench_random(profile_id, 48) ELSE bench_random(n, 49) END)::int
    ] AS channel,
    (SELECT sum(1 + floor(3 * bench_random(line, 51) ^ 2))::int
     FROM generate_series((n - 1) * 5 / 2 + 1, n * 5 / 2) line) AS units
  FROM (
    SELECT n, 1 + mod(
      floor(0.85 * %(customers)s * bench_random(n, 41) ^ 2)::bigint * 15485863,
      %(customers)s
    ) AS profile_id
    FROM generate_series(1::bigint, %(orders)s) n
  ) placed
) sized
