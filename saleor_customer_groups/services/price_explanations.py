"""Price explanations: what a customer pays for a variant, by which list, and why."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

from saleor_customer_groups.engine.price_lists import (
    Hindrance,
    Item,
    Market,
    PriceList,
    PriceListStatus,
    hindrance,
)
from saleor_customer_groups.engine.price_sentences import hindrance_sentence
from saleor_customer_groups.engine.pricing import Quote
from saleor_customer_groups.host import get_host
from saleor_customer_groups.models import PriceList as PriceListRow
from saleor_customer_groups.models import PriceListGroup

from . import clock
from .belonging import groups_of_customers
from .campaign_rows import campaign_of
from .errors import ErrorCode
from .group_checks import refuse
from .price_list_pages import groups_of_lists
from .price_lists import channel_policy
from .prices import QUANTITY_LIMIT
from .pricing import Buyer, open_price_book, price_list_of
from .profiles import get_profile

#: Of lists that give no price; more says less.
HINDERED_LIMIT: Final = 50


class Hindered(NamedTuple):
    """A list for one of the customer's groups that gives no price there and then."""

    price_list: PriceList
    hindrance: Hindrance
    sentence: str


@dataclass(frozen=True, slots=True)
class PriceExplanation:
    """The quote for one piece, before promotions and vouchers; ``customer`` is None for
    a guest. Lists are as they are today, and so are the customer's groups: only their
    windows are seen from ``market.at``."""

    customer: str | None
    market: Market
    quote: Quote
    hindered: tuple[Hindered, ...]


def explain_price(
    variant: str,
    customer: str | None,
    *,
    channel: str,
    quantity: int = 1,
    at: datetime | None = None,
) -> PriceExplanation:
    """What the customer pays for one of so many pieces in the channel, at the instant or
    now. A constant number of statements.

    Raises CustomerGroupsError for a customer whom nobody knows, a variant that has no
    price in the channel, and a quantity that cannot be.
    """
    if not 1 <= quantity <= QUANTITY_LIMIT:
        refuse(f"A quantity is from 1 to {QUANTITY_LIMIT}.", "quantity")
    listed = get_host().list_prices(channel, [variant]).get(variant)
    if listed is None:
        refuse(
            f"The variant “{variant}” has no price in the channel “{channel}”.",
            "variant",
            ErrorCode.NOT_FOUND,
        )
    instant = at or clock.database_now()
    book = None
    if customer is not None:
        get_profile(customer)
        buyer = Buyer(customer, channel, listed.currency)
        book = open_price_book(buyer, [variant], at=instant)
    if book is None:
        policy = channel_policy(channel)
        market = Market(channel, listed.currency, instant, policy)
        item = Item(variant, "", listed.amount)
        found = Quote(item, quantity, listed.currency, ())
    else:
        market = book.market
        found = book.quote(variant, quantity, listed.amount)
    in_force = [each.number for each in book.lists] if book else []
    return PriceExplanation(
        customer, market, found, _hindered(customer, market, in_force)
    )


def _hindered(
    customer: str | None, market: Market, in_force: Collection[int]
) -> tuple[Hindered, ...]:
    """Lists for the customer's groups that are not in force, the last changed first;
    none of those that were archived for good."""
    if customer is None:
        return ()
    belongings = groups_of_customers([customer]).get(customer, ())
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
        codes = frozenset(each.code for each in belongings)
        reason = hindrance(price_list, codes, market)
        if reason is not None:
            said = hindrance_sentence(price_list, reason, market)
            found.append(Hindered(price_list, reason, said))
    return tuple(found)
