SELECT f.profile_id
FROM customer_groups_membership m
JOIN customer_groups_order_facts o ON o.profile_id = m.profile_id AND o.channel = ''
JOIN customer_groups_profile_facts f ON f.profile_id = m.profile_id
WHERE m.group_id = %(group)s AND o.order_count >= 3
  AND f.is_shopper AND f.kind = 'customer'
