-- By cgroups_price_of.
DELETE FROM customer_groups_price p
USING unnest(%(scopes)s::text[], %(keys)s::varchar[]) AS target (scope, key)
WHERE p.price_list_id = %(list)s AND p.scope = target.scope AND p.key = target.key
RETURNING p.id
