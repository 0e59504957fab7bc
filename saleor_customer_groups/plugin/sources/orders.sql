-- Orders of known customers; drafts are none yet. A completed draft is placed when its
-- event says. Paid in full as Saleor means it: all but what was granted back is covered;
-- a refund afterwards does not undo that.
SELECT o.user_id AS customer_key, o.id::text AS order_key,
       coalesce(completed.at, o.created_at) AS placed_at, h.slug AS channel, o.currency,
       money.paid, bought.units, bought.voucher_codes,
       o.status NOT IN ('draft', 'unconfirmed', 'canceled', 'expired') AS is_placed,
       (money.paid > 0 OR o.total_gross_amount <= 0)
       AND (o.charge_status IN ('full', 'overcharged')
            OR money.paid >= o.total_gross_amount - granted.amount) AS is_paid
  FROM order_order o
  JOIN channel_channel h ON h.id = o.channel_id
 CROSS JOIN LATERAL ({{money}} OFFSET 0) money
 CROSS JOIN LATERAL (
   SELECT coalesce(sum(g.amount_value), 0) AS amount
     FROM order_ordergrantedrefund g WHERE g.order_id = o.id
 ) granted
 CROSS JOIN LATERAL (
   SELECT least(coalesce(sum(l.quantity) FILTER (WHERE NOT l.is_gift), 0), 2147483647)::int
            AS units,
          array_remove(array_agg(nullif(l.voucher_code, '')) || nullif(o.voucher_code, ''),
                       NULL)::text[] AS voucher_codes
     FROM order_orderline l WHERE l.order_id = o.id
 ) bought
 CROSS JOIN LATERAL (
   -- OFFSET 0: by the order, never by the type, of which there are millions.
   SELECT min(e.date) AS at
     FROM (SELECT * FROM order_orderevent WHERE order_id = o.id OFFSET 0) e
    WHERE e.type = 'placed_from_draft' AND o.origin <> 'checkout'
 ) completed
 WHERE o.user_id IS NOT NULL AND o.status <> 'draft'
