-- Marks whose orders are not recorded as theirs, or not as placed where, or are gone.
WITH channel AS MATERIALIZED (
  SELECT id, coalesce(nullif(customer_groups_text_key(slug), ''), 'default') AS key
  FROM channel_channel
),
differing AS (
  SELECT DISTINCT p.id AS profile_id,
    CASE WHEN p.id IS NULL THEN o.user_id::text END AS key
  FROM order_order o
  JOIN channel ON channel.id = o.channel_id
  CROSS JOIN customer_groups_shop shop
  LEFT JOIN customer_groups_profile p
    ON p.kind = 'customer' AND p.host_key = o.user_id::text
  LEFT JOIN customer_groups_order_record r
    ON r.key = o.id::text AND r.profile_id = p.id
  WHERE o.user_id IS NOT NULL AND o.status <> 'draft'
    AND p.merged_into_id IS NULL AND p.erased_at IS NULL
    AND (r.key IS NULL OR r.channel <> channel.key OR r.currency <> o.currency
      OR (r.is_countable
        AND o.status IN ('unconfirmed', 'canceled', 'expired'))
      OR (NOT r.is_countable AND shop.counting = 'placed'
        AND o.status NOT IN ('unconfirmed', 'canceled', 'expired')))
  UNION
  SELECT r.profile_id, NULL
  FROM customer_groups_order_record r
  WHERE NOT EXISTS (
    SELECT FROM order_order o
    WHERE o.id::text = r.key AND o.user_id IS NOT NULL AND o.status <> 'draft'
  )
),
marked AS (
  INSERT INTO customer_groups_mark (profile_id, customer_key)
  SELECT profile_id, key FROM differing
)
SELECT count(*) FROM differing
