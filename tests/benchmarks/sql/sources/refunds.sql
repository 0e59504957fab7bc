INSERT INTO standalone_refund (key, order_key, at, amount)
SELECT key, order_key, at, amount
FROM customer_groups_refund_record WHERE profile_id = ANY(%(profiles)s)
