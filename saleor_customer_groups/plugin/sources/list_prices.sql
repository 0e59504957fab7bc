SELECT l.variant_id::text AS variant, v.product_id::text AS product, c.slug AS channel,
       l.currency AS currency, l.price_amount AS amount, l.cost_price_amount AS cost
  FROM product_productvariantchannellisting l
  JOIN product_productvariant v ON v.id = l.variant_id
  JOIN channel_channel c ON c.id = l.channel_id
 WHERE l.price_amount IS NOT NULL
