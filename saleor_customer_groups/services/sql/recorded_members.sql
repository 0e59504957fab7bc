-- Who the ledger says was a member at an instant; uses the index on (group, at).
SELECT profile_id
FROM (
  SELECT DISTINCT ON (profile_id) profile_id, change
  FROM customer_groups_membership_event
  WHERE group_id = %(group)s AND at <= %(at)s
  ORDER BY profile_id, at DESC, id DESC
) latest
WHERE change = 'joined'
