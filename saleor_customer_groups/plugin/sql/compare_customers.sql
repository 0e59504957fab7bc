-- Marks whoever is not known, or not as Saleor's rows say; and whoever is gone.
WITH differing AS (
  SELECT p.id AS profile_id, CASE WHEN p.id IS NULL THEN s.customer_key::text END AS key
  FROM ({{customers}}) s
  LEFT JOIN customer_groups_profile p
    ON p.kind = 'customer' AND p.host_key = s.customer_key::text
  LEFT JOIN customer_groups_profile_facts f ON f.profile_id = p.id
  WHERE p.merged_into_id IS NULL AND p.erased_at IS NULL AND (
    f.profile_id IS NULL
    OR (f.is_shopper AND NOT s.is_active)
    OR (NOT f.is_shopper AND s.is_active AND NOT s.is_staff)
    OR (s.is_staff, s.joined_at, s.birthdate, s.gender, s.state, s.country, s.city,
        s.postal_code, s.language, s.email_domain, s.customer_type,
        s.email_marketing, s.sms_marketing, s.phone_marketing, s.post_marketing)
      IS DISTINCT FROM
       (f.is_staff, f.joined_at, f.birthdate, f.gender, f.state, f.country, f.city,
        f.postal_code, f.language, f.email_domain, f.customer_type,
        f.email_marketing, f.sms_marketing, f.phone_marketing, f.post_marketing)
  )
  UNION ALL
  SELECT f.profile_id, NULL
  FROM customer_groups_profile_facts f
  JOIN customer_groups_profile p ON p.id = f.profile_id
  WHERE f.kind = 'customer' AND f.is_registered
    AND NOT EXISTS (SELECT FROM account_user u WHERE u.id::text = p.host_key)
),
marked AS (
  INSERT INTO customer_groups_mark (profile_id, customer_key)
  SELECT profile_id, key FROM differing
)
SELECT count(*) FROM differing
