-- Marks whose attributes have other values than known.
WITH theirs AS MATERIALIZED (
  SELECT p.id AS profile_id, s.key, s.position, s.text::text, s.number::numeric(30, 6),
    s.instant, s.day, s.flag
  FROM ({{attributes}}) s
  JOIN customer_groups_profile p
    ON p.kind = 'customer' AND p.host_key = s.customer_key::text
  WHERE p.merged_into_id IS NULL AND p.erased_at IS NULL
),
ours AS MATERIALIZED (
  SELECT profile_id, key, position, text, number, instant, day, flag
  FROM customer_groups_attribute_fact
),
differing AS (
  SELECT DISTINCT profile_id FROM (
    (SELECT * FROM theirs EXCEPT SELECT * FROM ours)
    UNION ALL
    (SELECT * FROM ours EXCEPT SELECT * FROM theirs)
  ) found
),
marked AS (
  INSERT INTO customer_groups_mark (profile_id) SELECT profile_id FROM differing
)
SELECT count(*) FROM differing
