-- The attribute's values become the groups in force: code as slug, name as name.
WITH wanted AS (
  SELECT code, left(name, 250) AS name FROM customer_groups_customer_group
  WHERE archived_at IS NULL AND NOT is_default
),
gone AS (
  SELECT id FROM attribute_attributevalue v
  WHERE v.attribute_id = %(attribute)s
    AND NOT EXISTS (SELECT FROM wanted w WHERE w.code = v.slug)
),
-- Foreign keys are checked at the commit: the order of these does not matter.
unassigned AS (
  DELETE FROM attribute_assigneduserattributevalue a USING gone WHERE a.value_id = gone.id
),
untranslated AS (
  DELETE FROM attribute_attributevaluetranslation t USING gone
  WHERE t.attribute_value_id = gone.id
),
dropped AS (
  DELETE FROM attribute_attributevalue v USING gone WHERE v.id = gone.id
)
INSERT INTO attribute_attributevalue (attribute_id, slug, name, value)
SELECT %(attribute)s, code, name, '' FROM wanted ORDER BY code
ON CONFLICT (slug, attribute_id) DO UPDATE SET name = EXCLUDED.name
WHERE attribute_attributevalue.name <> EXCLUDED.name
