-- Lists that give nobody a price: without prices, for groups that have all ended, or past.
WITH {{standing}}
SELECT l.id,
       NOT EXISTS (SELECT FROM customer_groups_price p WHERE p.price_list_id = l.id),
       l.groups = '{}',
       l.ends_at IS NOT NULL AND l.ends_at <= %(now)s
FROM standing l
WHERE l.id = ANY(%(lists)s::bigint[])
