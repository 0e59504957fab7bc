-- A page of each group's members: as few rows as the page has are joined to anything.
SELECT g.id, page.profile_id, p.host_key, p.kind, page.joined_at, page.via, page.sort::text
FROM unnest(%(groups)s::bigint[]) AS g (id)
CROSS JOIN LATERAL (
  SELECT m.profile_id, m.joined_at, m.via, {{sort}} AS sort
  FROM {{members}} m
  {{directory}}
  WHERE m.group_id = g.id {{wanted}} {{beyond}}
  ORDER BY {{sort}} {{direction}}, m.profile_id {{direction}}
  LIMIT %(size)s
) page
JOIN customer_groups_profile p ON p.id = page.profile_id
ORDER BY g.id, page.sort {{direction}}, page.profile_id {{direction}}
