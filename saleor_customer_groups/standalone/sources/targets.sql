SELECT 'variant' AS scope, p.key::text AS key, coalesce(p.name, p.key) AS name,
       p.key::text AS code
  FROM standalone_product p
UNION ALL
SELECT DISTINCT 'product', p.product, p.product, p.product FROM standalone_product p
UNION ALL
SELECT DISTINCT 'collection', c.name, c.name, c.name
  FROM standalone_product p, unnest(p.collections) AS c (name)
UNION ALL
SELECT DISTINCT 'category', c.name, c.name, c.name
  FROM standalone_product p, unnest(p.category_path) AS c (name)
