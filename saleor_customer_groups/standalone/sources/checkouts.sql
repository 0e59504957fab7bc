SELECT customer_key, channel, currency, value, updated_at
  FROM standalone_checkout
