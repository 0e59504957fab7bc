-- How many targets these lists have. By cgroups_price_of.
SELECT p.price_list_id, count(DISTINCT (p.scope, p.key))
FROM customer_groups_price p
WHERE p.price_list_id = ANY(%(lists)s::bigint[]) {{wanted}}
GROUP BY p.price_list_id
