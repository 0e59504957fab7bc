-- Custom attributes as typed rows.
SELECT
  p.profile_id,
  s.key,
  s.position,
  s.text,
  customer_groups_text_key(s.text) AS text_key,
  s.number::numeric(30, 6) AS number,
  s.instant,
  s.day,
  s.flag
FROM ({{attributes}}) s
JOIN {{chosen}} p ON p.customer_key = s.customer_key
