INSERT INTO standalone_order_line (key, order_key, variant, quantity, amount)
SELECT key, order_key, 'v' || item_id, quantity, amount
FROM customer_groups_line_record WHERE profile_id = ANY(%(profiles)s)
