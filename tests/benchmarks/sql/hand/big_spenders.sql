SELECT f.profile_id
FROM customer_groups_value_facts v
JOIN customer_groups_profile_facts f ON f.profile_id = v.profile_id
WHERE v.channel = '' AND v.currency = 'EUR' AND v.lifetime_value > %(amount)s
  AND f.is_shopper AND f.kind = 'customer'
