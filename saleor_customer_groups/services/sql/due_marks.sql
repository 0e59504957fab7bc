-- Rows dated after now change facts when their time comes: a mark waits for each.
INSERT INTO customer_groups_mark (profile_id, due_at)
SELECT DISTINCT profile_id, due_at
FROM (
  SELECT profile_id, at AS due_at FROM customer_groups_order_record WHERE at > %(now)s
  UNION ALL
  SELECT profile_id, counts_until FROM customer_groups_order_record
  WHERE counts_until > %(now)s
  UNION ALL
  SELECT profile_id, at FROM customer_groups_refund_record WHERE at > %(now)s
  UNION ALL
  SELECT profile_id, day::timestamp AT TIME ZONE shop.time_zone
  FROM customer_groups_activity_day CROSS JOIN customer_groups_shop shop
  WHERE day::timestamp AT TIME ZONE shop.time_zone > %(now)s
) later
WHERE %(profiles)s::bigint[] IS NULL OR profile_id = ANY(%(profiles)s::bigint[])
