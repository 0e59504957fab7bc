-- The groups that buyers are in now. By cgroups_member_profile.
SELECT buyer.*, m.group_id
FROM buyer
JOIN customer_groups_profile p
  ON p.kind = 'customer' AND p.host_key = buyer.customer
JOIN customer_groups_membership m ON m.profile_id = p.id
UNION ALL
SELECT buyer.*, g.id
FROM buyer
JOIN customer_groups_profile p
  ON p.kind = 'customer' AND p.host_key = buyer.customer
JOIN customer_groups_profile_facts f
  ON f.profile_id = p.id AND f.is_registered AND f.is_shopper
JOIN customer_groups_customer_group g ON g.is_default
