"""Promotions: how a reduction of the list price meets a group's own price."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Final, assert_never

from .price_lists import PromotionPolicy
from .pricing import Quote
from .rounding import unit_of

_HUNDRED: Final = Decimal(100)
#: Older than every promotion of a group: of equal ones the public stays.
_PUBLIC: Final = -1


class ReductionVerdict(StrEnum):
    """Why a promotion reduces the price, or does not."""

    WINS = "wins"
    LESS_OFF = "less_off"
    YOUNGER = "younger"
    LIST_EXCLUDES = "list_excludes"
    LIST_IS_BETTER = "list_is_better"
    NOTHING_OFF = "nothing_off"


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


def contenders(
    quote: Quote, public: Sequence[Reduction], own: Sequence[Reduction]
) -> list[Reduction]:
    """What ``settle`` takes: everybody is reduced by the public promotion that is best on
    the list price, so only that one may reduce a price of the customer's own."""
    best = best_reduction(quote.item.list_price, public, quote.currency)
    return [*([] if best is None else [replace(best, number=_PUBLIC)]), *own]


@dataclass(frozen=True, slots=True)
class JudgedReduction:
    """A promotion, what one piece would cost by it, and why it does or does not."""

    reduction: Reduction
    is_public: bool
    price: Decimal
    verdict: ReductionVerdict


def judge_reductions(
    quote: Quote, public: Sequence[Reduction], own: Sequence[Reduction]
) -> tuple[Settlement, tuple[JudgedReduction, ...]]:
    """What the customer pays, and what becomes of each promotion: the one that counts
    first, then by what would be paid, the public before the group's."""
    settled = settle(quote, contenders(quote, public, own))
    listed, currency = quote.item.list_price, quote.currency
    winner = quote.winner
    policy = winner.price_list.promotions if winner else None
    base = quote.amount if policy is PromotionPolicy.COMBINE else listed
    best = best_reduction(listed, public, currency)
    judged = []
    for is_public, those in ((True, public), (False, own)):
        for each in those:
            off = each.taken_off(base, currency)
            if not off:
                verdict = ReductionVerdict.NOTHING_OFF
            elif policy is PromotionPolicy.EXCLUDE:
                verdict = ReductionVerdict.LIST_EXCLUDES
            elif settled.reduction is None:
                verdict = ReductionVerdict.LIST_IS_BETTER
            elif each.key == settled.reduction.key:
                verdict = ReductionVerdict.WINS
            elif is_public and best is not None and each.key != best.key:
                verdict = _behind(each, best, listed, currency)
            else:
                verdict = _behind(each, settled.reduction, settled.base, currency)
            judged.append(JudgedReduction(each, is_public, base - off, verdict))
    judged.sort(key=lambda each: (_rank(each), each.reduction.key))
    return settled, tuple(judged)


def _behind(
    reduction: Reduction, other: Reduction, price: Decimal, currency: str
) -> ReductionVerdict:
    """Why the other one reduces this price."""
    is_less = reduction.taken_off(price, currency) < other.taken_off(price, currency)
    return ReductionVerdict.LESS_OFF if is_less else ReductionVerdict.YOUNGER


def _rank(judged: JudgedReduction) -> tuple[bool, Decimal, bool, int]:
    """The one that counts; the lower price; the public; the older."""
    return (
        judged.verdict is not ReductionVerdict.WINS,
        judged.price,
        not judged.is_public,
        judged.reduction.number,
    )
