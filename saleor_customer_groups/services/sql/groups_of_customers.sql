-- The groups that customers are in, the default group of whoever is registered too.
SELECT p.host_key, g.id, g.code, g.name, g.visibility, m.joined_at
FROM customer_groups_profile p
JOIN customer_groups_membership m ON m.profile_id = p.id
JOIN customer_groups_customer_group g ON g.id = m.group_id
WHERE p.kind = 'customer' AND p.host_key = ANY(%(keys)s::text[])
  AND g.archived_at IS NULL
UNION ALL
SELECT p.host_key, g.id, g.code, g.name, g.visibility, f.joined_at
FROM customer_groups_profile p
JOIN customer_groups_profile_facts f
  ON f.profile_id = p.id AND f.is_registered AND f.is_shopper
JOIN customer_groups_customer_group g ON g.is_default
WHERE p.kind = 'customer' AND p.host_key = ANY(%(keys)s::text[])
ORDER BY 4, 2
