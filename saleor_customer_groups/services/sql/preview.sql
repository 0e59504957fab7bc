-- What a rule would do, beside the members of the group it is compared with.
WITH {{queries}}
chosen AS MATERIALIZED (
  {{members}}
),
undecided AS (
  {{unknown}}
),
present AS MATERIALIZED (
  SELECT profile_id FROM customer_groups_membership
  WHERE group_id = %(compared_group)s::bigint
),
-- A full join is never a nested loop, however wrong the planner's guess of its sizes.
-- Whoever is not compared with a group all join: there is nothing to find out.
moving AS MATERIALIZED (
  SELECT coalesce(c.profile_id, p.profile_id) AS profile_id,
    p.profile_id IS NULL AS joins
  FROM chosen c FULL JOIN present p ON p.profile_id = c.profile_id
  WHERE (c.profile_id IS NULL OR p.profile_id IS NULL)
    AND %(compared_group)s::bigint IS NOT NULL
)
SELECT
  (SELECT count(*) FROM chosen),
  (SELECT count(*) FROM customer_groups_profile_facts
   WHERE is_shopper AND kind = ANY(%(kinds)s::text[])
     AND (%(existed_by)s::timestamptz IS NULL OR since IS NULL
       OR since <= %(existed_by)s::timestamptz)),
  (SELECT count(*) FROM undecided),
  (SELECT count(*) FROM moving WHERE joins),
  (SELECT count(*) FROM moving WHERE NOT joins),
  (SELECT coalesce(array_agg(host_key ORDER BY id), '{}')
   FROM (
     SELECT p.id, p.host_key FROM chosen c
     JOIN customer_groups_profile p ON p.id = c.profile_id
     ORDER BY p.id LIMIT %(sample)s
   ) few),
  (SELECT coalesce(array_agg(host_key ORDER BY id), '{}')
   FROM (
     SELECT p.id, p.host_key FROM moving m
     JOIN customer_groups_profile p ON p.id = m.profile_id
     WHERE m.joins ORDER BY p.id LIMIT %(sample)s
   ) few),
  (SELECT coalesce(array_agg(host_key ORDER BY id), '{}')
   FROM (
     SELECT p.id, p.host_key FROM moving m
     JOIN customer_groups_profile p ON p.id = m.profile_id
     WHERE NOT m.joins ORDER BY p.id LIMIT %(sample)s
   ) few)
