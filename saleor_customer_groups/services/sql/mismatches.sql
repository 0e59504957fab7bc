-- Whose membership is not what the group's rule says, and no mark is waiting for.
SELECT coalesce(f.profile_id, m.profile_id)
FROM ({{fresh}}) f
FULL JOIN (
  SELECT profile_id, via FROM customer_groups_membership
  WHERE group_id = %(group)s
) m ON m.profile_id = f.profile_id
WHERE (f.profile_id IS NULL OR m.profile_id IS NULL OR f.via <> m.via)
  AND (%(among)s::bigint[] IS NULL
    OR coalesce(f.profile_id, m.profile_id) = ANY(%(among)s::bigint[]))
  -- A mark of a profile that waits for its time excuses nothing until then. Two tests
  -- without OR: the first is asked once, the second is a hashed anti-join.
  AND NOT EXISTS (
    SELECT FROM customer_groups_mark k
    WHERE k.profile_id IS NULL AND k.group_id = %(group)s AND k.failed_at IS NULL
  )
  AND NOT EXISTS (
    SELECT FROM customer_groups_mark k
    WHERE k.profile_id = coalesce(f.profile_id, m.profile_id) AND k.failed_at IS NULL
      AND (k.group_id = %(group)s OR (k.group_id IS NULL AND k.due_at <= %(now)s))
  )
  -- Marked before it had a profile.
  AND NOT EXISTS (
    SELECT FROM customer_groups_mark k
    JOIN customer_groups_profile p ON p.kind = 'customer' AND p.host_key = k.customer_key
    WHERE p.id = coalesce(f.profile_id, m.profile_id) AND k.failed_at IS NULL
  )
