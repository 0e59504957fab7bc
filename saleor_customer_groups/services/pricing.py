"""Pricing: what a customer pays for some items, by the lists of his groups.

Reads membership rows and never evaluates a rule: one statement where no list is for the
customer, else two and what the host needs to tell what the items are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any, Final, NamedTuple

from saleor_customer_groups.engine.campaigns import Campaign
from saleor_customer_groups.engine.price_lists import (
    Adjustment,
    Entry,
    FixedPrice,
    Item,
    ListPolicy,
    Market,
    PercentageChange,
    PriceList,
    PriceListStatus,
    PromotionPolicy,
    QuantityBreak,
    Scope,
    Target,
)
from saleor_customer_groups.engine.pricing import Quote, quote
from saleor_customer_groups.engine.rounding import Rounding, RoundingMode
from saleor_customer_groups.host import CatalogueEntry, get_host

from . import clock
from .campaign_rows import campaign_of_columns
from .queries import fetch, query

#: Of a row of a list; those of the campaign that holds it come after them.
_LIST_COLUMNS: Final = 14


class Buyer(NamedTuple):
    """A customer, by the host's key, in a channel (its slug) and its currency."""

    customer: str
    channel: str
    currency: str


class PriceBook(NamedTuple):
    """The lists that are in force for a customer in a market; their entries are those
    about the items that it was opened for."""

    lists: list[PriceList]
    market: Market
    catalogue: Mapping[str, CatalogueEntry]

    def quote(self, variant: str, quantity: int, list_price: Decimal) -> Quote:
        """What one piece costs; ``quantity`` is the variant's total in the basket.

        Raises KeyError for a variant that the book was not opened for.
        """
        entry = self.catalogue[variant]
        item = Item(
            variant=variant,
            product=entry.product,
            list_price=list_price,
            collections=entry.collections,
            categories=entry.categories,
        )
        return quote(item, quantity, self.lists, self.market)


def open_price_books(
    buyers: Collection[Buyer],
    variants: Collection[str],
    *,
    at: datetime | None = None,
    groups: Collection[int] | None = None,
) -> Mapping[Buyer, PriceBook]:
    """The prices of these variants for each buyer, at the instant or now; for members of
    the groups of these ids where they are given, whichever ones the buyers are in.

    Nothing for a buyer for whom no list is in force. The same number of statements for
    any number of buyers.
    """
    if not buyers or not variants:
        return {}
    instant = at or clock.database_now()
    is_given = groups is not None
    text = query(
        "price_lists_in_force",
        members=query("given_groups" if is_given else "groups_of_buyers"),
        # Who was in a group that was archived since, had its prices.
        standing="" if is_given else "AND g.archived_at IS NULL",
    )
    rows = fetch(
        text,
        {
            "customers": [buyer.customer for buyer in buyers],
            "channels": [buyer.channel for buyer in buyers],
            "currencies": [buyer.currency for buyer in buyers],
            "groups": list(groups or ()),
            "at": instant,
        },
    )
    if not rows:
        return {}
    catalogue = get_host().catalogue(list(variants))
    entries = _entries(sorted({row[4] for row in rows}), catalogue)
    books: dict[Buyer, PriceBook] = {}
    for customer, channel, currency, policy, *columns in rows:
        buyer = Buyer(customer, channel, currency)
        market = Market(
            channel, currency, instant, ListPolicy(policy or ListPolicy.PRIORITY)
        )
        book = books.setdefault(buyer, PriceBook([], market, catalogue))
        book.lists.append(_list_of(columns, entries))
    return books


def open_price_book(
    buyer: Buyer,
    variants: Collection[str],
    *,
    at: datetime | None = None,
    groups: Collection[int] | None = None,
) -> PriceBook | None:
    """The same for one buyer; None where no list is in force for him."""
    return open_price_books([buyer], variants, at=at, groups=groups).get(buyer)


def _list_of(
    columns: Sequence[Any], entries: Mapping[int, Mapping[Target, Entry]]
) -> PriceList:
    own, holding = columns[:_LIST_COLUMNS], columns[_LIST_COLUMNS:]
    found = price_list_of(*own, campaign=campaign_of_columns(*holding))
    return replace(found, entries=entries.get(found.number, {}))


def _entries(
    lists: Sequence[int], catalogue: Mapping[str, CatalogueEntry]
) -> Mapping[int, Mapping[Target, Entry]]:
    targets = sorted(set(_targets(catalogue)))
    rows = fetch(
        query("prices"),
        {
            "lists": list(lists),
            "scopes": [target.scope.value for target in targets],
            "keys": [target.key for target in targets],
        },
    )
    breaks: dict[tuple[int, Target], list[QuantityBreak]] = defaultdict(list)
    first: dict[tuple[int, Target], int] = {}
    for list_id, scope, key, from_quantity, amount, percentage, id_ in rows:
        place = (list_id, Target(Scope(scope), key))
        first.setdefault(place, id_)
        breaks[place].append(
            QuantityBreak(from_quantity, _adjustment(amount, percentage))
        )
    found: dict[int, dict[Target, Entry]] = defaultdict(dict)
    for (list_id, target), steps in breaks.items():
        entry = Entry(first[list_id, target], tuple(sorted(steps, key=_quantity)))
        found[list_id][target] = entry
    return found


def _targets(catalogue: Mapping[str, CatalogueEntry]) -> Iterable[Target]:
    yield Target(Scope.ALL)
    for variant, entry in catalogue.items():
        yield Target(Scope.VARIANT, variant)
        yield Target(Scope.PRODUCT, entry.product)
        for collection in entry.collections:
            yield Target(Scope.COLLECTION, collection)
        for category in entry.categories:
            yield Target(Scope.CATEGORY, category)


def _adjustment(amount: Decimal | None, percentage: Decimal | None) -> Adjustment:
    if amount is not None:
        return FixedPrice(amount)
    assert percentage is not None
    return PercentageChange(percentage)


def _quantity(step: QuantityBreak) -> int:
    return step.from_quantity


def price_list_of(
    number: int,
    code: str,
    name: str,
    currency: str,
    groups: Sequence[str],
    channels: Sequence[str],
    priority: int,
    promotions: str,
    rounding_step: Decimal | None,
    rounding_ending: Decimal,
    rounding_mode: str,
    status: str,
    starts_at: datetime | None,
    ends_at: datetime | None,
    *,
    campaign: Campaign | None,
) -> PriceList:
    """A list as the reasoning knows it, without entries, of its columns."""
    rounding = None
    if rounding_step is not None:
        mode = RoundingMode(rounding_mode)
        rounding = Rounding(rounding_step, rounding_ending, mode)
    return PriceList(
        number=number,
        code=code,
        name=name,
        currency=currency,
        groups=frozenset(groups),
        channels=frozenset(channels),
        priority=priority,
        promotions=PromotionPolicy(promotions),
        rounding=rounding,
        status=PriceListStatus(status),
        starts_at=starts_at,
        ends_at=ends_at,
        campaign=campaign,
    )
