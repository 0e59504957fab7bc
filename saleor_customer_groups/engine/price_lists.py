"""PriceList: prices of some groups' own, and what each entry of it is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final, NamedTuple, TypeAlias

from .campaigns import Campaign
from .rounding import Rounding

#: Less than all of a price cannot be left.
LOWEST_PERCENTAGE: Final = Decimal(-100)
#: More of the list price than all of it no floor asks for.
HIGHEST_FLOOR: Final = Decimal(100)


class Scope(StrEnum):
    """How much of the catalogue an entry is about; from the most specific on."""

    VARIANT = "variant"
    PRODUCT = "product"
    COLLECTION = "collection"
    CATEGORY = "category"
    ALL = "all"


class Target(NamedTuple):
    """What an entry is about: the key of a variant, product, collection or category.

    A category stands for its subcategories too. The key of "all" is empty.
    """

    scope: Scope
    key: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """What is bought, in one channel. ``list_price`` is what everybody pays there.

    ``categories`` begins with its own category; each is followed by its parent.
    """

    variant: str
    product: str
    list_price: Decimal
    collections: frozenset[str] = frozenset()
    categories: tuple[str, ...] = ()

    def targets(self) -> Iterator[tuple[int, Target]]:
        """Every target that covers it, with how specific that is: the lower, the more.

        Several collections are equally specific; the nearer category is more so.
        """
        yield 0, Target(Scope.VARIANT, self.variant)
        yield 1, Target(Scope.PRODUCT, self.product)
        for collection in self.collections:
            yield 2, Target(Scope.COLLECTION, collection)
        for distance, category in enumerate(self.categories):
            yield 3 + distance, Target(Scope.CATEGORY, category)
        yield 3 + len(self.categories), Target(Scope.ALL)


@dataclass(frozen=True, slots=True)
class FixedPrice:
    """This much, in the list's currency."""

    amount: Decimal


@dataclass(frozen=True, slots=True)
class PercentageChange:
    """The channel's list price with so many per cent more, or less below 0."""

    percentage: Decimal


Adjustment: TypeAlias = FixedPrice | PercentageChange


class QuantityBreak(NamedTuple):
    """What one piece costs from so many pieces on."""

    from_quantity: int
    adjustment: Adjustment


@dataclass(frozen=True, slots=True)
class Entry:
    """What a list says of one target. An older entry has a lower ``number``."""

    number: int
    breaks: tuple[QuantityBreak, ...]

    @property
    def lowest_quantity(self) -> int:
        """The fewest pieces that it says something of."""
        return min(step.from_quantity for step in self.breaks)

    def reached(self, quantity: int) -> QuantityBreak | None:
        """The highest break that the quantity reaches."""
        found = [step for step in self.breaks if step.from_quantity <= quantity]
        return max(found, key=lambda step: step.from_quantity, default=None)


class PriceListStatus(StrEnum):
    """Only an active list gives prices."""

    DRAFT = "draft"
    ACTIVE = "active"
    PAUSED = "paused"
    ARCHIVED = "archived"


class PromotionPolicy(StrEnum):
    """How a promotion meets a price of the list.

    BETTER_OF: the lower of the list's price and the promoted list price of everybody.
    COMBINE: the promotion reduces the list's price. EXCLUDE: the list's price stands.
    """

    BETTER_OF = "better_of"
    COMBINE = "combine"
    EXCLUDE = "exclude"


class ListPolicy(StrEnum):
    """Which of a customer's lists wins, by channel.

    PRIORITY: the higher priority, then the lower price. BEST: the lower price, then the
    higher priority. The older list where both are equal.
    """

    PRIORITY = "priority"
    BEST = "best"


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceList:
    """Prices for whoever is in one of its groups. An older one has a lower ``number``.

    ``channels`` are slugs; a list of none is for every channel in its currency. In force
    from ``starts_at`` on and until just before ``ends_at``; None is open. One that a
    campaign holds is in force only where and while that is open, too.
    """

    number: int
    code: str
    name: str
    currency: str
    groups: frozenset[str]
    channels: frozenset[str] = frozenset()
    priority: int = 0
    promotions: PromotionPolicy = PromotionPolicy.BETTER_OF
    rounding: Rounding | None = None
    status: PriceListStatus = PriceListStatus.ACTIVE
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    campaign: Campaign | None = None
    entries: Mapping[Target, Entry] = field(default_factory=dict)


class Market(NamedTuple):
    """Where and when something is bought: a channel, its currency, an instant."""

    channel: str
    currency: str
    at: datetime
    policy: ListPolicy = ListPolicy.PRIORITY


class Hindrance(StrEnum):
    """Why a list says nothing to a customer in a market."""

    OTHER_GROUPS = "other_groups"
    OTHER_CURRENCY = "other_currency"
    OTHER_CHANNELS = "other_channels"
    NOT_ACTIVE = "not_active"
    NOT_STARTED = "not_started"
    ENDED = "ended"
    CAMPAIGN_CLOSED = "campaign_closed"


def hindrance(
    price_list: PriceList, groups: frozenset[str], market: Market
) -> Hindrance | None:
    """Why the list does not apply to a member of these groups; None if it does."""
    if price_list.status is not PriceListStatus.ACTIVE:
        return Hindrance.NOT_ACTIVE
    if not price_list.groups & groups:
        return Hindrance.OTHER_GROUPS
    if price_list.currency != market.currency:
        return Hindrance.OTHER_CURRENCY
    if price_list.channels and market.channel not in price_list.channels:
        return Hindrance.OTHER_CHANNELS
    if price_list.starts_at is not None and market.at < price_list.starts_at:
        return Hindrance.NOT_STARTED
    if price_list.ends_at is not None and price_list.ends_at <= market.at:
        return Hindrance.ENDED
    campaign = price_list.campaign
    if campaign is not None and campaign.closure(market.channel, market.at):
        return Hindrance.CAMPAIGN_CLOSED
    return None
