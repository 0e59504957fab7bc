-- A page of each owner's changes; the index on it and the instant gives them in order.
SELECT o.id, page.event_id, page.at, page.group_id, page.profile_id, p.host_key, p.kind,
  page.change, page.cause, page.revision, page.actor, page.at::text
FROM unnest(%(owners)s::bigint[]) AS o (id)
CROSS JOIN LATERAL (
  SELECT e.id AS event_id, e.at, e.group_id, e.profile_id, e.change, e.cause, e.revision,
    e.actor
  FROM customer_groups_membership_event e
  WHERE {{owner}} = o.id {{wanted}} {{beyond}}
  ORDER BY {{sort}} {{direction}}, e.id {{direction}}
  LIMIT %(size)s
) page
JOIN customer_groups_profile p ON p.id = page.profile_id
ORDER BY o.id, page.at {{direction}}, page.event_id {{direction}}
