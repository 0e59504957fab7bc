-- One in a hundred members of each group is lost, the same ones in every run ...
DELETE FROM customer_groups_membership
WHERE group_id = ANY(%(groups)s)
  AND mod(hashint8extended(profile_id, group_id), 100) = 7
