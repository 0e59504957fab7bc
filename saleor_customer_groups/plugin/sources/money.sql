-- What was paid on the order "o" before anything was given back, never below 0. Saleor's
-- total_charged_amount is net of refunds, of those under way too. Saleor may speak of
-- more or less than events say; what is left in the end is what Saleor says is charged.
SELECT greatest(
         o.total_charged_amount
         + coalesce((SELECT sum(t.refund_pending_value) FROM payment_transactionitem t
                      WHERE t.order_id = o.id), 0)
         + coalesce((SELECT sum(given.amount) FROM ({{given_back}}) given), 0),
         0
       ) AS paid
