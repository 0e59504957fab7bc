-- Orders as history: who placed what when, whether it counts and until when.
-- An order stops counting at the refund that gives the last of it back.
SELECT
  p.profile_id,
  s.order_key AS key,
  s.placed_at AS at,
  coalesce(nullif(customer_groups_text_key(s.channel), ''), 'default') AS channel,
  s.currency,
  s.paid::numeric(20, 3) AS paid,
  s.units,
  ARRAY(SELECT DISTINCT customer_groups_text_key(code)
        FROM unnest(s.voucher_codes) AS code ORDER BY 1) AS voucher_codes,
  s.is_placed AND (shop.counting = 'placed' OR s.is_paid) AS is_countable,
  gone.at AS counts_until
FROM ({{orders}}) s
JOIN {{chosen}} p ON p.customer_key = s.customer_key
CROSS JOIN customer_groups_shop shop
LEFT JOIN (
  SELECT order_key, min(at) AS at
  FROM (
    SELECT r.order_key, r.at, r.order_paid,
      sum(r.amount) OVER (PARTITION BY r.order_key ORDER BY r.at, r.refund_key) AS given_back
    FROM ({{refunds}}) r
    JOIN {{chosen}} p ON p.customer_key = r.customer_key
  ) running
  WHERE given_back >= order_paid AND order_paid > 0
  GROUP BY order_key
) gone ON gone.order_key = s.order_key
