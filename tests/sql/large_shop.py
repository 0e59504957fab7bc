"""A large shop, made in SQL: 50,000 profiles with histories, memberships and marks."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from django.db import connection

from saleor_customer_groups.engine.compiler import GroupReference

NOW: Final = datetime(2026, 3, 10, 12, tzinfo=UTC)
PROFILES: Final = 50_000

#: Orders every 12 minutes over 14 months, some to come; one brand in a hundred items.
_FILL: Final = (
    """INSERT INTO customer_groups_profile (id, kind, host_key)
    SELECT n, 'customer', 'c' || n FROM generate_series(1, %(profiles)s) n""",
    """INSERT INTO customer_groups_profile_facts
      (profile_id, kind, is_shopper, joined_at, birthdate, birth_month_day,
       open_checkout_at)
    SELECT n, 'customer', true, %(now)s - n * interval '12 minutes',
      day, extract(month FROM day) * 100 + extract(day FROM day),
      CASE WHEN n %% 10 = 0 THEN %(now)s - n * interval '1 minute' END
    FROM generate_series(1, %(profiles)s) n, LATERAL (
      SELECT date '1960-01-01' + (n * 7919) %% 15000 AS day) d""",
    """INSERT INTO customer_groups_order_record
      (key, profile_id, at, channel, currency, paid, units, is_countable, counts_until,
       voucher_codes)
    SELECT 'o' || n, 1 + (n * 7919) %% %(profiles)s,
      %(now)s - (n - 250) * interval '12 minutes', 'web', 'EUR', 10, 1, true, NULL,
      CASE WHEN n %% 50 = 0 THEN ARRAY['spring'] ELSE '{}' END
    FROM generate_series(1, %(profiles)s) n""",
    """INSERT INTO customer_groups_refund_record
      (key, order_key, profile_id, at, amount, channel, currency, order_at,
       is_countable)
    SELECT key, key, profile_id, at + interval '7 days', 5, channel, currency, at, true
    FROM customer_groups_order_record WHERE substr(key, 2)::int %% 5 = 0""",
    """INSERT INTO customer_groups_item (id, digest, targets)
    SELECT n, n::text, ARRAY['product:p' || n, 'brand:b' || n %% 100]
    FROM generate_series(1, 1000) n""",
    """INSERT INTO customer_groups_line_record
      (key, order_key, profile_id, item_id, at, channel, currency, quantity, amount,
       is_countable)
    SELECT key, key, profile_id, 1 + substr(key, 2)::int %% 1000, at, channel, currency,
      1, 10, true
    FROM customer_groups_order_record""",
    """INSERT INTO customer_groups_activity_day
      (profile_id, kind, item_id, day, channel, count)
    SELECT profile_id, 'viewed', item_id, (at AT TIME ZONE 'UTC')::date, 'web', 1
    FROM customer_groups_line_record ON CONFLICT DO NOTHING""",
    """INSERT INTO customer_groups_order_facts
      (profile_id, channel, order_count, units_bought, average_units_per_order,
       largest_order_units, first_order_at, last_order_at)
    SELECT profile_id, each, count(*), sum(units), 1, 1, min(at), max(at)
    FROM customer_groups_order_record, unnest(ARRAY['', 'web']) AS each
    WHERE at <= %(now)s GROUP BY 1, 2""",
    """INSERT INTO customer_groups_attribute_fact
      (profile_id, key, position, instant, day)
    SELECT n, key, 0, CASE WHEN key = 'visited_at'
        THEN %(now)s - n * interval '12 minutes' END,
      CASE WHEN key = 'renews_on' THEN (%(now)s)::date - n %% 800 END
    FROM generate_series(1, %(profiles)s / 2) n,
      unnest(ARRAY['visited_at', 'renews_on']) AS key""",
    """INSERT INTO customer_groups_membership (group_id, profile_id, via, joined_at)
    SELECT g.id, n, 'own', %(now)s
    FROM customer_groups_customer_group g, generate_series(1, %(profiles)s) n
    WHERE g.code LIKE 'plan-%%' AND n %% 2 = 0""",
    """INSERT INTO customer_groups_membership_event
      (group_id, profile_id, change, cause, revision, at)
    SELECT group_id, profile_id, 'joined', 'rule', 1,
      %(now)s - profile_id * interval '1 minute'
    FROM customer_groups_membership""",
    """INSERT INTO customer_groups_mark (profile_id, due_at)
    SELECT n, %(now)s + n * interval '1 minute' FROM generate_series(1, %(profiles)s) n
    """,
)
#: What grows with the shop.
BIG: Final = (
    "profile",
    "profile_facts",
    "order_record",
    "refund_record",
    "line_record",
    "activity_day",
    "order_facts",
    "attribute_fact",
    "membership",
    "membership_event",
    "mark",
)


def fill() -> GroupReference:
    """Fills the tables and takes their statistics; a group that half belong to."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO customer_groups_customer_group (code, name, kind)"
            " SELECT 'plan-' || n, 'Plan', 'manual' FROM generate_series(1, 2) n"
            " RETURNING id"
        )
        group = GroupReference(cursor.fetchone()[0])
        for statement in _FILL:
            cursor.execute(statement, {"profiles": PROFILES, "now": NOW})
        for table in (*BIG, "item"):
            cursor.execute(f"ANALYZE customer_groups_{table}")
    return group
