-- The prices of one list in another, in the order of their age, changed by so many per
-- cent: amounts and what percentages leave alike. Rounded half up, as the engine does.
INSERT INTO customer_groups_price
       (price_list_id, scope, key, from_quantity, amount, percentage)
SELECT %(to)s, p.scope, p.key, p.from_quantity,
       CASE WHEN p.amount IS NULL OR %(percentage)s::numeric = 0 THEN p.amount
            WHEN %(step)s::numeric IS NULL
            THEN round(p.amount * changed.factor, %(decimals)s::integer)
            ELSE %(ending)s::numeric + %(step)s::numeric * greatest(0, {{rounded}})
       END,
       round((p.percentage + 100) * changed.factor - 100, 4)
FROM customer_groups_price p
CROSS JOIN (VALUES ((100 + %(percentage)s::numeric) * 0.01)) AS changed (factor)
WHERE p.price_list_id = %(from)s
ORDER BY p.id
