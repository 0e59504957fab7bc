SELECT profile_id, coalesce(channel, '') AS channel, currency,
  greatest(sum(kept), 0) AS lifetime_value,
  round(greatest(sum(kept), 0) / nullif(sum(orders), 0), 4) AS average_order_value,
  sum(given_back) AS refunded_value
FROM (
  SELECT profile_id, channel, currency, paid AS kept, 1 AS orders, 0 AS given_back
  FROM customer_groups_order_record
  WHERE is_countable AND at <= %(now)s AND (counts_until IS NULL OR counts_until > %(now)s)
  UNION ALL
  SELECT profile_id, channel, currency,
    CASE WHEN is_countable AND order_at <= %(now)s
      AND (counts_until IS NULL OR counts_until > %(now)s) THEN -amount ELSE 0 END,
    0, amount
  FROM customer_groups_refund_record WHERE at <= %(now)s
) entries
GROUP BY GROUPING SETS ((profile_id, currency), (profile_id, channel, currency))
