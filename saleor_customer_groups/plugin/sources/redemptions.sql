-- Which orders keep having used which of these vouchers, promotions and price lists. By
-- Saleor's indexes on the voucher of orders, the rules of promotions, the rules of
-- discounts, and the private metadata of lines.
SELECT o.id::text AS order_key, 'voucher' AS kind, o.voucher_id::text AS key
  FROM order_order o
 WHERE o.voucher_id = ANY(%(vouchers)s::text[]::integer[])
UNION ALL
SELECT d.order_id::text, 'promotion', r.promotion_id::text
  FROM discount_promotionrule r
  JOIN discount_orderdiscount d ON d.promotion_rule_id = r.id
 WHERE r.promotion_id = ANY(%(promotions)s::text[]::uuid[])
UNION ALL
SELECT l.order_id::text, 'promotion', r.promotion_id::text
  FROM discount_promotionrule r
  JOIN discount_orderlinediscount d ON d.promotion_rule_id = r.id
  JOIN order_orderline l ON l.id = d.line_id
 WHERE r.promotion_id = ANY(%(promotions)s::text[]::uuid[])
UNION ALL
-- What records.py writes names the list's code before any other.
SELECT l.order_id::text, 'price_list', priced.code
  FROM order_orderline l
 CROSS JOIN LATERAL (
   SELECT substring(l.private_metadata ->> 'customer-groups.price'
                    FROM '"code": "([^"]*)"') AS code
 ) priced
 WHERE l.private_metadata ? 'customer-groups.price'
   AND priced.code = ANY(%(price_lists)s::text[])
