-- Refunds as history, with what decides whether their order counts.
SELECT
  o.profile_id,
  s.refund_key AS key,
  s.order_key,
  s.at,
  s.amount::numeric(20, 3) AS amount,
  o.channel,
  o.currency,
  o.at AS order_at,
  o.is_countable,
  o.counts_until
FROM ({{refunds}}) s
JOIN {{chosen}} p ON p.customer_key = s.customer_key
JOIN customer_groups_order_record o
  ON o.key = s.order_key AND o.profile_id = p.profile_id
