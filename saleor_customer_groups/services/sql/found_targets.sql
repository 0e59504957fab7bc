-- What can have a price and has the text in its name or code, or is called so by the host.
-- Reads all that the host sells.
SELECT t.scope, t.key, t.name, t.code
FROM ({{targets}}) t
WHERE strpos(lower(t.name), lower(%(search)s)) > 0
   OR strpos(lower(t.code), lower(%(search)s)) > 0
   OR t.key = %(search)s
