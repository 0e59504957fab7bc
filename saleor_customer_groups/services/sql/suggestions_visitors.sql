-- How many customers did something to any of several sets of items.
SELECT wanted.position, count(DISTINCT a.profile_id)
FROM unnest(%(positions)s::int[], %(items)s::bigint[]) AS wanted (position, item_id)
JOIN customer_groups_activity_day a ON a.item_id = wanted.item_id AND a.kind = %(kind)s
JOIN customer_groups_profile_facts f ON f.profile_id = a.profile_id
WHERE f.is_shopper AND f.kind = 'customer'
GROUP BY wanted.position
