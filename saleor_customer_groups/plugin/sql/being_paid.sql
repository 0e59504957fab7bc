-- How a checkout stands: for whom and with what in it its prices are held, whether they
-- still are, and until when its newest payment would hold them (null where none is under
-- way that is young enough). Nothing where it was never held and none is. A transaction is paid for as long as its newest event says
-- so; what a payment app reports of the future counts from now. By the foreign keys.
SELECT hold.customer, hold.basket, hold.held_until > clock_timestamp(),
       CASE WHEN paid.until > clock_timestamp() THEN paid.until END
FROM (
  SELECT max(least(payment.at, clock_timestamp())) + %(patience)s AS until
  FROM (
    SELECT newest.created_at AS at
    FROM payment_transactionitem item
    CROSS JOIN LATERAL (
      SELECT event.type, event.amount_value, event.created_at
      FROM payment_transactionevent event
      WHERE event.transaction_id = item.id AND event.type <> 'info'
      ORDER BY event.created_at DESC, event.id DESC
      LIMIT 1
    ) newest
    WHERE item.checkout_id = %(checkout)s::uuid
      AND newest.amount_value > 0
      AND newest.type IN (
        'authorization_success', 'authorization_adjustment', 'authorization_request',
        'authorization_action_required', 'charge_success', 'charge_request',
        'charge_action_required'
      )
    UNION ALL
    SELECT greatest(older.created_at, max(step.created_at))
    FROM payment_payment older
    LEFT JOIN payment_transaction step
      ON step.payment_id = older.id AND step.is_success
    WHERE older.checkout_id = %(checkout)s::uuid AND older.is_active AND older.total > 0
      AND older.charge_status IN (
        'not-charged', 'pending', 'partially-charged', 'fully-charged'
      )
    GROUP BY older.id
  ) payment
) paid
LEFT JOIN customer_groups_price_hold hold ON hold.checkout = %(checkout)s
WHERE paid.until > clock_timestamp() OR hold.checkout IS NOT NULL
