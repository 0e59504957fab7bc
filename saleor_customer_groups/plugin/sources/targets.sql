SELECT 'variant' AS scope, v.id::text AS key,
       concat_ws(' / ', p.name, nullif(v.name, '')) AS name, coalesce(v.sku, '') AS code
  FROM product_productvariant v JOIN product_product p ON p.id = v.product_id
UNION ALL
SELECT 'product', p.id::text, p.name, p.slug FROM product_product p
UNION ALL
SELECT 'collection', c.id::text, c.name, c.slug FROM product_collection c
UNION ALL
SELECT 'category', c.id::text, c.name, c.slug FROM product_category c
