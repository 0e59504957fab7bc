SELECT o.customer_key, l.order_key, l.key AS line_key, o.placed_at, o.channel,
       o.currency, l.quantity, l.amount,
       -- A variant that no product file names is its own product.
       COALESCE(p.product, l.variant) AS product, l.variant, p.brand,
       COALESCE(p.category_path, '{}') AS category_path,
       COALESCE(p.collections, '{}') AS collections, o.is_placed, o.is_paid
  FROM standalone_order_line l
  JOIN standalone_order o ON o.key = l.order_key
  LEFT JOIN standalone_product p ON p.key = l.variant
