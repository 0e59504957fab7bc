-- Some of what is found, of these scopes: an exact code first.
SELECT t.scope, t.key
FROM ({{found}}) t
WHERE t.scope = ANY(%(scopes)s::text[])
ORDER BY lower(t.code) = lower(%(search)s) DESC, t.name, t.scope, t.key
LIMIT %(limit)s
