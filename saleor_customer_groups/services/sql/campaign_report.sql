-- What campaigns brought, in rows of: campaign, what the row is about and which, orders,
-- buyers, amount. Of orders that count, were placed in the campaign's span, and keep what
-- they used. By the indexes of the host, then customer_groups_order_record_pkey,
-- customer_groups_refund_record's of profiles and cgroups_event_profile.
WITH used AS MATERIALIZED (
  SELECT DISTINCT held.campaign_id, held.kind, held.key AS item, o.key, o.profile_id, o.at,
    o.currency, o.paid
  FROM ({{redemptions}}) redemption
  JOIN unnest(%(campaigns)s::bigint[], %(kinds)s::text[], %(keys)s::text[])
    AS held (campaign_id, kind, key)
    ON held.kind = redemption.kind AND held.key = redemption.key
  JOIN unnest(%(ids)s::bigint[], %(since)s::timestamptz[], %(until)s::timestamptz[])
    AS span (campaign_id, since, until) ON span.campaign_id = held.campaign_id
  JOIN customer_groups_order_record o ON o.key = redemption.order_key
  WHERE o.is_countable AND o.at >= span.since AND o.at < span.until
    AND (o.counts_until IS NULL OR o.counts_until > %(now)s)
), ordered AS MATERIALIZED (
  SELECT DISTINCT campaign_id, key, profile_id, at, currency, paid FROM used
), kept AS (
  SELECT o.campaign_id, o.profile_id, o.currency,
    greatest(o.paid - coalesce(refunded.amount, 0), 0) AS amount
  FROM ordered o
  CROSS JOIN LATERAL (
    SELECT sum(r.amount) AS amount FROM customer_groups_refund_record r
    WHERE r.profile_id = o.profile_id AND r.order_key = o.key AND r.at <= %(now)s
  ) refunded
), member AS (
  SELECT o.campaign_id, o.profile_id, g.id AS group_id
  FROM ordered o
  JOIN customer_groups_campaign_group of_campaign
    ON of_campaign.campaign_id = o.campaign_id
  JOIN customer_groups_customer_group g ON g.id = of_campaign.group_id
  LEFT JOIN LATERAL (
    SELECT e.change FROM customer_groups_membership_event e
    WHERE e.profile_id = o.profile_id AND e.group_id = g.id AND e.at <= o.at
    ORDER BY e.at DESC, e.id DESC LIMIT 1
  ) latest ON TRUE
  WHERE g.is_default OR latest.change = 'joined'
)
SELECT campaign_id, 'all', NULL, NULL, count(*), count(DISTINCT profile_id), NULL
FROM ordered GROUP BY campaign_id
UNION ALL
SELECT campaign_id, 'currency', currency, NULL, count(*), count(DISTINCT profile_id),
  sum(amount)
FROM kept GROUP BY campaign_id, currency
UNION ALL
SELECT campaign_id, 'item', kind, item, count(*), count(DISTINCT profile_id), NULL
FROM used GROUP BY campaign_id, kind, item
UNION ALL
SELECT campaign_id, 'group', group_id::text, NULL, count(*), count(DISTINCT profile_id),
  NULL
FROM member GROUP BY campaign_id, group_id
ORDER BY 1, 2, 5 DESC, 3, 4
