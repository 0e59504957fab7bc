-- Targets of these lists with all that is said of each, a page of every list. By
-- cgroups_price_of, from the place on.
SELECT list.id, target.*
FROM unnest(%(lists)s::bigint[]) AS list (id)
CROSS JOIN LATERAL (
  SELECT p.scope, p.key, min(p.id),
         array_agg(p.from_quantity ORDER BY p.from_quantity),
         array_agg(p.amount ORDER BY p.from_quantity),
         array_agg(p.percentage ORDER BY p.from_quantity)
  FROM customer_groups_price p
  WHERE p.price_list_id = list.id {{beyond}} {{wanted}}
  GROUP BY p.scope, p.key
  ORDER BY p.scope {{direction}}, p.key {{direction}}
  LIMIT %(size)s
) target
ORDER BY list.id, target.scope {{direction}}, target.key {{direction}}
