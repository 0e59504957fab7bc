-- A page of the customers who are in certain groups and not in others.
SELECT page.profile_id, k.host_key, page.sort::text
FROM (
  SELECT f.profile_id, {{sort}} AS sort
  FROM customer_groups_profile_facts f
  {{directory}}
  WHERE f.is_shopper AND f.kind = 'customer' {{wanted}} {{beyond}}
  ORDER BY {{sort}} {{direction}}, f.profile_id {{direction}}
  LIMIT %(size)s
) page
JOIN customer_groups_profile k ON k.id = page.profile_id
ORDER BY page.sort {{direction}}, page.profile_id {{direction}}
