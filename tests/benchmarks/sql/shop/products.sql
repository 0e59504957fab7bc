-- 2,000 products with 5,000 variants: 100 brands, 60 categories three deep, 30 collections.
INSERT INTO standalone_product
  (key, product, name, brand, category_path, collections, price, currency)
SELECT
  'v' || n,
  'p' || p,
  'Product ' || p,
  'brand-' || (1 + floor(100 * bench_random(p, 1) ^ 2))::int,
  ARRAY[
    'area-' || mod(c, 4), 'department-' || mod(c, 12), 'category-' || c
  ],
  CASE WHEN mod(p, 3) = 0 THEN ARRAY['collection-' || mod(p, 30)] ELSE '{}' END,
  round((5 + 60 * bench_random(n, 3) ^ 2)::numeric, 2),
  'EUR'
FROM (
  SELECT n, (n * 2 + 4) / 5 AS p,
    (60 * bench_random((n * 2 + 4) / 5, 2))::int AS c
  FROM generate_series(1, 5000) n
) variant
