-- Restrictions with the codes of their groups and what holds them, the instant that is
-- asked about, and since when they are as they are; without keys all of the kind. By
-- cgroups_restriction_key.
SELECT r.key,
       coalesce(array_agg(g.code ORDER BY g.code) FILTER (WHERE NOT part.is_excluded), '{}'),
       coalesce(array_agg(g.code ORDER BY g.code) FILTER (WHERE part.is_excluded), '{}'),
       coalesce(%(at)s::timestamptz, clock_timestamp()),
       greatest(r.updated_at, c.updated_at, c.starts_at),
       c.code, c.name, c.channels, c.status, c.starts_at, c.ends_at
FROM customer_groups_restriction r
JOIN customer_groups_restriction_group part ON part.restriction_id = r.id
JOIN customer_groups_customer_group g ON g.id = part.group_id
LEFT JOIN customer_groups_campaign c ON c.id = r.campaign_id
WHERE r.kind = %(kind)s
  AND (%(keys)s::varchar[] IS NULL OR r.key = ANY(%(keys)s::varchar[]))
GROUP BY r.id, c.id
