SELECT o.customer_key, r.order_key, r.key AS refund_key, r.at, r.amount,
       o.placed_at AS order_placed_at, o.paid AS order_paid, o.channel, o.currency,
       o.is_placed, o.is_paid
  FROM standalone_refund r
  JOIN standalone_order o ON o.key = r.order_key
