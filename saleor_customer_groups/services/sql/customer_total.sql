-- How many customers are in certain groups and not in others.
SELECT count(*)
FROM customer_groups_profile_facts f
{{directory}}
WHERE f.is_shopper AND f.kind = 'customer' {{wanted}}
