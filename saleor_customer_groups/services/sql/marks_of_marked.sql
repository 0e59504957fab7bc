-- A mark for each customer that something happened to, however often.
INSERT INTO customer_groups_mark (profile_id)
SELECT p.id
FROM customer_groups_profile p
WHERE p.kind = 'customer' AND p.host_key IN (SELECT customer_key FROM {{happened}})
