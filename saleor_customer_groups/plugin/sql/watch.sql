-- Marks whoever has a row in Saleor that was saved since an instant.
INSERT INTO customer_groups_mark (profile_id, customer_key)
SELECT p.id, CASE WHEN p.id IS NULL THEN saved.customer_key END
FROM (
  SELECT id::text AS customer_key FROM account_user WHERE updated_at >= %(since)s
  UNION
  SELECT user_id::text FROM order_order
  WHERE updated_at >= %(since)s AND user_id IS NOT NULL AND status <> 'draft'
  UNION
  SELECT user_id::text FROM checkout_checkout
  WHERE last_change >= %(since)s AND user_id IS NOT NULL
) saved
LEFT JOIN customer_groups_profile p
  ON p.kind = 'customer' AND p.host_key = saved.customer_key
