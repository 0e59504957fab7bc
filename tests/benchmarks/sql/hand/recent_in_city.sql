SELECT f.profile_id
FROM customer_groups_profile_facts f
JOIN customer_groups_order_facts o ON o.profile_id = f.profile_id AND o.channel = ''
WHERE f.city_key = 'city 3' AND o.last_order_at >= %(since)s AND o.last_order_at <= %(now)s
  AND f.is_shopper AND f.kind = 'customer'
