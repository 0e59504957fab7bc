-- Saleor keeps no views, searches, carts nor wishlists by customer.
SELECT 0 AS customer_key, '' AS kind, now() AS at, '' AS channel, NULL::text AS product,
       NULL::text AS variant, NULL::text AS brand, '{}'::text[] AS category_path,
       '{}'::text[] AS collections, NULL::text AS term, 0 AS count
 WHERE FALSE
