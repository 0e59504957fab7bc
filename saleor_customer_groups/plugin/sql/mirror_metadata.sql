-- The same as text in private metadata, where customers have no attributes: the codes,
-- sorted, with commas between. Who is in no group has no entry.
WITH concerned AS (
  SELECT p.id AS profile_id, u.id AS user_id
  FROM customer_groups_profile p
  JOIN account_user u ON u.id = p.host_key::integer
  WHERE p.kind = 'customer' AND (%(since)s::timestamptz IS NULL OR p.id IN (
    SELECT profile_id FROM customer_groups_membership_event WHERE at >= %(since)s
  ))
),
wanted AS (
  SELECT c.user_id, string_agg(g.code, ',' ORDER BY g.code) AS codes
  FROM concerned c
  LEFT JOIN customer_groups_membership m ON m.profile_id = c.profile_id
  LEFT JOIN customer_groups_customer_group g
    ON g.id = m.group_id AND g.archived_at IS NULL AND NOT g.is_default
  GROUP BY c.user_id
),
changed AS (
  UPDATE account_user u
  SET private_metadata = CASE
    WHEN w.codes IS NULL THEN u.private_metadata - %(key)s::text
    ELSE u.private_metadata || jsonb_build_object(%(key)s::text, w.codes)
  END
  FROM wanted w
  WHERE w.user_id = u.id
    AND (u.private_metadata ->> %(key)s::text) IS DISTINCT FROM w.codes
  RETURNING u.id
)
SELECT count(*) FROM changed
