SELECT f.profile_id
FROM customer_groups_profile_facts f
JOIN customer_groups_value_facts v
  ON v.profile_id = f.profile_id AND v.channel = '' AND v.currency = 'EUR'
WHERE (f.country_key NOT IN ('de', 'at') OR f.country_key IS NULL)
  AND v.average_order_value >= 100
  AND f.is_shopper AND f.kind = 'customer'
