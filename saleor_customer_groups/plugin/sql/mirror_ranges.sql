-- Bounds of id ranges of customers' profiles, so many in each: of everybody, or of those
-- whose membership changed since an instant.
SELECT min(id), max(id) FROM (
  SELECT id, (row_number() OVER (ORDER BY id) - 1) / %(size)s AS part
  FROM customer_groups_profile p
  WHERE kind = 'customer' AND (%(since)s::timestamptz IS NULL OR id IN (
    SELECT profile_id FROM customer_groups_membership_event WHERE at >= %(since)s
  ))
) numbered GROUP BY part ORDER BY part
