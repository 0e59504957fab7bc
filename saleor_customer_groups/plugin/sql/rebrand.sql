-- What was bought gets the brand that its product has now; all else stays as it was
-- bought, and so does the brand of a product that is gone.
WITH branded AS MATERIALIZED (
  SELECT now.*, md5(ROW(product, variant, brand, category_path, collections, term)::text)
    AS digest
  FROM (
    SELECT known.id AS old_id, known.brand AS old_brand, known.product, known.variant,
      CASE WHEN p.id IS NULL THEN known.brand ELSE {{brand}}::text END AS brand,
      known.category_path, known.collections, known.term
    FROM customer_groups_item known
    LEFT JOIN product_product p
      ON p.id = CASE WHEN known.product ~ '^[0-9]{1,9}$' THEN known.product::integer END
    WHERE known.id BETWEEN %(low)s AND %(high)s
    OFFSET 0
  ) now
  WHERE brand IS DISTINCT FROM old_brand
),
made AS (
  INSERT INTO customer_groups_item
    (digest, product, variant, brand, category_path, collections, term, targets)
  SELECT DISTINCT digest, product, variant, brand, category_path, collections, term,
    ARRAY(
      SELECT 'product:' || customer_groups_text_key(product) WHERE product IS NOT NULL
      UNION SELECT 'variant:' || customer_groups_text_key(variant) WHERE variant IS NOT NULL
      UNION SELECT 'brand:' || customer_groups_text_key(brand) WHERE brand IS NOT NULL
      UNION SELECT 'term:' || customer_groups_text_key(term) WHERE term IS NOT NULL
      UNION SELECT 'category:' || customer_groups_text_key(c) FROM unnest(category_path) c
      UNION SELECT 'collection:' || customer_groups_text_key(c) FROM unnest(collections) c
    )
  FROM branded
  ORDER BY digest
  -- Known already: the update says nothing new, and gives its id.
  ON CONFLICT (digest) DO UPDATE SET digest = EXCLUDED.digest
  RETURNING id, digest
)
UPDATE customer_groups_line_record l SET item_id = made.id
FROM branded JOIN made ON made.digest = branded.digest
WHERE l.item_id = branded.old_id
