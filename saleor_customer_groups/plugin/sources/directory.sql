SELECT u.id AS customer_key,
       coalesce(nullif(btrim(u.first_name || ' ' || u.last_name), ''), u.email) AS name,
       u.email
  FROM account_user u
