SELECT profile_id, coalesce(channel, '') AS channel, count(*)::int AS order_count,
  sum(units) AS units_bought, round(sum(units)::numeric / count(*), 4) AS average_units_per_order,
  max(units) AS largest_order_units, min(at) AS first_order_at, max(at) AS last_order_at
FROM customer_groups_order_record
WHERE is_countable AND at <= %(now)s AND (counts_until IS NULL OR counts_until > %(now)s)
GROUP BY GROUPING SETS ((profile_id), (profile_id, channel))
