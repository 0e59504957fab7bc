"""Ranks: the daily snapshot of who buys latest, most often and most."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from saleor_customer_groups.engine.windows import Moment
from saleor_customer_groups.models import RankSnapshot, Shop

from .queries import fetch, query
from .reconcile import reconcile

_MARK_RANKED: Final = """
INSERT INTO customer_groups_mark (group_id)
SELECT g.id FROM customer_groups_customer_group g
JOIN customer_groups_group_revision r ON r.group_id = g.id AND r.number = g.revision
WHERE g.archived_at IS NULL AND 'rank' = ANY(r.facts)
"""


def rank_select() -> str:
    """SELECT of profile_id and rank at ``%(now)s``, money in ``%(currency)s``."""
    return query("rank_snapshot")


def midnight(now: datetime, shop: Shop) -> datetime:
    """The shop's last midnight, in UTC: the instant that ranks are taken for."""
    moment = Moment(now, ZoneInfo(shop.time_zone))
    return moment.start_of(moment.today)


def refresh_ranks(*, now: datetime) -> bool:
    """Takes today's snapshot where it is not taken yet; says whether it did.

    Whoever is first in the day has every group marked that reads ranks. Runs in the
    caller's transaction; a second caller waits on the shop's row.
    """
    if not _is_stale(Shop.objects.get(), now):
        return False
    shop = Shop.objects.select_for_update().get()
    if not _is_stale(shop, now):
        return False
    taken_for = midnight(now, shop)
    params = {"now": taken_for, "currency": shop.currency}
    reconcile(RankSnapshot, rank_select(), params, profile_ids=None)
    fetch(
        "UPDATE customer_groups_shop SET ranked_at = %(now)s",
        {"now": taken_for},
    )
    fetch(_MARK_RANKED, {})
    return True


def _is_stale(shop: Shop, now: datetime) -> bool:
    return shop.ranked_at is None or shop.ranked_at < midnight(now, shop)
