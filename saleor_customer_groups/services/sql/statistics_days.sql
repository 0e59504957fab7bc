-- Members now, and who joined and left on which day of the shop: of one snapshot, so that
-- the days lead to the number. A group without changes has one row without a day.
SELECT g.id, present.count, changes.day, changes.joined, changes.left
FROM unnest(%(groups)s::bigint[]) AS g (id)
LEFT JOIN (
  SELECT group_id, count(*) FROM ({{members}}) members GROUP BY group_id
) present ON present.group_id = g.id
LEFT JOIN (
  SELECT e.group_id, (e.at AT TIME ZONE %(zone)s)::date AS day,
    count(*) FILTER (WHERE e.change = 'joined') AS joined,
    count(*) FILTER (WHERE e.change = 'left') AS left
  FROM customer_groups_membership_event e
  WHERE e.group_id = ANY(%(groups)s::bigint[]) AND e.at >= %(since)s
  GROUP BY e.group_id, day
) changes ON changes.group_id = g.id
