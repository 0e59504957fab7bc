-- Open checkouts of known customers, with something in them. Worth what Saleor last
-- calculated; until anybody has asked for the total it is 0, and the prices of the lines
-- are the best that is known.
SELECT c.user_id AS customer_key, h.slug AS channel, c.currency,
       CASE WHEN c.total_gross_amount > 0 THEN c.total_gross_amount ELSE held.worth END
         AS value,
       c.last_change AS updated_at
  FROM checkout_checkout c
  JOIN channel_channel h ON h.id = c.channel_id
  JOIN LATERAL (
    SELECT count(*) AS line_count,
           coalesce(sum(l.quantity
                        * coalesce(l.price_override, l.undiscounted_unit_price_amount)), 0)
             AS worth
      FROM checkout_checkoutline l WHERE l.checkout_id = c.token
  ) held ON held.line_count > 0
 WHERE c.user_id IS NOT NULL
