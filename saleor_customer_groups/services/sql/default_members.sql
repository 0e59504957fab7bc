-- Whom the default group covers by definition, as rows of memberships.
(
  SELECT %(default)s::bigint AS group_id, profile_id, NULL::timestamptz AS joined_at,
    '' AS via
  FROM customer_groups_profile_facts
  WHERE is_shopper AND is_registered AND kind = 'customer'
)
