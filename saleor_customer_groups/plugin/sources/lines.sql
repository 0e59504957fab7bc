-- What was bought, as the catalogue is now; a gift was not bought. Names may change, so
-- products, variants, categories and collections go by their ids.
SELECT o.user_id AS customer_key, o.id::text AS order_key, l.id::text AS line_key,
       l.quantity, l.total_price_gross_amount AS amount, item.product,
       l.variant_id::text AS variant, item.brand,
       coalesce(item.category_path, '{}') AS category_path,
       coalesce(item.collections, '{}') AS collections
  FROM order_order o
  JOIN order_orderline l ON l.order_id = o.id
  -- OFFSET 0: a whole that PostgreSQL can remember per variant.
  LEFT JOIN LATERAL (
    SELECT p.id::text AS product,
           {{brand}} AS brand,
           ARRAY(SELECT above.id::text
                   FROM product_category c
                   JOIN product_category above
                     ON above.tree_id = c.tree_id
                    AND above.lft <= c.lft AND above.rght >= c.rght
                  WHERE c.id = p.category_id ORDER BY above.lft) AS category_path,
           ARRAY(SELECT x.collection_id::text FROM product_collectionproduct x
                  WHERE x.product_id = p.id ORDER BY x.collection_id) AS collections
      FROM product_productvariant variant
      JOIN product_product p ON p.id = variant.product_id
     WHERE variant.id = l.variant_id
    OFFSET 0
  ) item ON TRUE
 WHERE o.user_id IS NOT NULL AND o.status <> 'draft' AND NOT l.is_gift
