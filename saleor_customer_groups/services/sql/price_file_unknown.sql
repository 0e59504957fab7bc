-- These targets there are not.
UPDATE price_file_row r SET is_unknown = TRUE
FROM unnest(%(scopes)s::text[], %(keys)s::text[]) AS target (scope, key)
WHERE r.scope = target.scope AND r.key = target.key
