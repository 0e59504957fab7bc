-- All prices of a list, the older first. By cgroups_price_of.
SELECT p.scope, p.key, p.from_quantity, p.amount, p.percentage
FROM customer_groups_price p
WHERE p.price_list_id = %(list)s
ORDER BY p.id
