-- Which customer each line of a list names, by key or else by e-mail; several customers
-- may have one address. NULL where nobody has it.
WITH given AS (
  SELECT * FROM unnest(%(lines)s::int[], %(texts)s::text[]) AS given (line, text)
),
by_key AS (
  SELECT g.line, p.id, p.host_key
  FROM given g
  JOIN customer_groups_profile p
    ON p.kind = 'customer' AND p.erased_at IS NULL AND p.host_key = g.text
),
by_email AS (
  SELECT g.line, p.id, p.host_key
  FROM given g
  JOIN ({{directory}}) d ON lower(d.email) = lower(g.text)
  JOIN customer_groups_profile p
    ON p.kind = 'customer' AND p.erased_at IS NULL AND p.host_key = d.customer_key::text
  WHERE strpos(g.text, '@') > 0
    AND NOT EXISTS (SELECT FROM by_key WHERE by_key.line = g.line)
),
named AS (
  SELECT line, min(id) AS id, min(host_key) AS host_key, count(*) AS count
  FROM (SELECT * FROM by_key UNION ALL SELECT * FROM by_email) found
  GROUP BY line
)
SELECT g.line, n.host_key, coalesce(n.count, 0),
  EXISTS (
    SELECT FROM customer_groups_assignment a
    WHERE a.group_id = %(group)s AND a.profile_id = n.id
  )
FROM given g
LEFT JOIN named n ON n.line = g.line
ORDER BY g.line
