-- Customers as they are shown, beside their profiles. The host's key is compared in its
-- own type, so that the host's index serves for a few of them.
JOIN customer_groups_profile p ON p.id = {{profile}}
{{kept}} ({{relation}}) d
  ON d.customer_key = CASE WHEN p.kind = 'customer' THEN p.host_key::{{key_type}} END
