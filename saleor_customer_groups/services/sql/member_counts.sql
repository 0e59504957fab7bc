-- Members per group. The default group covers every registered customer, without rows.
SELECT g.id,
  CASE WHEN g.is_default THEN (
    SELECT count(*) FROM customer_groups_profile_facts f
    WHERE f.is_shopper AND f.is_registered AND f.kind = 'customer'
  ) ELSE (
    SELECT count(*) FROM customer_groups_membership m WHERE m.group_id = g.id
  ) END
FROM customer_groups_customer_group g
WHERE g.id = ANY(%(groups)s::bigint[])
