-- How many members each group has that are wanted.
SELECT m.group_id, count(*)
FROM {{members}} m
{{directory}}
WHERE m.group_id = ANY(%(groups)s::bigint[]) {{wanted}}
GROUP BY m.group_id
