-- Members of manual groups: who was put in, and whoever is in a child, up to the top.
WITH RECURSIVE reached (group_id, profile_id, is_own) AS (
  SELECT a.group_id, a.profile_id, true
  FROM customer_groups_assignment a
  JOIN customer_groups_customer_group g ON g.id = a.group_id AND g.archived_at IS NULL
  WHERE %(profiles)s::bigint[] IS NULL OR a.profile_id = ANY(%(profiles)s::bigint[])
  UNION
  SELECT parent.id, r.profile_id, false
  FROM reached r
  JOIN customer_groups_customer_group child ON child.id = r.group_id
  JOIN customer_groups_customer_group parent
    ON parent.id = child.parent_id AND parent.archived_at IS NULL
)
SELECT r.group_id, r.profile_id,
  CASE WHEN bool_or(r.is_own) THEN 'own' ELSE 'child' END AS via
FROM reached r
JOIN customer_groups_profile_facts f ON f.profile_id = r.profile_id AND f.is_shopper
JOIN customer_groups_customer_group g ON g.id = r.group_id
  AND (g.audience = 'both' OR g.audience = f.kind || 's')
WHERE r.group_id = ANY(%(groups)s::bigint[])
GROUP BY r.group_id, r.profile_id
