-- Values of customer attributes, of those that the customer's type has: Saleor keeps the
-- others, and hides them. Ours, that mirrors groups, is not read back.
SELECT a.user_id AS customer_key, t.slug AS key,
       CASE WHEN t.input_type = 'multiselect' THEN before.count ELSE 0 END::smallint
         AS position,
       CASE t.input_type
         WHEN 'plain-text' THEN v.plain_text
         WHEN 'dropdown' THEN v.slug
         WHEN 'swatch' THEN v.slug
         WHEN 'multiselect' THEN v.slug
       END AS text,
       CASE WHEN t.input_type = 'numeric' AND abs(v.numeric) < 1e20 THEN v.numeric::numeric
       END AS number,
       CASE WHEN t.input_type = 'date-time' THEN v.date_time END AS instant,
       CASE WHEN t.input_type = 'date' THEN (v.date_time AT TIME ZONE 'UTC')::date
       END AS day,
       CASE WHEN t.input_type = 'boolean' THEN v.boolean END AS flag
  FROM attribute_assigneduserattributevalue a
  JOIN attribute_attributevalue v ON v.id = a.value_id
  JOIN attribute_attribute t ON t.id = v.attribute_id
  JOIN account_user u ON u.id = a.user_id
 CROSS JOIN LATERAL (
   -- OFFSET 0: by the customer, never by the attribute, which all customers have.
   SELECT count(*) AS count
     FROM (
       SELECT * FROM attribute_assigneduserattributevalue
        WHERE user_id = a.user_id AND id < a.id OFFSET 0
     ) b
    CROSS JOIN LATERAL (
       SELECT attribute_id FROM attribute_attributevalue WHERE id = b.value_id OFFSET 0
     ) w
    WHERE w.attribute_id = v.attribute_id
 ) before
 WHERE t.type = 'customer-type' AND t.input_type IN (
         'plain-text', 'dropdown', 'swatch', 'multiselect', 'numeric', 'date-time', 'date',
         'boolean'
       )
   AND NOT t.private_metadata @> '{"saleor.customer-groups": "mirror"}'
   AND EXISTS (
     SELECT FROM attribute_attributecustomertype of
      WHERE of.attribute_id = t.id AND of.customer_type_id = coalesce(
        u.customer_type_id,
        (SELECT standard.id FROM account_customertype standard WHERE standard.is_default)
      )
   )
   -- Of what takes one value the first stands.
   AND (t.input_type = 'multiselect' OR before.count = 0)
