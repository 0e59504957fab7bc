-- Order lines as history; their order says whose they are and whether they count.
-- Where the catalogue is live, a line keeps the brand and categories it was bought with.
SELECT
  o.profile_id,
  s.line_key AS key,
  s.order_key,
  CASE WHEN %(keeps_items)s THEN coalesce(kept.item_id, i.id) ELSE i.id END AS item_id,
  o.at,
  o.channel,
  o.currency,
  s.quantity,
  s.amount::numeric(20, 3) AS amount,
  o.is_countable,
  o.counts_until
FROM ({{lines}}) s
JOIN {{chosen}} p ON p.customer_key = s.customer_key
JOIN customer_groups_order_record o
  ON o.key = s.order_key AND o.profile_id = p.profile_id
JOIN customer_groups_item i ON i.digest
  = md5(ROW(s.product, s.variant, s.brand, s.category_path, s.collections, NULL::text)::text)
LEFT JOIN customer_groups_line_record kept ON kept.key = s.line_key
