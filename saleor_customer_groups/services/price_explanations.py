"""Price explanations: what a customer pays for a variant, by which list, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from saleor_customer_groups.engine.price_lists import Item, Market
from saleor_customer_groups.engine.pricing import Quote
from saleor_customer_groups.engine.promotions import (
    JudgedReduction,
    Settlement,
    judge_reductions,
)
from saleor_customer_groups.host import get_host

from . import clock
from .belonging import Belongings, groups_of_customers
from .errors import ErrorCode
from .group_checks import refuse
from .hindered_lists import Hindered, hindered_lists
from .price_lists import channel_policy
from .prices import QUANTITY_LIMIT
from .pricing import Buyer, open_price_book
from .profiles import get_profile
from .reductions import reductions_for


@dataclass(frozen=True, slots=True)
class PriceExplanation:
    """The quote for one piece before promotions, and what is paid for it after them and
    before vouchers; ``customer`` is None for a guest. Lists are as they are today, and so
    are the customer's groups: only windows are seen from ``market.at``."""

    customer: str | None
    market: Market
    quote: Quote
    settlement: Settlement
    reductions: tuple[JudgedReduction, ...]
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
    hindered: tuple[Hindered, ...] = ()
    belongings = Belongings()
    if customer is not None:
        in_force = [each.number for each in book.lists] if book else []
        belongings = Belongings(groups_of_customers([customer]).get(customer, ()))
        hindered = hindered_lists(belongings.groups, market, in_force)
    reductions = reductions_for(belongings, channel, [variant], instant)
    settlement, judged = judge_reductions(
        found, reductions.public.get(variant, ()), reductions.own.get(variant, ())
    )
    return PriceExplanation(customer, market, found, settlement, judged, hindered)
