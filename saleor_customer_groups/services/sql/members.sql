-- Members with their key in the host; only consenting ones where a channel is named.
SELECT p.host_key, chosen.joined_at, chosen.via
FROM (
  {{chosen}}
) chosen
JOIN customer_groups_profile p ON p.id = chosen.profile_id
JOIN customer_groups_profile_facts f ON f.profile_id = p.id
WHERE %(channel)s::text IS NULL OR 'subscribed' = CASE %(channel)s::text
  WHEN 'email' THEN f.email_marketing
  WHEN 'sms' THEN f.sms_marketing
  WHEN 'phone' THEN f.phone_marketing
  WHEN 'post' THEN f.post_marketing
END
ORDER BY p.id
