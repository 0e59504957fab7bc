SELECT t.slug AS key,
       CASE t.input_type
         WHEN 'multiselect' THEN 'set'
         WHEN 'numeric' THEN 'number'
         WHEN 'date-time' THEN 'instant'
         WHEN 'date' THEN 'date'
         WHEN 'boolean' THEN 'flag'
         ELSE 'text'
       END AS type,
       t.name AS label
  FROM attribute_attribute t
 WHERE t.type = 'customer-type' AND t.input_type IN (
         'plain-text', 'dropdown', 'swatch', 'multiselect', 'numeric', 'date-time', 'date',
         'boolean'
       )
   AND NOT t.private_metadata @> '{"saleor.customer-groups": "mirror"}'
