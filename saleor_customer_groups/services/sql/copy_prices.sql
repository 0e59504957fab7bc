-- The prices of one list in another, in the order of their age, changed.
INSERT INTO customer_groups_price
       (price_list_id, scope, key, from_quantity, amount, percentage)
SELECT %(to)s, scope, key, from_quantity, amount, percentage
FROM ({{changed}}) AS changed
ORDER BY id
