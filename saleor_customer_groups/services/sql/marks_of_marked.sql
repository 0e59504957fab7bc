-- A mark for each customer that something happened to.
INSERT INTO customer_groups_mark (profile_id)
SELECT DISTINCT p.id
FROM {{happened}}
JOIN customer_groups_profile p
  ON p.kind = 'customer' AND p.host_key = happened.customer_key
