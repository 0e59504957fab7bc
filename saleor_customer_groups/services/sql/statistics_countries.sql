-- Where the groups' members of now live, most frequent first; NULL where it is unknown.
SELECT m.group_id, max(f.country), count(*)
FROM ({{members}}) m
JOIN customer_groups_profile_facts f ON f.profile_id = m.profile_id
GROUP BY m.group_id, f.country_key
ORDER BY m.group_id, count(*) DESC, f.country_key
