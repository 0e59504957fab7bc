-- Marks whose most recent open checkout is another than known, or gone.
WITH differing AS (
  SELECT f.profile_id
  FROM customer_groups_profile_facts f
  JOIN customer_groups_profile p ON p.id = f.profile_id AND p.kind = 'customer'
  LEFT JOIN (
    SELECT DISTINCT ON (open.customer_key)
      open.customer_key::text AS key, open.updated_at, open.value, open.currency
    FROM ({{checkouts}}) open
    ORDER BY open.customer_key, open.updated_at DESC, open.value DESC
  ) c ON c.key = p.host_key
  WHERE p.merged_into_id IS NULL AND p.erased_at IS NULL AND f.is_registered
    AND (c.updated_at, c.value::numeric(20, 3), c.currency::text) IS DISTINCT FROM
        (f.open_checkout_at, f.open_checkout_value, f.open_checkout_currency)
),
marked AS (
  INSERT INTO customer_groups_mark (profile_id) SELECT profile_id FROM differing
)
SELECT count(*) FROM differing
