"""Hindered lists: price lists for a customer's groups that give no price, and why."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

from saleor_customer_groups.engine.price_lists import (
    Hindrance,
    Market,
    PriceList,
    PriceListStatus,
    hindrance,
)
from saleor_customer_groups.engine.price_sentences import hindrance_sentence
from saleor_customer_groups.models import PriceList as PriceListRow
from saleor_customer_groups.models import PriceListGroup

from .belonging import Belonging
from .campaign_rows import campaign_of
from .price_list_pages import groups_of_lists
from .pricing import price_list_of

#: More says less.
HINDERED_LIMIT: Final = 50


class Hindered(NamedTuple):
    """A list for one of the customer's groups that gives no price there and then."""

    price_list: PriceList
    hindrance: Hindrance
    sentence: str


def hindered_lists(
    belongings: Sequence[Belonging], market: Market, in_force: Collection[int]
) -> tuple[Hindered, ...]:
    """Lists for these groups that are not in force in the market, the last changed
    first; none of those that were archived for good. Two statements."""
    if not belongings:
        return ()
    mine = PriceListGroup.objects.filter(
        group__in=[each.group_id for each in belongings]
    )
    rows = list(
        PriceListRow.objects.filter(pk__in=mine.values("price_list"))
        .select_related("campaign")
        .exclude(pk__in=in_force)
        .exclude(status=PriceListStatus.ARCHIVED.value)
        .order_by("-updated_at", "-pk")[:HINDERED_LIMIT]
    )
    groups = groups_of_lists([row.pk for row in rows])
    codes = frozenset(each.code for each in belongings)
    found = []
    for row in rows:
        price_list = price_list_of(
            row.pk,
            row.code,
            row.name,
            row.currency,
            [group.code for group in groups[row.pk]],
            row.channels,
            row.priority,
            row.promotions,
            row.rounding_step,
            row.rounding_ending,
            row.rounding_mode,
            row.status,
            row.starts_at,
            row.ends_at,
            campaign=campaign_of(row.campaign) if row.campaign else None,
        )
        reason = hindrance(price_list, codes, market)
        if reason is not None:
            said = hindrance_sentence(price_list, reason, market)
            found.append(Hindered(price_list, reason, said))
    return tuple(found)
