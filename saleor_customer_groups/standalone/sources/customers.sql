SELECT key AS customer_key, is_active, is_registered, is_staff, joined_at, birthdate,
       gender, state, country, city, postal_code, language,
       CASE WHEN is_email_confirmed
            THEN NULLIF(substring(email FROM '@([^@]*)$'), '')
       END AS email_domain,
       customer_type, email_marketing, sms_marketing, phone_marketing, post_marketing
  FROM standalone_customer
