-- The same as text in private metadata, where customers have no attributes: the codes,
-- sorted, with commas between. Who is in no group has no entry.
WITH concerned AS (
  SELECT p.id AS profile_id, u.id AS user_id
  FROM customer_groups_profile p
  JOIN account_user u ON u.id = p.host_key::integer
  WHERE p.kind = 'customer' AND p.id BETWEEN %(low)s AND %(high)s
    AND (%(since)s::timestamptz IS NULL OR p.id IN (
      SELECT profile_id FROM customer_groups_membership_event
      WHERE at >= %(since)s AND profile_id BETWEEN %(low)s AND %(high)s
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
-- In the order in which Saleor locks accounts, too.
locked AS (
  SELECT u.id, w.codes FROM account_user u JOIN wanted w ON w.user_id = u.id
  WHERE (u.private_metadata ->> %(key)s::text) IS DISTINCT FROM w.codes
  ORDER BY u.id FOR NO KEY UPDATE OF u
),
changed AS (
  UPDATE account_user u
  SET private_metadata = CASE
    WHEN w.codes IS NULL THEN u.private_metadata - %(key)s::text
    ELSE u.private_metadata || jsonb_build_object(%(key)s::text, w.codes)
  END
  FROM locked w
  WHERE w.id = u.id
  RETURNING u.id
)
SELECT count(*) FROM changed
