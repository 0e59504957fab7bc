-- The same groups for every buyer.
SELECT buyer.*, given.group_id
FROM buyer CROSS JOIN unnest(%(groups)s::bigint[]) AS given (group_id)
