SELECT key, type, label
  FROM standalone_attribute_type
