-- Profiles for customers that something happened to and that have none yet.
INSERT INTO customer_groups_profile (kind, host_key)
SELECT DISTINCT 'customer', customer_key
FROM unnest(%(keys)s::text[]) AS happened (customer_key)
WHERE NOT EXISTS (
  SELECT FROM customer_groups_profile p
  WHERE p.kind = 'customer' AND p.host_key = happened.customer_key
)
ORDER BY customer_key -- two workers that make the same ones must not wait for each other
ON CONFLICT (kind, host_key) DO NOTHING
