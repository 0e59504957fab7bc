-- By cgroups_price_of. What stays as it is is not written.
INSERT INTO customer_groups_price AS p
       (price_list_id, scope, key, from_quantity, amount, percentage)
SELECT %(list)s, given.*
FROM unnest(%(scopes)s::text[], %(keys)s::varchar[], %(quantities)s::integer[],
            %(amounts)s::numeric[], %(percentages)s::numeric[]) AS given
ON CONFLICT (price_list_id, scope, key, from_quantity) DO UPDATE
   SET amount = excluded.amount, percentage = excluded.percentage
 WHERE (p.amount, p.percentage)
       IS DISTINCT FROM (excluded.amount, excluded.percentage)
RETURNING p.id
