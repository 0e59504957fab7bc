-- Prices of the list that no good row of the file has.
WITH gone AS (
  DELETE FROM customer_groups_price p
  WHERE p.price_list_id = %(list)s
    AND NOT EXISTS (
      SELECT FROM price_file_row r
      WHERE r.scope = p.scope AND r.key = p.key AND r.from_quantity = p.from_quantity
        AND NOT EXISTS (SELECT FROM price_file_problem b WHERE b.line = r.line)
    )
  RETURNING p.id
)
SELECT count(*) FROM gone
