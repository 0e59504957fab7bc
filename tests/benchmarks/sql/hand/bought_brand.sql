-- The ids of the items first: joined to the lines, their number is guessed badly and the
-- plan is three times slower.
SELECT f.profile_id
FROM customer_groups_profile_facts f
WHERE f.is_shopper AND f.kind = 'customer' AND f.profile_id IN (
  SELECT l.profile_id
  FROM customer_groups_line_record l
  WHERE l.item_id = ANY(ARRAY(
      SELECT id FROM customer_groups_item WHERE targets @> ARRAY[%(target)s]
    ))
    AND l.is_countable AND l.at >= %(since)s AND l.at <= %(now)s
    AND (l.counts_until IS NULL OR l.counts_until > %(now)s)
)
