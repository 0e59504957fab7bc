(SELECT type.slug FROM account_customertype type
  WHERE type.id = coalesce(
    u.customer_type_id,
    (SELECT standard.id FROM account_customertype standard WHERE standard.is_default)
  ))
