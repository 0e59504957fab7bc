-- Views, searches, cart and wishlist events, added up per day of the shop.
SELECT
  p.profile_id,
  s.kind,
  i.id AS item_id,
  (s.at AT TIME ZONE shop.time_zone)::date AS day,
  coalesce(nullif(customer_groups_text_key(s.channel), ''), 'default') AS channel,
  sum(s.count)::int AS count
FROM ({{activity}}) s
JOIN {{chosen}} p ON p.customer_key = s.customer_key
CROSS JOIN customer_groups_shop shop
JOIN customer_groups_item i ON i.digest
  = md5(ROW(s.product, s.variant, s.brand, s.category_path, s.collections, s.term)::text)
GROUP BY 1, 2, 3, 4, 5
