SELECT p.key::text AS variant, p.product AS product, NULL::text AS channel,
       p.currency AS currency, p.price AS amount, NULL::numeric AS cost
  FROM standalone_product p
 WHERE p.price IS NOT NULL AND p.currency IS NOT NULL
