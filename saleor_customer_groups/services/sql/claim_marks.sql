-- Takes due marks that no other worker holds; uses the index on due_at. A mark that
-- waits for nothing is due in 1970. An array, because a join would read every mark.
DELETE FROM customer_groups_mark
WHERE id = ANY(ARRAY(
  SELECT id FROM customer_groups_mark
  WHERE due_at <= %(now)s AND (profile_id IS NOT NULL OR customer_key IS NOT NULL)
  ORDER BY due_at, id
  LIMIT %(limit)s
  FOR UPDATE SKIP LOCKED
))
RETURNING profile_id, customer_key, group_id, due_at > timestamptz '1970-01-01 00:00Z'
