-- How many changes each owner has in the record that are wanted.
SELECT {{owner}}, count(*)
FROM customer_groups_membership_event e
WHERE {{owner}} = ANY(%(owners)s::bigint[]) {{wanted}}
GROUP BY 1
