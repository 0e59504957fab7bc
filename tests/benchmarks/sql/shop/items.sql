-- What the sync would have interned of these products.
INSERT INTO customer_groups_item
  (id, digest, product, variant, brand, category_path, collections, targets)
SELECT
  substring(key FROM 2)::int,
  md5(ROW(product, key::text, brand, category_path, collections, NULL::text)::text),
  product, key, brand, category_path, collections,
  ARRAY['product:' || product, 'variant:' || key, 'brand:' || brand]
    || ARRAY(SELECT 'category:' || c FROM unnest(category_path) c)
    || ARRAY(SELECT 'collection:' || c FROM unnest(collections) c)
FROM standalone_product
