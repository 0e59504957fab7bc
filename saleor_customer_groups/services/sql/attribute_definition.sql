-- Which attributes there are, and of what type.
SELECT s.key, s.type, s.label FROM ({{attribute_types}}) s
