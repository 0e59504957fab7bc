SELECT o.user_id AS customer_key, o.id::text AS order_key, given.refund_key, given.at,
       given.amount, money.paid AS order_paid
  FROM order_order o
 CROSS JOIN LATERAL ({{given_back}}) given
 CROSS JOIN LATERAL ({{money}} OFFSET 0) money
 WHERE o.user_id IS NOT NULL AND o.status <> 'draft'
