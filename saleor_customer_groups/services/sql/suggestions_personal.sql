-- Texts that customers have in one of their facts: as most of them write it, most
-- frequent first.
SELECT mode() WITHIN GROUP (ORDER BY f.{{shown}}) AS value, count(*)
FROM customer_groups_profile_facts f
WHERE f.is_shopper AND f.kind = 'customer' AND f.{{key}} <> ''
  AND (%(search)s = '' OR strpos(f.{{key}}, customer_groups_text_key(%(search)s)) > 0)
GROUP BY f.{{key}}
ORDER BY count(*) DESC, f.{{key}}
LIMIT %(limit)s
