SELECT e.customer_key, e.kind, e.at, e.channel,
       COALESCE(p.product, e.variant) AS product, e.variant, p.brand,
       COALESCE(p.category_path, '{}') AS category_path,
       COALESCE(p.collections, '{}') AS collections, e.term, e.count
  FROM standalone_event e
  LEFT JOIN standalone_product p ON p.key = e.variant
