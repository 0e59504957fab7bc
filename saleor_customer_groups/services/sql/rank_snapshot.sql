-- RFM rank at an instant: the mean of three percent ranks, among customers with orders.
-- Nobody is ranked below twenty of them: a percentile of a handful says nothing.
WITH bought AS (
  SELECT profile_id, max(at) AS last_order_at, count(*) AS order_count,
    sum(paid) FILTER (WHERE currency = %(currency)s) AS paid
  FROM customer_groups_order_record
  WHERE is_countable AND at <= %(now)s
    AND (counts_until IS NULL OR counts_until > %(now)s)
  GROUP BY profile_id
),
given_back AS (
  SELECT profile_id, sum(amount) AS amount
  FROM customer_groups_refund_record
  WHERE is_countable AND at <= %(now)s AND order_at <= %(now)s
    AND (counts_until IS NULL OR counts_until > %(now)s)
    AND currency = %(currency)s
  GROUP BY profile_id
)
SELECT profile_id,
  -- Whole numbers throughout: 100 * mean of (rank - 1) / (n - 1), halves rounded up.
  ((200 * (recency + frequency + spend - 3) + 3 * (buyers - 1)) / (6 * (buyers - 1)))
    ::smallint AS rank
FROM (
  SELECT b.profile_id,
    rank() OVER (ORDER BY last_order_at) AS recency,
    rank() OVER (ORDER BY order_count) AS frequency,
    rank() OVER (
      ORDER BY greatest(coalesce(paid, 0) - coalesce(g.amount, 0), 0)
    ) AS spend,
    count(*) OVER () AS buyers
  FROM bought b
  JOIN customer_groups_profile_facts f ON f.profile_id = b.profile_id AND f.is_shopper
  LEFT JOIN given_back g ON g.profile_id = b.profile_id
) scored
WHERE buyers >= 20
