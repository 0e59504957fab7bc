-- A profile for every customer of the host; whoever has one keeps it.
INSERT INTO customer_groups_profile (kind, host_key)
SELECT 'customer', c.customer_key::text
FROM ({{customers}}) c
WHERE NOT EXISTS (
  SELECT FROM customer_groups_profile p
  WHERE p.kind = 'customer' AND p.host_key = c.customer_key::text
)
ORDER BY c.customer_key
ON CONFLICT (kind, host_key) DO NOTHING
