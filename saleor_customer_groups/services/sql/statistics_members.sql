-- Whom the groups have now; the default group's are whom it covers by definition.
SELECT group_id, profile_id FROM customer_groups_membership
WHERE group_id = ANY(%(groups)s::bigint[])
UNION ALL
SELECT d.id, f.profile_id
FROM customer_groups_customer_group d
JOIN customer_groups_profile_facts f
  ON f.is_shopper AND f.is_registered AND f.kind = 'customer'
WHERE d.is_default AND d.id = ANY(%(groups)s::bigint[])
