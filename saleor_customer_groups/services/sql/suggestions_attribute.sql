-- Texts that customers have in one of their attributes, most frequent first.
SELECT mode() WITHIN GROUP (ORDER BY a.text) AS value, count(DISTINCT a.profile_id)
FROM customer_groups_attribute_fact a
JOIN customer_groups_profile_facts f ON f.profile_id = a.profile_id
WHERE f.is_shopper AND f.kind = 'customer' AND a.key = %(key)s AND a.text_key <> ''
  AND (%(search)s = '' OR strpos(a.text_key, customer_groups_text_key(%(search)s)) > 0)
GROUP BY a.text_key
ORDER BY count(DISTINCT a.profile_id) DESC, a.text_key
LIMIT %(limit)s
