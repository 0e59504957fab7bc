SELECT f.profile_id
FROM (
  SELECT profile_id FROM customer_groups_order_record
  WHERE is_countable AND at >= %(since)s AND at <= %(now)s
    AND (counts_until IS NULL OR counts_until > %(now)s)
  GROUP BY profile_id HAVING count(*) >= %(count)s
) o
JOIN customer_groups_profile_facts f ON f.profile_id = o.profile_id
WHERE f.is_shopper AND f.kind = 'customer'
