-- Prices above everybody's that another list, for some of the same customers, makes lower
-- again; how many, by which lists, and one of their targets.
WITH {{standing}}, raised AS (
  SELECT p.*, listed.lowest
  FROM customer_groups_price p
  JOIN standing l ON l.id = p.price_list_id
  LEFT JOIN LATERAL (
    SELECT min(lp.amount) AS lowest
    FROM ({{listed}}) lp
    WHERE p.amount IS NOT NULL AND lp.currency = l.currency
      AND (l.channels = '{}' OR lp.channel IS NULL OR lp.channel = ANY(l.channels))
      AND ((p.scope = 'variant' AND lp.variant = p.key)
           OR (p.scope = 'product' AND lp.product = p.key))
  ) listed ON TRUE
  WHERE p.price_list_id = ANY(%(lists)s::bigint[])
    AND (p.percentage > 0 OR p.amount > listed.lowest)
)
SELECT l.id, count(DISTINCT p.id), array_agg(DISTINCT other.name),
       (array_agg(p.scope ORDER BY p.id))[1], (array_agg(p.key ORDER BY p.id))[1]
FROM raised p
JOIN standing l ON l.id = p.price_list_id
JOIN standing other
  ON other.id <> l.id AND other.is_active AND other.currency = l.currency
 AND other.groups && l.groups
 AND (other.channels = '{}' OR l.channels = '{}' OR other.channels && l.channels)
 AND (l.ends_at IS NULL OR other.starts_at < l.ends_at)
 AND (other.ends_at IS NULL OR l.starts_at < other.ends_at)
 AND (other.priority >= l.priority OR l.has_best)
JOIN customer_groups_price q
  ON q.price_list_id = other.id AND q.from_quantity <= p.from_quantity
 AND ((q.scope = p.scope AND q.key = p.key)
      OR (q.scope = 'all' AND NOT EXISTS (
            SELECT FROM customer_groups_price nearer
            WHERE nearer.price_list_id = other.id AND nearer.scope = p.scope
              AND nearer.key = p.key)))
 AND CASE WHEN p.percentage IS NOT NULL AND q.percentage IS NOT NULL
          THEN q.percentage < p.percentage
          WHEN p.amount IS NOT NULL AND q.amount IS NOT NULL THEN q.amount < p.amount
          WHEN q.percentage IS NOT NULL THEN q.percentage <= 0
          ELSE FALSE
     END
GROUP BY l.id
