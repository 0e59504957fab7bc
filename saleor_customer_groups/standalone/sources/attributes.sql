SELECT customer_key, key, position, text, number, instant, day, flag
  FROM standalone_customer_attribute
