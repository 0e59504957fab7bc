-- Which orders used which of these vouchers, by their codes as they were written; files
-- say nothing of promotions and price lists. By standalone_order_vouchers.
SELECT o.key AS order_key, 'voucher' AS kind, code AS key
  FROM standalone_order o
 CROSS JOIN LATERAL unnest(o.voucher_codes) AS code
 WHERE o.voucher_codes <> '{}' AND o.voucher_codes && %(vouchers)s::text[]
   AND code = ANY(%(vouchers)s::text[])
