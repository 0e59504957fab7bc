-- Prices of these targets at other quantities than these. By cgroups_price_of.
DELETE FROM customer_groups_price p
USING (SELECT scope, key, array_agg(from_quantity) AS kept
       FROM unnest(%(scopes)s::text[], %(keys)s::varchar[], %(quantities)s::integer[])
            AS given (scope, key, from_quantity)
       GROUP BY scope, key) target
WHERE p.price_list_id = %(list)s AND p.scope = target.scope AND p.key = target.key
  AND p.from_quantity <> ALL (target.kept)
RETURNING p.id
