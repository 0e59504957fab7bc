-- Price lists as they stand from an instant on, each narrowed by its campaign: these, and
-- all that give prices; with the groups that have members, where they are in force, and
-- whether in one of their channels the lowest price wins.
standing AS (
  SELECT l.id, l.name, l.currency, l.priority, l.floor_percentage,
         l.status = 'active' AND coalesce(c.status = 'active', TRUE) AS is_active,
         CASE WHEN cardinality(l.channels) = 0 THEN coalesce(c.channels, '{}')
              WHEN coalesce(cardinality(c.channels), 0) = 0 THEN l.channels
              ELSE coalesce(nullif(ARRAY(SELECT unnest(l.channels) INTERSECT
                                         SELECT unnest(c.channels)), '{}'),
                            ARRAY[''])
         END AS channels,
         greatest(l.starts_at, c.starts_at, %(now)s) AS starts_at,
         least(l.ends_at, c.ends_at) AS ends_at,
         ARRAY(SELECT g.id FROM customer_groups_price_list_group of_list
               JOIN customer_groups_customer_group g
                 ON g.id = of_list.group_id AND g.archived_at IS NULL
               WHERE of_list.price_list_id = l.id) AS groups,
         EXISTS (SELECT FROM customer_groups_channel_pricing chosen
                 WHERE chosen.policy = 'best'
                   AND (l.channels = '{}' OR chosen.channel = ANY(l.channels))
                ) AS has_best
  FROM customer_groups_price_list l
  LEFT JOIN customer_groups_campaign c ON c.id = l.campaign_id
  WHERE l.id = ANY(%(lists)s::bigint[])
     OR (l.status = 'active'
         AND (l.ends_at IS NULL OR %(now)s < l.ends_at)
         AND EXISTS (SELECT FROM customer_groups_price_list_group mine
                     JOIN customer_groups_price_list_group other USING (group_id)
                     WHERE mine.price_list_id = ANY(%(lists)s::bigint[])
                       AND other.price_list_id = l.id))
)
