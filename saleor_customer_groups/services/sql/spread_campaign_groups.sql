-- What the campaign holds is for its groups, and for no others. By the indexes on
-- campaign_id, then the keys of the tables of groups.
WITH wanted AS (
  SELECT group_id FROM customer_groups_campaign_group WHERE campaign_id = %(campaign)s
), restriction AS (
  SELECT id FROM customer_groups_restriction WHERE campaign_id = %(campaign)s
), list AS (
  SELECT id FROM customer_groups_price_list WHERE campaign_id = %(campaign)s
), unrestricted AS (
  DELETE FROM customer_groups_restriction_group part
  USING restriction
  WHERE part.restriction_id = restriction.id
    AND part.group_id NOT IN (SELECT group_id FROM wanted)
), unlisted AS (
  DELETE FROM customer_groups_price_list_group part
  USING list
  WHERE part.price_list_id = list.id
    AND part.group_id NOT IN (SELECT group_id FROM wanted)
), restricted AS (
  INSERT INTO customer_groups_restriction_group (restriction_id, group_id, is_excluded)
  SELECT restriction.id, wanted.group_id, false FROM restriction CROSS JOIN wanted
  ON CONFLICT (restriction_id, group_id) DO UPDATE SET is_excluded = false
)
INSERT INTO customer_groups_price_list_group (group_id, price_list_id)
SELECT wanted.group_id, list.id FROM list CROSS JOIN wanted
ON CONFLICT (group_id, price_list_id) DO NOTHING
