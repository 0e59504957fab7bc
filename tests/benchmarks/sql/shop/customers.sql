-- Customers with accounts, addresses and consent; a tenth are guests, one in a hundred
-- is not active.
INSERT INTO standalone_customer (
  key, email, is_email_confirmed, joined_at, birthdate, gender, language, country,
  state, city, postal_code, customer_type, is_active, is_registered, email_marketing
)
SELECT
  'c' || n,
  'c' || n || '@example' || mod(n, 40) || '.com',
  mod(n, 4) <> 0,
  CASE WHEN mod(n, 10) <> 0
    THEN %(now)s::timestamptz - bench_random(n, 12) * interval '1000 days' END,
  CASE WHEN mod(n, 5) <> 0
    THEN date '1940-01-01' + (25000 * bench_random(n, 13))::int END,
  (ARRAY['female', 'male', NULL])[1 + floor(3 * bench_random(n, 14))::int],
  (ARRAY['de', 'en', 'fr', 'pl'])[1 + floor(4 * bench_random(n, 15))::int],
  (ARRAY['DE', 'US', 'GB', 'FR', 'PL', 'AT', 'NL', 'ES', 'IT', 'SE'])
    [1 + floor(10 * bench_random(n, 16) ^ 2)::int],
  'S' || floor(50 * bench_random(n, 17))::int,
  'City ' || floor(300 * bench_random(n, 18) ^ 2)::int,
  lpad(floor(100000 * bench_random(n, 19))::text, 5, '0'),
  CASE WHEN bench_random(n, 20) < 0.03 THEN 'wholesale' END,
  mod(n, 100) <> 99,
  mod(n, 10) <> 0,
  (ARRAY['subscribed', 'unsubscribed', 'unknown'])
    [1 + floor(3 * bench_random(n, 21))::int]
FROM generate_series(1, %(customers)s) n
