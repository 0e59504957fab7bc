-- OFFSET 0, twice: by the product, never by the attribute, which all products have.
(SELECT said.slug
   FROM (
     SELECT * FROM attribute_assignedproductattributevalue WHERE product_id = p.id OFFSET 0
   ) assigned
  CROSS JOIN LATERAL (
     SELECT * FROM attribute_attributevalue WHERE id = assigned.value_id OFFSET 0
   ) said
   JOIN attribute_attribute t ON t.id = said.attribute_id
  WHERE t.slug = {{slug}} AND t.type = 'product-type'
  ORDER BY assigned.sort_order, assigned.id LIMIT 1)
