-- Profiles for customers that something happened to and that have none yet.
INSERT INTO customer_groups_profile (kind, host_key)
SELECT DISTINCT 'customer', customer_key
FROM {{happened}}
WHERE NOT EXISTS (
  SELECT FROM customer_groups_profile p
  WHERE p.kind = 'customer' AND p.host_key = happened.customer_key
)
ORDER BY customer_key
ON CONFLICT (kind, host_key) DO NOTHING
