-- Lists that give a customer prices there and then, with how the channel chooses among
-- them. By cgroups_member_profile, then the key of customer_groups_price_list_group.
WITH member AS (
  SELECT m.group_id
  FROM customer_groups_profile p
  JOIN customer_groups_membership m ON m.profile_id = p.id
  WHERE p.kind = 'customer' AND p.host_key = %(customer)s
  UNION ALL
  SELECT g.id
  FROM customer_groups_profile p
  JOIN customer_groups_profile_facts f
    ON f.profile_id = p.id AND f.is_registered AND f.is_shopper
  JOIN customer_groups_customer_group g ON g.is_default
  WHERE p.kind = 'customer' AND p.host_key = %(customer)s
)
SELECT l.id, l.code, l.name, l.currency, array_agg(DISTINCT g.code), l.channels,
       l.priority, l.promotions, l.rounding_step, l.rounding_ending, l.rounding_mode,
       l.status, l.starts_at, l.ends_at,
       (SELECT c.policy FROM customer_groups_channel_pricing c
         WHERE c.channel = %(channel)s)
FROM member
JOIN customer_groups_price_list_group of ON of.group_id = member.group_id
JOIN customer_groups_price_list l ON l.id = of.price_list_id
JOIN customer_groups_customer_group g
  ON g.id = of.group_id AND g.archived_at IS NULL
WHERE l.status = 'active' AND l.currency = %(currency)s
  AND (l.channels = '{}' OR %(channel)s = ANY(l.channels))
  AND (l.starts_at IS NULL OR l.starts_at <= %(at)s)
  AND (l.ends_at IS NULL OR %(at)s < l.ends_at)
GROUP BY l.id
ORDER BY l.id
