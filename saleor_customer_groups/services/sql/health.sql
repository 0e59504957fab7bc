-- What waits to be worked off: how many marks, how many of them failed, the oldest.
SELECT count(*),
  count(*) FILTER (WHERE failed_at IS NOT NULL),
  min(greatest(due_at, created_at)) FILTER (WHERE due_at <= %(now)s)
FROM customer_groups_mark
WHERE due_at <= %(now)s OR failed_at IS NOT NULL
