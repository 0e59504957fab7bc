-- What was given back on the order "o": payments' refunds, or transactions' events, as
-- Saleor itself adds them up. A refund that was reversed or has failed since gave nothing
-- back; one that was reversed in part gave the rest.
SELECT entry.key AS refund_key, entry.at, entry.amount
  FROM (
    SELECT e.key, e.at, least(
             e.amount,
             sum(e.amount) OVER (PARTITION BY e.source)
             - coalesce(sum(e.amount) FILTER (WHERE e.amount > 0) OVER (
                 PARTITION BY e.source ORDER BY e.at, e.number
                 ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)
           ) AS amount
      FROM (
        SELECT 'transaction:' || t.id || ':' || coalesce(v.psp_reference, '') AS source,
               'event:' || v.id AS key, v.id AS number, v.created_at AS at,
               CASE v.type WHEN 'refund_success' THEN v.amount_value
                           ELSE -v.amount_value END AS amount
          FROM payment_transactionitem t
         -- OFFSET 0: by the transaction, never by the type, of which there are millions.
         CROSS JOIN LATERAL (
           SELECT * FROM payment_transactionevent WHERE transaction_id = t.id OFFSET 0
         ) v
         WHERE t.order_id = o.id AND v.include_in_calculations
           AND v.type IN ('refund_success', 'refund_reverse')
           -- Of events with the same reference the latest is heard.
           AND (coalesce(v.psp_reference, '') = '' OR NOT EXISTS (
             SELECT FROM payment_transactionevent w
              WHERE w.transaction_id = v.transaction_id AND w.include_in_calculations
                AND w.psp_reference = v.psp_reference
                AND (w.type = v.type
                       AND (w.created_at, w.id) > (v.created_at, v.id)
                     OR v.type = 'refund_success' AND w.type = 'refund_failure'
                       AND w.created_at >= v.created_at)
           ))
        UNION ALL
        SELECT 'payment:' || p.id, 'payment:' || x.id, x.id, x.created_at,
               CASE x.kind WHEN 'refund' THEN x.amount ELSE -x.amount END
          FROM payment_payment p
          JOIN payment_transaction x ON x.payment_id = p.id
         WHERE p.order_id = o.id AND x.kind IN ('refund', 'refund_reversed')
           AND x.is_success AND NOT x.action_required
      ) e
  ) entry
 WHERE entry.amount > 0
