-- Whether the host's attributes are others than the ones known.
SELECT EXISTS (
  (SELECT key::text, type::text, label::text FROM ({{attribute_types}}) s
   EXCEPT SELECT key, type, label FROM customer_groups_attribute_definition)
  UNION ALL
  (SELECT key, type, label FROM customer_groups_attribute_definition
   EXCEPT SELECT key::text, type::text, label::text FROM ({{attribute_types}}) s)
)
