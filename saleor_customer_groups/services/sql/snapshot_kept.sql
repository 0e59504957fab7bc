-- Puts whoever was put aside into a manual group.
INSERT INTO customer_groups_assignment (group_id, profile_id, assigned_by)
SELECT %(group)s, profile_id, %(actor)s FROM customer_groups_snapshot ORDER BY profile_id
