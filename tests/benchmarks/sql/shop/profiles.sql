INSERT INTO customer_groups_profile (id, kind, host_key)
SELECT n, 'customer', 'c' || n FROM generate_series(1, %(customers)s) n
