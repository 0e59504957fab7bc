-- The rows of a file as prices, what cannot be read being NULL. Codes are looked up among
-- all that the host sells, once.
CREATE TEMPORARY TABLE price_file_row ON COMMIT DROP AS
WITH written AS (
  SELECT f.*,
         CASE WHEN f.kind = '' THEN 'variant'
              WHEN lower(f.kind) = ANY(%(scopes)s::text[]) THEN lower(f.kind)
         END AS scope
  FROM price_file f
), named AS (
  SELECT t.scope, t.code, min(t.key) AS key, count(*) AS number
  FROM ({{targets}}) t
  JOIN (SELECT DISTINCT scope, code FROM written
        WHERE key = '' AND code <> '') wanted USING (scope, code)
  GROUP BY t.scope, t.code
)
SELECT w.line, w.note, w.kind, w.key AS written_key, w.code, w.quantity AS written_quantity,
       w.amount AS written_amount, w.percentage AS written_percentage, w.scope,
       CASE WHEN w.scope = 'all' THEN ''
            WHEN w.key <> '' THEN w.key
            WHEN n.number = 1 THEN n.key
       END AS key,
       coalesce(n.number, 0) AS named,
       CASE WHEN w.quantity = '' THEN 1
            WHEN w.quantity ~ '^[0-9]{1,9}$' THEN w.quantity::integer
       END AS from_quantity,
       CASE WHEN w.amount ~ %(number)s THEN w.amount::numeric END AS amount,
       CASE WHEN w.percentage ~ %(number)s THEN w.percentage::numeric END AS percentage,
       FALSE AS is_unknown
FROM written w
LEFT JOIN named n ON w.key = '' AND n.scope = w.scope AND n.code = w.code
