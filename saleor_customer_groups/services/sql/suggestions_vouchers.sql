-- Voucher codes on orders that count, by how many customers used them.
SELECT code, count(DISTINCT o.profile_id)
FROM customer_groups_order_record o
CROSS JOIN LATERAL unnest(o.voucher_codes) AS code
JOIN customer_groups_profile_facts f ON f.profile_id = o.profile_id
WHERE f.is_shopper AND f.kind = 'customer' AND o.voucher_codes <> '{}'
  AND o.is_countable AND o.at <= %(now)s
  AND (o.counts_until IS NULL OR o.counts_until > %(now)s)
  AND (%(search)s = '' OR strpos(code, customer_groups_text_key(%(search)s)) > 0)
GROUP BY code
ORDER BY count(DISTINCT o.profile_id) DESC, code
LIMIT %(limit)s
