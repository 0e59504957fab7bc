-- What prices are narrowed by: the targets that are found, and what is deleted by its key.
AND (p.key = %(search)s OR (p.scope, p.key) IN (SELECT t.scope, t.key FROM ({{found}}) t))
