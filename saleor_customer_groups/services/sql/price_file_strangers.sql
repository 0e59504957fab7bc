-- Targets of the file, by the host's key, that are not among all that it sells.
SELECT DISTINCT r.scope, r.key
FROM price_file_row r
WHERE r.written_key <> '' AND r.scope <> 'all' AND length(r.key) <= %(longest)s
  AND NOT EXISTS (SELECT FROM ({{targets}}) t WHERE t.scope = r.scope AND t.key = r.key)
