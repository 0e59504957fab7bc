-- The good rows of a file, in its order, into the list. By cgroups_price_of. What stays as
-- it is is not written.
WITH written AS (
  INSERT INTO customer_groups_price AS p
         (price_list_id, scope, key, from_quantity, amount, percentage)
  SELECT %(list)s, r.scope, r.key, r.from_quantity, r.amount, r.percentage
  FROM price_file_row r
  WHERE NOT EXISTS (SELECT FROM price_file_problem b WHERE b.line = r.line)
  ORDER BY r.line
  ON CONFLICT (price_list_id, scope, key, from_quantity) DO UPDATE
     SET amount = excluded.amount, percentage = excluded.percentage
   WHERE (p.amount, p.percentage)
         IS DISTINCT FROM (excluded.amount, excluded.percentage)
  RETURNING p.xmax = 0 AS is_new
)
SELECT count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE NOT is_new) FROM written
