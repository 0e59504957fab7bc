"""Campaign reports: the orders that used what campaigns hold, and what they brought."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final, NamedTuple

from saleor_customer_groups.host import get_host
from saleor_customer_groups.models import Campaign

from . import clock
from .campaign_items import CampaignItem, ItemKind, items_of
from .queries import fetch, query
from .statistics import Spend
from .time_limits import within_seconds

#: Longer than staff wait for a page.
TIME_LIMIT: Final = 20.0
_DECIMALS: Final = 4


class ItemRedemptions(NamedTuple):
    """How many orders used one thing that a campaign holds, and of how many customers."""

    item: CampaignItem
    orders: int
    buyers: int


class GroupRedemptions(NamedTuple):
    """The same of those that members of a group placed: members when they ordered. Who
    was in two groups counts in both."""

    group_id: int
    orders: int
    buyers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignReport:
    """Orders that count, of customers, placed from ``since`` until just before ``until``,
    and keep having used something that the campaign holds now.

    ``revenue`` is what was paid on these orders as a whole, less refunds, per currency.
    """

    since: datetime
    until: datetime
    orders: int
    buyers: int
    revenue: tuple[Spend, ...]
    items: tuple[ItemRedemptions, ...]
    groups: tuple[GroupRedemptions, ...]


def campaign_reports(campaigns: Sequence[Campaign]) -> dict[int, CampaignReport]:
    """By the campaigns' ids, from their start, or being made, until their end or now.

    In a constant number of statements. Raises TookTooLong.
    """
    with within_seconds(TIME_LIMIT, is_snapshot=True):
        now = clock.database_now()
        spans = {row.pk: _span(row, now) for row in campaigns}
        held = [
            (campaign, item)
            for campaign, items in items_of(list(spans)).items()
            for item in items
        ]
        rows = fetch(
            query("campaign_report", redemptions=get_host().redemptions()),
            {
                "campaigns": [campaign for campaign, _ in held],
                "kinds": [item.kind.value for _, item in held],
                "keys": [item.key for _, item in held],
                **{
                    f"{kind.value}s": [
                        item.key for _, item in held if item.kind is kind
                    ]
                    for kind in ItemKind
                },
                "ids": list(spans),
                "since": [since for since, _ in spans.values()],
                "until": [until for _, until in spans.values()],
                "now": now,
            },
        )
    return {id_: _report(id_, span, rows) for id_, span in spans.items()}


def _span(row: Campaign, now: datetime) -> tuple[datetime, datetime]:
    """Nothing is known of the future, and an order of this instant counts."""
    since = row.starts_at or row.created_at
    return since, now if row.ends_at is None else min(row.ends_at, now)


def _report(
    id_: int, span: tuple[datetime, datetime], rows: Sequence[tuple[Any, ...]]
) -> CampaignReport:
    found: Mapping[str, list[tuple[Any, ...]]] = {
        about: [row[2:] for row in rows if row[:2] == (id_, about)]
        for about in ("all", "currency", "item", "group")
    }
    orders, buyers = next(((row[2], row[3]) for row in found["all"]), (0, 0))
    return CampaignReport(
        since=span[0],
        until=span[1],
        orders=orders,
        buyers=buyers,
        revenue=tuple(
            Spend(currency, amount, count, whose, _average(amount, count))
            for currency, _, count, whose, amount in found["currency"]
        ),
        items=tuple(
            ItemRedemptions(CampaignItem(ItemKind(kind), key), count, whose)
            for kind, key, count, whose, _ in found["item"]
        ),
        groups=tuple(
            GroupRedemptions(int(group), count, whose)
            for group, _, count, whose, _ in found["group"]
        ),
    )


def _average(amount: Decimal, orders: int) -> Decimal:
    return round(amount / orders, _DECIMALS)
