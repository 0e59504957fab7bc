"""Promotions: how a reduction of the list price meets a group's own price."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, assert_never

from .price_lists import PromotionPolicy
from .pricing import Quote
from .rounding import unit_of

_HUNDRED: Final = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reduction:
    """What a catalogue promotion takes off one piece: an amount, or so many per cent.

    ``key`` names the promotion's rule, ``number`` is its age: the older the lower.
    ``promotion`` is the key of the promotion, ``name`` what people call it.
    """

    key: str
    number: int
    value: Decimal
    is_percentage: bool
    promotion: str = ""
    name: str = ""

    def taken_off(self, price: Decimal, currency: str) -> Decimal:
        """At most the price, rounded half up to what can be charged."""
        off = price * self.value / _HUNDRED if self.is_percentage else self.value
        return min(price, off).quantize(unit_of(currency), ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Settlement:
    """What is paid for one piece, before vouchers.

    ``base`` is the customer's price without the reduction: the group's where
    ``is_group_price``, else everybody's list price.
    """

    base: Decimal
    price: Decimal
    reduction: Reduction | None
    is_group_price: bool


def best_reduction(
    price: Decimal, reductions: Sequence[Reduction], currency: str
) -> Reduction | None:
    """The one that takes the most off this price; of equal ones the oldest."""
    return min(
        (each for each in reductions if each.taken_off(price, currency) > 0),
        key=lambda each: (-each.taken_off(price, currency), each.number, each.key),
        default=None,
    )


def settle(quote: Quote, reductions: Sequence[Reduction]) -> Settlement:
    """What the customer pays where these promotions, public or of the customer's groups,
    reduce the item. A promotion that makes nothing cheaper for the customer than the
    group's price does gives way to it."""
    currency, winner = quote.currency, quote.winner
    everybody = _reduced(quote.item.list_price, reductions, currency, is_group=False)
    if winner is None:
        return everybody
    own = Settlement(quote.amount, quote.amount, None, True)
    match winner.price_list.promotions:
        case PromotionPolicy.EXCLUDE:
            return own
        case PromotionPolicy.COMBINE:
            return _reduced(quote.amount, reductions, currency, is_group=True)
        case PromotionPolicy.BETTER_OF:
            promoted = everybody.reduction and everybody.price < own.price
            return everybody if promoted else own
        case policy:
            assert_never(policy)


def _reduced(
    base: Decimal, reductions: Sequence[Reduction], currency: str, *, is_group: bool
) -> Settlement:
    best = best_reduction(base, reductions, currency)
    off = best.taken_off(base, currency) if best else Decimal(0)
    return Settlement(base, base - off, best, is_group)
