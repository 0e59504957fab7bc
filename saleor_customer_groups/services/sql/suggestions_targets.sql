-- Products, brands, categories, collections or search terms that were ever touched; by
-- text, what begins with the search first. How many customers did is asked apart.
SELECT mode() WITHIN GROUP (ORDER BY named.text) AS value,
  array_agg(DISTINCT named.id) AS items
FROM (
  SELECT i.id, text, customer_groups_text_key(text) AS key
  FROM customer_groups_item i
  CROSS JOIN LATERAL unnest({{texts}}) AS text
) named
WHERE named.key <> ''
  AND (%(search)s = '' OR strpos(named.key, customer_groups_text_key(%(search)s)) > 0)
GROUP BY named.key
ORDER BY NOT starts_with(named.key, customer_groups_text_key(%(search)s)), named.key
LIMIT %(limit)s
