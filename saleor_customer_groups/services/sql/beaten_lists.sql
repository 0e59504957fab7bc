-- Lists that never win, and what always does instead: another for all of their groups,
-- wherever and whenever they are in force, of a higher priority, that has a price wherever
-- they have one. Where the lowest price wins nothing of the kind is certain.
WITH {{standing}}
SELECT l.id, array_agg(other.name ORDER BY other.priority DESC, other.id)
FROM standing l
JOIN standing other
  ON other.id <> l.id AND other.is_active AND other.currency = l.currency
 AND other.priority > l.priority AND l.groups <@ other.groups
 AND (other.channels = '{}' OR (l.channels <> '{}' AND l.channels <@ other.channels))
 AND other.starts_at <= l.starts_at
 AND (other.ends_at IS NULL OR (l.ends_at IS NOT NULL AND l.ends_at <= other.ends_at))
WHERE l.id = ANY(%(lists)s::bigint[]) AND NOT l.has_best AND l.groups <> '{}'
  AND (l.ends_at IS NULL OR l.starts_at < l.ends_at)
  AND EXISTS (SELECT FROM customer_groups_price p WHERE p.price_list_id = l.id)
  AND NOT EXISTS (
    SELECT FROM customer_groups_price p
    WHERE p.price_list_id = l.id AND NOT EXISTS (
      SELECT FROM customer_groups_price q
      WHERE q.price_list_id = other.id AND q.from_quantity <= p.from_quantity
        AND (q.scope = 'all' OR (q.scope = p.scope AND q.key = p.key))))
GROUP BY l.id
