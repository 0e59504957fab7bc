-- Checkouts of guests that were counted with one of these promotion rules and not paid for
-- lately, to be counted anew. By the indexes of the rules; whoever works on a checkout now
-- counts it anyway, or the next round finds it.
UPDATE checkout_checkout
SET price_expiration = clock_timestamp(), discount_expiration = clock_timestamp(),
    last_change = clock_timestamp()
WHERE token IN (
  SELECT c.token
  FROM checkout_checkout c
  WHERE c.token IN (
      SELECT d.checkout_id FROM discount_checkoutdiscount d
      WHERE d.promotion_rule_id = ANY(%(rules)s::uuid[])
      UNION
      SELECT l.checkout_id
      FROM discount_checkoutlinediscount d
      JOIN checkout_checkoutline l ON l.id = d.line_id
      WHERE d.promotion_rule_id = ANY(%(rules)s::uuid[])
    )
    AND c.user_id IS NULL AND c.price_expiration > clock_timestamp()
    AND NOT EXISTS (
      SELECT FROM payment_transactionitem t
      WHERE t.checkout_id = c.token
        AND t.modified_at > clock_timestamp() - %(patience)s
    )
    AND NOT EXISTS (
      SELECT FROM payment_payment p
      WHERE p.checkout_id = c.token AND p.is_active
        AND p.modified_at > clock_timestamp() - %(patience)s
    )
  FOR UPDATE SKIP LOCKED
)
RETURNING token
