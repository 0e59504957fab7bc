"""Baskets: what a customer pays for several variants together, and why.

By price lists, catalogue promotions and one code; before taxes that are not in the
prices, and without shipping. Nothing is written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

from saleor_customer_groups.engine.baskets import (
    Basket,
    JudgedCode,
    Line,
    judge_codes,
    with_codes,
)
from saleor_customer_groups.engine.price_lists import Item, Market
from saleor_customer_groups.engine.pricing import Quote
from saleor_customer_groups.engine.promotions import contenders, settle
from saleor_customer_groups.host import (
    BasketItem,
    ListPrice,
    PricedBasket,
    get_host,
)
from saleor_customer_groups.models import CustomerGroup, RestrictedKind

from . import clock
from .belonging import Belongings, belongings_at
from .errors import CustomerGroupsError, ErrorCode
from .hindered_lists import Hindered, hindered_lists
from .price_lists import channel_policy
from .prices import QUANTITY_LIMIT
from .pricing import Buyer, PriceBook, open_price_book
from .profiles import get_profile
from .reductions import Reductions, reductions_for
from .restrictions import restrictions_of

LINES_LIMIT: Final = 100
CODES_LIMIT: Final = 10
CODE_LENGTH: Final = 255


class Wanted(NamedTuple):
    """So many pieces of a variant, by the host's key."""

    variant: str
    quantity: int


@dataclass(frozen=True, slots=True)
class BasketQuote:
    """The basket at ``market.at``; ``customer`` is None for a guest, who is in no group.

    Prices, lists and restrictions are as they stand now: of them only windows are seen
    from that instant. ``belongings`` say by which groups it was reckoned, ``deciding``
    are the groups that decided about codes, by code.
    """

    customer: str | None
    market: Market
    belongings: Belongings
    basket: Basket
    hindered: tuple[Hindered, ...]
    deciding: Mapping[str, CustomerGroup]

    @property
    def group_names(self) -> Mapping[str, str]:
        """Names of the groups that decided, by code."""
        return {code: group.name for code, group in self.deciding.items()}


def quote_basket(
    customer: str | None,
    *,
    channel: str,
    lines: Sequence[Wanted],
    codes: Sequence[str] = (),
    at: datetime | None = None,
) -> BasketQuote:
    """What the customer pays for the lines in the channel, at the instant or now.

    A constant number of statements for any number of lines. Raises CustomerGroupsError
    for a customer whom nobody knows, a variant without a price in the channel, and
    quantities, lines and codes that cannot be.
    """
    pieces = _pieces(lines)
    _check_codes(codes)
    prices = _list_prices(channel, lines)
    currency = next(iter(prices.values())).currency
    now = clock.database_now()
    instant = at or now
    belongings, book = Belongings(), None
    if customer is not None:
        get_profile(customer)
        belongings = belongings_at(customer, instant, now=now)
        book = open_price_book(
            Buyer(customer, channel, currency),
            pieces,
            at=instant,
            groups=[each.group_id for each in belongings.groups],
        )
    market = (
        book.market
        if book
        else Market(channel, currency, instant, channel_policy(channel))
    )
    reductions = reductions_for(belongings, channel, list(pieces), instant)
    settled = [
        _line(each, pieces[each.variant], book, market, prices, reductions)
        for each in lines
    ]
    judged = _judge(codes, settled, customer, market, belongings)
    in_force = [each.number for each in book.lists] if book else []
    return BasketQuote(
        customer,
        market,
        belongings,
        with_codes(settled, judged),
        hindered_lists(belongings.groups, market, in_force),
        _deciding(judged),
    )


def _pieces(lines: Sequence[Wanted]) -> Mapping[str, int]:
    """Pieces by variant, over all lines."""
    if not 1 <= len(lines) <= LINES_LIMIT:
        raise CustomerGroupsError(
            f"A basket has from 1 to {LINES_LIMIT} lines.",
            code=ErrorCode.TOO_MANY if lines else ErrorCode.REQUIRED,
            field="lines",
        )
    pieces: Counter[str] = Counter()
    for index, (variant, quantity) in enumerate(lines):
        pieces[variant] += quantity
        if quantity < 1 or pieces[variant] > QUANTITY_LIMIT:
            raise CustomerGroupsError(
                f"A quantity is from 1 to {QUANTITY_LIMIT}, over all lines of a variant.",
                code=ErrorCode.INVALID,
                field=f"lines[{index}]",
            )
    return pieces


def _check_codes(codes: Sequence[str]) -> None:
    if len(codes) > CODES_LIMIT:
        raise CustomerGroupsError(
            f"At most {CODES_LIMIT} codes can be tried at once.",
            code=ErrorCode.TOO_MANY,
            field="codes",
        )
    for index, code in enumerate(codes):
        if not code.strip() or len(code) > CODE_LENGTH:
            raise CustomerGroupsError(
                f"A code has from 1 to {CODE_LENGTH} characters.",
                code=ErrorCode.INVALID,
                field=f"codes[{index}]",
            )


def _list_prices(channel: str, lines: Sequence[Wanted]) -> Mapping[str, ListPrice]:
    prices = get_host().list_prices(channel, [each.variant for each in lines])
    currencies: dict[str, int] = {}
    for index, (variant, _) in enumerate(lines):
        if variant not in prices:
            raise CustomerGroupsError(
                f"The variant “{variant}” has no price in the channel “{channel}”.",
                code=ErrorCode.NOT_FOUND,
                field=f"lines[{index}]",
            )
        currencies.setdefault(prices[variant].currency, index)
    if len(currencies) > 1:
        raise CustomerGroupsError(
            "One basket is in one currency, and these are in"
            f" {' and '.join(sorted(currencies))}.",
            code=ErrorCode.INVALID,
            field=f"lines[{max(currencies.values())}]",
        )
    return prices


def _line(
    wanted: Wanted,
    pieces: int,
    book: PriceBook | None,
    market: Market,
    prices: Mapping[str, ListPrice],
    reductions: Reductions,
) -> Line:
    variant, listed = wanted.variant, prices[wanted.variant].amount
    if book is None:
        item = Item(variant, "", listed)
        quoted = Quote(item, pieces, market.currency, ())
    else:
        quoted = book.quote(variant, pieces, listed)
    public, own = reductions.public.get(variant, ()), reductions.own.get(variant, ())
    guest = Quote(quoted.item, pieces, market.currency, ())
    return Line(
        quoted,
        settle(quoted, contenders(quoted, public, own)),
        settle(guest, contenders(guest, public, ())),
        wanted.quantity,
    )


def _judge(
    codes: Sequence[str],
    lines: Sequence[Line],
    customer: str | None,
    market: Market,
    belongings: Belongings,
) -> Sequence[JudgedCode]:
    if not codes:
        return ()
    items = tuple(
        BasketItem(
            line.quote.item.variant,
            line.quantity,
            line.settlement.base,
            line.settlement.price,
            line.settlement.is_group_price,
        )
        for line in lines
    )
    basket = PricedBasket(customer, market.channel, market.currency, market.at, items)
    offers = get_host().offers(list(dict.fromkeys(codes)), basket)
    restricted = restrictions_of(
        RestrictedKind.VOUCHER, [offer.key for offer in offers.values()]
    )
    return judge_codes(
        codes,
        offers,
        restricted,
        memberships=belongings.codes,
        channel=market.channel,
        at=market.at,
    )


def _deciding(judged: Sequence[JudgedCode]) -> Mapping[str, CustomerGroup]:
    codes = {group for each in judged for group in each.groups}
    if not codes:
        return {}
    return CustomerGroup.objects.in_bulk(codes, field_name="code")
