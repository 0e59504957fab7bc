-- Changes the prices in their list. What stays as it is is not written.
WITH written AS (
  UPDATE customer_groups_price p
  SET amount = changed.amount, percentage = changed.percentage
  FROM ({{changed}}) AS changed
  WHERE p.id = changed.id
    AND (p.amount, p.percentage) IS DISTINCT FROM (changed.amount, changed.percentage)
  RETURNING p.id
)
SELECT count(*) FROM written
