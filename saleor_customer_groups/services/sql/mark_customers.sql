-- A mark for each customer that something happened to; new ones are named by their key.
INSERT INTO customer_groups_mark (profile_id, customer_key)
SELECT DISTINCT p.id, CASE WHEN p.id IS NULL THEN happened.customer_key END
FROM unnest(%(keys)s::text[]) AS happened (customer_key)
LEFT JOIN customer_groups_profile p
  ON p.kind = 'customer' AND p.host_key = happened.customer_key
