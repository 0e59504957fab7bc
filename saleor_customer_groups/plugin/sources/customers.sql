-- Accounts. What the customer wrote into public metadata is not read: it proves nothing.
SELECT u.id AS customer_key, u.is_active, TRUE AS is_registered, u.is_staff,
       u.date_joined AS joined_at,
       -- A day that does not exist is no day: nothing here may raise.
       CASE WHEN said.birthdate ~ '^(1[89]|20)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])($|[T ])'
            THEN CASE WHEN substr(said.birthdate, 9, 2)::int <= extract(day FROM
                   make_date(substr(said.birthdate, 1, 4)::int,
                             substr(said.birthdate, 6, 2)::int, 1)
                   + interval '1 month - 1 day')
                 THEN make_date(substr(said.birthdate, 1, 4)::int,
                                substr(said.birthdate, 6, 2)::int,
                                substr(said.birthdate, 9, 2)::int)
                 END
       END AS birthdate,
       nullif(btrim(said.gender), '') AS gender,
       nullif(a.country_area, '') AS state, nullif(a.country, '') AS country,
       nullif(a.city, '') AS city, nullif(a.postal_code, '') AS postal_code,
       nullif(u.language_code, '') AS language,
       CASE WHEN u.is_confirmed THEN nullif(substring(u.email FROM '@([^@]*)$'), '')
       END AS email_domain,
       {{customer_type}} AS customer_type,
       {{email_marketing}} AS email_marketing, {{sms_marketing}} AS sms_marketing,
       {{phone_marketing}} AS phone_marketing, {{post_marketing}} AS post_marketing
  FROM account_user u
  LEFT JOIN account_address a
    ON a.id = coalesce(u.default_billing_address_id, u.default_shipping_address_id)
 CROSS JOIN LATERAL (
   -- OFFSET 0: looked up once, not wherever it is named above.
   SELECT {{birthdate_said}} AS birthdate, {{gender_said}} AS gender,
          {{email_marketing_said}} AS email_marketing,
          {{sms_marketing_said}} AS sms_marketing,
          {{phone_marketing_said}} AS phone_marketing,
          {{post_marketing_said}} AS post_marketing
   OFFSET 0
 ) said
