-- The prices of a list and what they become if they are changed by so many per cent:
-- amounts, and what percentages leave of the list price. Rounded half up, as the engine
-- does. By cgroups_price_of.
SELECT p.id, p.scope, p.key, p.from_quantity,
       p.amount AS amount_before, p.percentage AS percentage_before,
       CASE WHEN p.amount IS NULL OR %(percentage)s::numeric = 0 THEN p.amount
            WHEN %(step)s::numeric IS NULL
            THEN round(p.amount * changed.factor, %(decimals)s::integer)
            ELSE %(ending)s::numeric + %(step)s::numeric * greatest(0, {{rounded}})
       END AS amount,
       round((p.percentage + 100) * changed.factor - 100, 4) AS percentage
FROM customer_groups_price p
CROSS JOIN (VALUES ((100 + %(percentage)s::numeric) * 0.01)) AS changed (factor)
WHERE p.price_list_id = %(from)s
  AND (%(scopes)s::text[] IS NULL OR p.scope = ANY(%(scopes)s::text[]))
