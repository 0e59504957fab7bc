SELECT 0 AS customer_key, '' AS key, 0::smallint AS position, NULL::text AS text,
       NULL::numeric AS number, NULL::timestamptz AS instant, NULL::date AS day,
       NULL::boolean AS flag
 WHERE FALSE
