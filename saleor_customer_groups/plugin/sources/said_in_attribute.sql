-- OFFSET 0, twice: by the customer, never by the attribute, which all customers have.
(SELECT CASE t.input_type
          WHEN 'boolean' THEN v.boolean::text
          WHEN 'date' THEN to_char(v.date_time AT TIME ZONE 'UTC', 'YYYY-MM-DD')
          WHEN 'date-time' THEN to_char(v.date_time AT TIME ZONE 'UTC', 'YYYY-MM-DD')
          WHEN 'plain-text' THEN v.plain_text
          WHEN 'numeric' THEN v.name
          ELSE v.slug
        END
   FROM (
     SELECT * FROM attribute_assigneduserattributevalue WHERE user_id = u.id OFFSET 0
   ) assigned
  CROSS JOIN LATERAL (
     SELECT * FROM attribute_attributevalue WHERE id = assigned.value_id OFFSET 0
   ) v
   JOIN attribute_attribute t ON t.id = v.attribute_id
  WHERE t.slug = {{key}} AND t.type = 'customer-type'
    AND EXISTS (
      SELECT FROM attribute_attributecustomertype of
      WHERE of.attribute_id = t.id AND of.customer_type_id = coalesce(
        u.customer_type_id,
        (SELECT standard.id FROM account_customertype standard WHERE standard.is_default)
      )
    )
  ORDER BY assigned.sort_order, assigned.id LIMIT 1)
