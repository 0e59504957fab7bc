-- Channels in which customers have orders that count, most frequent first.
SELECT o.channel, count(*)
FROM customer_groups_order_facts o
JOIN customer_groups_profile_facts f ON f.profile_id = o.profile_id
WHERE f.is_shopper AND f.kind = 'customer' AND o.channel <> '' AND o.order_count > 0
  AND (%(search)s = '' OR strpos(o.channel, customer_groups_text_key(%(search)s)) > 0)
GROUP BY o.channel
ORDER BY count(*) DESC, o.channel
LIMIT %(limit)s
