-- What these lists say of these targets. By cgroups_price_of, once per list and target.
SELECT p.price_list_id, p.scope, p.key, p.from_quantity, p.amount, p.percentage, p.id
FROM unnest(%(scopes)s::text[], %(keys)s::varchar[]) AS target (scope, key)
JOIN customer_groups_price p
  ON p.price_list_id = ANY(%(lists)s::bigint[])
 AND p.scope = target.scope AND p.key = target.key
ORDER BY p.id
