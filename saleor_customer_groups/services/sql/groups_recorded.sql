-- The groups that a customer was in at an instant by the record, those archived since
-- too; the default group of whoever was registered by then. By cgroups_event_profile.
WITH customer AS (
  SELECT id FROM customer_groups_profile
  WHERE kind = 'customer' AND host_key = %(key)s
)
SELECT g.id, g.code, g.name, g.visibility, latest.at
FROM (
  SELECT DISTINCT ON (e.group_id) e.group_id, e.change, e.at
  FROM customer
  JOIN customer_groups_membership_event e ON e.profile_id = customer.id
  WHERE e.at <= %(at)s
  ORDER BY e.group_id, e.at DESC, e.id DESC
) latest
JOIN customer_groups_customer_group g ON g.id = latest.group_id
WHERE latest.change = 'joined'
UNION ALL
SELECT g.id, g.code, g.name, g.visibility, f.joined_at
FROM customer
JOIN customer_groups_profile_facts f
  ON f.profile_id = customer.id AND f.is_registered AND f.is_shopper
 AND (f.joined_at IS NULL OR f.joined_at <= %(at)s)
JOIN customer_groups_customer_group g ON g.is_default
ORDER BY 3, 1
