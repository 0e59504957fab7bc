-- A mark for each customer of the table, and a profile for those that have none.
WITH happened AS MATERIALIZED (
  SELECT DISTINCT customer_key FROM {{happened}}
),
made AS (
  INSERT INTO customer_groups_profile (kind, host_key)
  SELECT 'customer', customer_key FROM happened
  WHERE NOT EXISTS (
    SELECT FROM customer_groups_profile p
    WHERE p.kind = 'customer' AND p.host_key = happened.customer_key
  )
  ORDER BY customer_key
  RETURNING id
)
INSERT INTO customer_groups_mark (profile_id)
SELECT id FROM made
UNION ALL
SELECT p.id FROM customer_groups_profile p
JOIN happened ON p.kind = 'customer' AND p.host_key = happened.customer_key
