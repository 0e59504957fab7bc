-- Moves groups from what their members were to what they are, and writes the ledger.
-- Running it again changes nothing. Groups that refer to a changed one get marks: one per
-- profile, or beyond ten thousand of those one for the whole group.
WITH fresh AS (
  {{fresh}}
),
diff AS MATERIALIZED (
  SELECT
    coalesce(f.group_id, m.group_id) AS group_id,
    coalesce(f.profile_id, m.profile_id) AS profile_id,
    f.via,
    m.profile_id IS NULL AS joins,
    f.profile_id IS NULL AS leaves
  FROM fresh f
  FULL JOIN (
    SELECT m.group_id, m.profile_id, m.via FROM customer_groups_membership m
    WHERE {{scope}}
  ) m ON {{same}}
  WHERE f.profile_id IS NULL OR m.profile_id IS NULL OR f.via <> m.via
),
gone AS (
  DELETE FROM customer_groups_membership m USING diff d
  -- The scope once more, or all memberships of the shop are read: PostgreSQL expects
  -- many differences where there are few.
  WHERE d.leaves AND m.group_id = d.group_id AND m.profile_id = d.profile_id
    AND {{scope}}
),
reached AS (
  UPDATE customer_groups_membership m SET via = d.via FROM diff d
  WHERE NOT d.leaves AND NOT d.joins
    AND m.group_id = d.group_id AND m.profile_id = d.profile_id
    AND {{scope}}
),
came AS (
  INSERT INTO customer_groups_membership (group_id, profile_id, via, joined_at)
  SELECT group_id, profile_id, via, %(now)s FROM diff WHERE joins
),
logged AS (
  INSERT INTO customer_groups_membership_event
    (group_id, profile_id, change, cause, revision, actor, at)
  SELECT d.group_id, d.profile_id, CASE WHEN d.joins THEN 'joined' ELSE 'left' END,
    coalesce(%(cause)s,
      CASE WHEN g.evaluated_revision = r.revision THEN 'event' ELSE 'rule' END),
    r.revision, %(actor)s, %(now)s
  FROM diff d JOIN customer_groups_customer_group g ON g.id = d.group_id
  JOIN unnest(%(group_ids)s::bigint[], %(revisions)s::int[]) AS r (group_id, revision)
    ON r.group_id = d.group_id
  WHERE d.joins OR d.leaves
),
told AS (
  INSERT INTO customer_groups_mark (profile_id, group_id)
  SELECT DISTINCT CASE WHEN changes > 10000 THEN NULL ELSE profile_id END, dependent
  FROM (
    SELECT d.profile_id, r.dependent, count(*) OVER (PARTITION BY r.dependent) AS changes
    FROM diff d
    JOIN unnest(%(referenced)s::bigint[], %(dependents)s::bigint[])
      AS r (referenced, dependent) ON r.referenced = d.group_id
    WHERE d.joins OR d.leaves
  ) concerned
)
SELECT group_id, count(*) FILTER (WHERE joins), count(*) FILTER (WHERE leaves)
FROM diff GROUP BY group_id
