-- One row per profile: is it a shopper, and the facts that stand alone.
-- Staff are shoppers when they have orders or were put into a group by hand.
SELECT
  p.id AS profile_id,
  p.kind,
  s.customer_key IS NOT NULL AND s.is_active
    AND (NOT s.is_staff
      OR EXISTS (SELECT FROM customer_groups_order_record o WHERE o.profile_id = p.id)
      OR EXISTS (SELECT FROM customer_groups_assignment a WHERE a.profile_id = p.id)
    ) AS is_shopper,
  least(s.joined_at, first.at) AS since,
  s.joined_at,
  s.birthdate,
  (extract(month FROM s.birthdate) * 100 + extract(day FROM s.birthdate))::smallint
    AS birth_month_day,
  s.gender, customer_groups_text_key(s.gender) AS gender_key,
  s.state, customer_groups_text_key(s.state) AS state_key,
  s.country, customer_groups_text_key(s.country) AS country_key,
  s.city, customer_groups_text_key(s.city) AS city_key,
  s.postal_code, customer_groups_text_key(s.postal_code) AS postal_code_key,
  s.language, customer_groups_text_key(s.language) AS language_key,
  s.email_domain, customer_groups_text_key(s.email_domain) AS email_domain_key,
  s.customer_type, customer_groups_text_key(s.customer_type) AS customer_type_key,
  coalesce(s.is_registered, false) AS is_registered,
  coalesce(s.is_staff, false) AS is_staff,
  coalesce(s.email_marketing, 'unknown') AS email_marketing,
  coalesce(s.sms_marketing, 'unknown') AS sms_marketing,
  coalesce(s.phone_marketing, 'unknown') AS phone_marketing,
  coalesce(s.post_marketing, 'unknown') AS post_marketing,
  c.updated_at AS open_checkout_at,
  c.value::numeric(20, 3) AS open_checkout_value,
  c.currency AS open_checkout_currency
FROM customer_groups_profile p
LEFT JOIN (
  SELECT chosen.profile_id, known.*
  FROM ({{customers}}) known
  JOIN {{chosen}} chosen ON chosen.customer_key = known.customer_key
) s ON s.profile_id = p.id
LEFT JOIN (
  SELECT profile_id, min(at) AS at FROM customer_groups_order_record
  WHERE %(profiles)s::bigint[] IS NULL OR profile_id = ANY(%(profiles)s::bigint[])
  GROUP BY profile_id
) first ON first.profile_id = p.id
LEFT JOIN (
  SELECT DISTINCT ON (chosen.profile_id)
    chosen.profile_id, open.updated_at, open.value, open.currency
  FROM ({{checkouts}}) open
  JOIN {{chosen}} chosen ON chosen.customer_key = open.customer_key
  ORDER BY chosen.profile_id, open.updated_at DESC, open.value DESC
) c ON c.profile_id = s.profile_id
WHERE p.kind = 'customer'
  AND (%(profiles)s::bigint[] IS NULL OR p.id = ANY(%(profiles)s::bigint[]))
