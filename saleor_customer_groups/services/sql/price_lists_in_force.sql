-- Lists that give buyers prices there and then, each with the groups by which it does,
-- and how the channel chooses among lists. By the key of
-- customer_groups_price_list_group. What a campaign holds is for its groups, and in force
-- where and while it is open.
WITH buyer AS (
  SELECT DISTINCT *
  FROM unnest(%(customers)s::text[], %(channels)s::text[], %(currencies)s::text[])
    AS asked (customer, channel, currency)
), member AS (
  {{members}}
)
SELECT member.customer, member.channel, member.currency, chosen.policy,
       l.id, l.code, l.name, l.currency, array_agg(DISTINCT g.code), l.channels,
       l.priority, l.promotions, l.rounding_step, l.rounding_ending, l.rounding_mode,
       l.status, l.starts_at, l.ends_at,
       c.code, c.name, c.channels, c.status, c.starts_at, c.ends_at
FROM member
JOIN customer_groups_price_list_group of_list ON of_list.group_id = member.group_id
JOIN customer_groups_price_list l ON l.id = of_list.price_list_id
JOIN customer_groups_customer_group g
  ON g.id = of_list.group_id {{standing}}
LEFT JOIN customer_groups_campaign c ON c.id = l.campaign_id
LEFT JOIN customer_groups_channel_pricing chosen ON chosen.channel = member.channel
WHERE l.status = 'active' AND l.currency = member.currency
  AND (l.channels = '{}' OR member.channel = ANY(l.channels))
  AND (l.starts_at IS NULL OR l.starts_at <= %(at)s)
  AND (l.ends_at IS NULL OR %(at)s < l.ends_at)
  AND (c.id IS NULL
       OR (c.status = 'active'
           AND (c.channels = '{}' OR member.channel = ANY(c.channels))
           AND (c.starts_at IS NULL OR c.starts_at <= %(at)s)
           AND (c.ends_at IS NULL OR %(at)s < c.ends_at)))
GROUP BY member.customer, member.channel, member.currency, chosen.policy, l.id, c.id
ORDER BY l.id
