-- Ledger entries with the names that people know; deleted groups by their tombstone.
SELECT e.at, p.host_key, coalesce(g.code, d.code, ''), e.change, e.cause, e.revision, e.actor
FROM customer_groups_membership_event e
JOIN customer_groups_profile p ON p.id = e.profile_id
LEFT JOIN customer_groups_customer_group g ON g.id = e.group_id
LEFT JOIN customer_groups_deleted_group d ON d.group_id = e.group_id
WHERE {{where}}
ORDER BY e.at DESC, e.id DESC
LIMIT %(limit)s
