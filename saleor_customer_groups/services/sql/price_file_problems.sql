-- What is wrong in the rows, each cell with the first reason against it.
CREATE TEMPORARY TABLE price_file_problem ON COMMIT DROP AS
SELECT r.line, cell.title, cell.written, cell.reason
FROM (
  SELECT *,
         CASE WHEN scope IS NOT NULL AND key IS NOT NULL AND from_quantity IS NOT NULL
              THEN min(line) OVER (PARTITION BY scope, key, from_quantity) END AS first
  FROM price_file_row
) r
CROSS JOIN LATERAL (VALUES
  (1, '', '', r.note),
  (2, 'kind', r.kind, CASE WHEN r.scope IS NULL THEN %(no_kind)s END),
  (3, 'key', r.written_key,
   CASE WHEN r.scope = 'all' AND r.written_key <> '' THEN 'all products have no key'
        WHEN r.scope <> 'all' AND r.written_key = '' AND r.code = ''
        THEN 'says nothing of which ' || r.scope || ' it is for'
        WHEN length(r.written_key) > %(longest)s THEN %(too_long)s
        WHEN r.is_unknown THEN 'there is no such ' || r.scope
   END),
  (4, 'code', r.code,
   CASE WHEN r.scope = 'all' AND r.code <> '' THEN 'all products have no code'
        WHEN r.scope <> 'all' AND r.written_key = '' AND r.code <> '' AND r.named = 0
        THEN 'there is no ' || r.scope || ' of this code'
        WHEN r.written_key = '' AND r.named > 1
        THEN r.named || ' are called so: give the key'
   END),
  (5, 'from_quantity', r.written_quantity,
   CASE WHEN r.from_quantity IS NULL OR r.from_quantity < 1
             OR r.from_quantity > %(most)s THEN %(no_quantity)s
        WHEN r.first < r.line
        THEN 'the same target and quantity stand in line ' || r.first || ' already'
   END),
  (6, 'amount', r.written_amount,
   CASE WHEN r.written_amount = '' AND r.written_percentage = ''
        THEN 'neither an amount nor a percentage'
        WHEN r.written_amount <> '' AND r.written_percentage <> ''
        THEN 'both an amount and a percentage: leave one out'
        WHEN r.written_amount = '' THEN NULL
        WHEN r.amount IS NULL THEN %(no_number)s
        WHEN r.amount < 0 OR r.amount >= %(below)s THEN %(no_amount)s
        WHEN r.amount %% %(unit)s::numeric <> 0 THEN %(no_money)s
   END),
  (7, 'percentage', r.written_percentage,
   CASE WHEN r.written_percentage = '' OR r.written_amount <> '' THEN NULL
        WHEN r.percentage IS NULL THEN %(no_number)s
        WHEN r.percentage < %(lowest)s OR r.percentage > %(highest)s
        THEN %(no_percentage)s
        WHEN r.percentage <> round(r.percentage, 4) THEN 'has more than 4 decimals'
   END)
) AS cell (place, title, written, reason)
WHERE cell.reason <> ''
ORDER BY r.line, cell.place
