-- Assigns to customers the values of the groups they are in, and takes the others away.
-- Only of those whose membership changed since an instant, where one is given.
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
  SELECT c.user_id, v.id AS value_id
  FROM concerned c
  JOIN customer_groups_membership m ON m.profile_id = c.profile_id
  JOIN customer_groups_customer_group g ON g.id = m.group_id
  JOIN attribute_attributevalue v ON v.attribute_id = %(attribute)s AND v.slug = g.code
),
known AS (
  SELECT a.id, a.user_id, a.value_id
  FROM attribute_assigneduserattributevalue a
  JOIN attribute_attributevalue v ON v.id = a.value_id AND v.attribute_id = %(attribute)s
  WHERE a.user_id IN (SELECT user_id FROM concerned)
),
gone AS (
  DELETE FROM attribute_assigneduserattributevalue a USING known k
  WHERE a.id = k.id AND NOT EXISTS (
    SELECT FROM wanted w WHERE w.user_id = k.user_id AND w.value_id = k.value_id
  )
  RETURNING a.user_id
),
came AS (
  INSERT INTO attribute_assigneduserattributevalue (user_id, value_id)
  SELECT w.user_id, w.value_id FROM wanted w
  WHERE NOT EXISTS (
    SELECT FROM known k WHERE k.user_id = w.user_id AND k.value_id = w.value_id
  )
  ORDER BY w.user_id, w.value_id
  ON CONFLICT (value_id, user_id) DO NOTHING
  RETURNING user_id
)
SELECT count(DISTINCT user_id) FROM (
  SELECT user_id FROM gone UNION ALL SELECT user_id FROM came
) changed
