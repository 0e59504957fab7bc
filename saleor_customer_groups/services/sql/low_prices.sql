-- Prices below the list's floor, and below what the host says that things cost; how many,
-- and one target of each. Amounts for collections, categories and everything are compared
-- with nothing: they are about things of any price.
WITH {{standing}}, priced AS (
  SELECT l.id AS list, l.floor_percentage, p.id, p.scope, p.key, p.percentage, p.amount,
         lp.amount AS listed, lp.cost,
         coalesce(p.amount, lp.amount * (100 + p.percentage) / 100) AS price
  FROM standing l
  JOIN customer_groups_price p ON p.price_list_id = l.id
  JOIN ({{listed}}) lp
    ON lp.currency = l.currency
   AND (l.channels = '{}' OR lp.channel IS NULL OR lp.channel = ANY(l.channels))
   AND ((p.scope = 'variant' AND lp.variant = p.key)
        OR (p.scope = 'product' AND lp.product = p.key)
        OR (p.scope = 'all' AND p.percentage IS NOT NULL AND lp.cost IS NOT NULL
            AND NOT EXISTS (
              SELECT FROM customer_groups_price nearer
              WHERE nearer.price_list_id = l.id
                AND ((nearer.scope = 'variant' AND nearer.key = lp.variant)
                     OR (nearer.scope = 'product' AND nearer.key = lp.product)))))
  WHERE l.id = ANY(%(lists)s::bigint[])
), low AS (
  SELECT list, id, scope, key, 'below_cost' AS code FROM priced WHERE price < cost
  UNION
  SELECT list, id, scope, key, 'below_floor' FROM priced
  WHERE amount < listed * floor_percentage / 100
  UNION
  SELECT l.id, p.id, p.scope, p.key, 'below_floor'
  FROM standing l
  JOIN customer_groups_price p ON p.price_list_id = l.id
  WHERE l.id = ANY(%(lists)s::bigint[]) AND 100 + p.percentage < l.floor_percentage
)
SELECT list, code, count(*),
       (array_agg(scope ORDER BY id))[1], (array_agg(key ORDER BY id))[1]
FROM low
GROUP BY list, code
