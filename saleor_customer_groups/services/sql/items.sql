-- Interns what the selected lines and activity touched, as it is in the catalogue now.
INSERT INTO customer_groups_item
  (digest, product, variant, brand, category_path, collections, term, targets)
SELECT
  md5(ROW(product, variant, brand, category_path, collections, term)::text),
  product, variant, brand, category_path, collections, term,
  ARRAY(
    SELECT 'product:' || customer_groups_text_key(product) WHERE product IS NOT NULL
    UNION SELECT 'variant:' || customer_groups_text_key(variant) WHERE variant IS NOT NULL
    UNION SELECT 'brand:' || customer_groups_text_key(brand) WHERE brand IS NOT NULL
    UNION SELECT 'term:' || customer_groups_text_key(term) WHERE term IS NOT NULL
    UNION SELECT 'category:' || customer_groups_text_key(c) FROM unnest(category_path) c
    UNION SELECT 'collection:' || customer_groups_text_key(c) FROM unnest(collections) c
  )
FROM (
  SELECT product, variant, brand, category_path, collections, NULL::text AS term
  FROM ({{lines}}) l
  JOIN {{chosen}} p ON p.customer_key = l.customer_key
  UNION
  SELECT product, variant, brand, category_path, collections, term
  FROM ({{activity}}) a
  JOIN {{chosen}} p ON p.customer_key = a.customer_key
) touched
-- Named in full: without, these would be the columns of what is known.
WHERE NOT EXISTS (
  SELECT FROM customer_groups_item known
  WHERE known.digest = md5(ROW(
    touched.product, touched.variant, touched.brand, touched.category_path,
    touched.collections, touched.term)::text)
)
ORDER BY 1 -- two workers that intern the same items must not wait for each other
ON CONFLICT (digest) DO NOTHING
