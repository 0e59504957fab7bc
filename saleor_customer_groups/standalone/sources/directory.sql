SELECT key AS customer_key,
       COALESCE(NULLIF(CONCAT_WS(' ', first_name, last_name), ''), key) AS name,
       COALESCE(email, '') AS email
  FROM standalone_customer
