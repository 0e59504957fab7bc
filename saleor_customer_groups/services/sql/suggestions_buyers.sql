-- How many customers bought any of several sets of items, on orders that count.
SELECT wanted.position, count(DISTINCT l.profile_id)
FROM unnest(%(positions)s::int[], %(items)s::bigint[]) AS wanted (position, item_id)
JOIN customer_groups_line_record l ON l.item_id = wanted.item_id
JOIN customer_groups_profile_facts f ON f.profile_id = l.profile_id
WHERE f.is_shopper AND f.kind = 'customer'
  AND l.is_countable AND l.at <= %(now)s
  AND (l.counts_until IS NULL OR l.counts_until > %(now)s)
GROUP BY wanted.position
