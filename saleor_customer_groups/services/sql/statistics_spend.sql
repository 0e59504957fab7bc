-- What the groups' members of now ordered in a span, by currency: orders that count, less
-- what was refunded on them; of each member never below 0, as their lifetime value.
WITH members AS MATERIALIZED (
  {{members}}
),
spent AS (
  SELECT group_id, profile_id, currency, greatest(sum(kept), 0) AS amount,
    sum(orders) AS orders
  FROM (
    SELECT m.group_id, o.profile_id, o.currency, o.paid AS kept, 1 AS orders
    FROM members m
    JOIN customer_groups_order_record o ON o.profile_id = m.profile_id
    WHERE o.is_countable AND o.at >= %(since)s AND o.at <= %(now)s
      AND (o.counts_until IS NULL OR o.counts_until > %(now)s)
    UNION ALL
    SELECT m.group_id, r.profile_id, r.currency, -r.amount, 0
    FROM members m
    JOIN customer_groups_refund_record r ON r.profile_id = m.profile_id
    WHERE r.is_countable AND r.order_at >= %(since)s AND r.order_at <= %(now)s
      AND r.at <= %(now)s AND (r.counts_until IS NULL OR r.counts_until > %(now)s)
  ) entries
  GROUP BY group_id, profile_id, currency
)
SELECT group_id, currency, sum(amount), sum(orders)::bigint,
  count(*) FILTER (WHERE orders > 0),
  round(sum(amount) / nullif(sum(orders), 0), 4)
FROM spent
GROUP BY group_id, currency
ORDER BY group_id, sum(orders) DESC, currency
