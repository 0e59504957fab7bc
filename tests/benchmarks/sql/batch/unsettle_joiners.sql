-- ... and about as many are members who should not be.
INSERT INTO customer_groups_membership (group_id, profile_id, via, joined_at)
SELECT g.id, f.profile_id, 'own', now()
FROM (
  SELECT group_id AS id, count(*) AS size FROM customer_groups_membership
  WHERE group_id = ANY(%(groups)s) GROUP BY group_id
) g
CROSS JOIN LATERAL (
  SELECT profile_id FROM customer_groups_profile_facts f
  WHERE f.is_shopper
    AND f.profile_id > mod(g.id * 7919, 100) * (SELECT max(id) FROM customer_groups_profile) / 200
    AND NOT EXISTS (
      SELECT FROM customer_groups_membership m
      WHERE m.group_id = g.id AND m.profile_id = f.profile_id
    )
  ORDER BY f.profile_id
  LIMIT (g.size + 99) / 100
) f
