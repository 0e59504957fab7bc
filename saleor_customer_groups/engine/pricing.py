"""Pricing: which list's price a customer pays for an item, and why.

Every order is total: list numbers differ, and so do the numbers of entries in a list. So
the answer never depends on the order in which rows were read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Final, assert_never

from .price_lists import (
    Adjustment,
    Entry,
    FixedPrice,
    Item,
    ListPolicy,
    Market,
    PercentageChange,
    PriceList,
    QuantityBreak,
    Target,
)
from .rounding import round_price

_HUNDRED: Final = Decimal(100)


class Verdict(StrEnum):
    """Why a candidate is the price, or is not."""

    WINS = "wins"
    QUANTITY_NOT_REACHED = "quantity_not_reached"
    LESS_SPECIFIC = "less_specific"
    DEARER_IN_LIST = "dearer_in_list"
    YOUNGER_IN_LIST = "younger_in_list"
    LOWER_PRIORITY = "lower_priority"
    DEARER = "dearer"
    YOUNGER_LIST = "younger_list"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One entry that is about the item.

    ``step`` and ``amount`` (per piece) are None where no break is reached.
    """

    price_list: PriceList
    target: Target
    entry: Entry
    specificity: int
    step: QuantityBreak | None
    amount: Decimal | None
    verdict: Verdict = Verdict.WINS


@dataclass(frozen=True, slots=True)
class Quote:
    """What one piece of the item costs a customer before promotions and vouchers.

    ``candidates`` come in order: the winner, what lost to it list by list, and last
    what took no part.
    """

    item: Item
    quantity: int
    currency: str
    candidates: tuple[Candidate, ...]

    @property
    def winner(self) -> Candidate | None:
        """The list's price that counts; None where the list price of everybody does."""
        first = next(iter(self.candidates), None)
        return first if first and first.verdict is Verdict.WINS else None

    @property
    def amount(self) -> Decimal:
        winner = self.winner
        if winner is None or winner.amount is None:
            return self.item.list_price
        return winner.amount


def quote(
    item: Item, quantity: int, lists: Sequence[PriceList], market: Market
) -> Quote:
    """What the item costs by these lists, none of which has a ``hindrance``.

    ``quantity`` is the variant's total in the basket.
    """
    found = [
        _ranked_in_list(price_list, item, quantity, market.currency)
        for price_list in lists
    ]
    contenders = [ranked for ranked in found if ranked and ranked[0].amount is not None]
    contenders.sort(key=lambda ranked: _rank_among_lists(ranked[0], market.policy))
    champion = contenders[0][0] if contenders else None
    ordered: list[Candidate] = []
    left_out: list[Candidate] = []
    for ranked in contenders:
        first, *others = ranked
        ordered.append(_against_champion(first, champion, market.policy))
        for other in others:
            judged = _against_first(other, first)
            (ordered if judged.amount is not None else left_out).append(judged)
    for ranked in sorted(
        (ranked for ranked in found if ranked and ranked[0].amount is None),
        key=lambda ranked: ranked[0].price_list.number,
    ):
        left_out += [
            replace(each, verdict=Verdict.QUANTITY_NOT_REACHED) for each in ranked
        ]
    return Quote(item, quantity, market.currency, (*ordered, *left_out))


def adjusted(
    adjustment: Adjustment, list_price: Decimal, price_list: PriceList
) -> Decimal:
    """The price that the adjustment makes of the channel's list price.

    A fixed price stands as it was entered; a percentage is rounded as the list says.
    """
    match adjustment:
        case FixedPrice(amount):
            return amount
        case PercentageChange(percentage):
            price = list_price * (_HUNDRED + percentage) / _HUNDRED
            return round_price(price, price_list.currency, price_list.rounding)
        case _:
            assert_never(adjustment)


def _ranked_in_list(
    price_list: PriceList, item: Item, quantity: int, currency: str
) -> list[Candidate]:
    """Entries of the list about the item, the one that counts first.

    A list in another currency has nothing to say, whoever passed it.
    """
    if price_list.currency != currency:
        return []
    return sorted(_candidates(price_list, item, quantity), key=_rank_in_list)


def _candidates(
    price_list: PriceList, item: Item, quantity: int
) -> Iterator[Candidate]:
    for specificity, target in item.targets():
        entry = price_list.entries.get(target)
        if entry is None:
            continue
        step = entry.reached(quantity)
        amount = step and adjusted(step.adjustment, item.list_price, price_list)
        yield Candidate(
            price_list=price_list,
            target=target,
            entry=entry,
            specificity=specificity,
            step=step,
            amount=amount,
        )


def _rank_in_list(candidate: Candidate) -> tuple[bool, int, Decimal, int]:
    """Who takes part; the more specific; the lower amount; the older."""
    return (
        candidate.amount is None,
        candidate.specificity,
        _price(candidate),
        candidate.entry.number,
    )


def _rank_among_lists(
    candidate: Candidate, policy: ListPolicy
) -> tuple[Decimal | int, Decimal | int, int]:
    priority, amount = -candidate.price_list.priority, _price(candidate)
    number = candidate.price_list.number
    match policy:
        case ListPolicy.PRIORITY:
            return priority, amount, number
        case ListPolicy.BEST:
            return amount, priority, number
        case _:
            assert_never(policy)


def _against_first(candidate: Candidate, first: Candidate) -> Candidate:
    """Why the candidate is not what its own list says."""
    if candidate.amount is None:
        verdict = Verdict.QUANTITY_NOT_REACHED
    elif candidate.specificity != first.specificity:
        verdict = Verdict.LESS_SPECIFIC
    elif candidate.amount != first.amount:
        verdict = Verdict.DEARER_IN_LIST
    else:
        verdict = Verdict.YOUNGER_IN_LIST
    return replace(candidate, verdict=verdict)


def _against_champion(
    candidate: Candidate, champion: Candidate | None, policy: ListPolicy
) -> Candidate:
    """Why another list's price is the customer's and not this one's."""
    if champion is None or candidate is champion:
        return candidate
    verdicts = {
        ListPolicy.PRIORITY: (Verdict.LOWER_PRIORITY, Verdict.DEARER),
        ListPolicy.BEST: (Verdict.DEARER, Verdict.LOWER_PRIORITY),
    }[policy]
    mine, its = (_rank_among_lists(each, policy) for each in (candidate, champion))
    for verdict, own, other in zip(verdicts, mine, its, strict=False):
        if own != other:
            return replace(candidate, verdict=verdict)
    return replace(candidate, verdict=Verdict.YOUNGER_LIST)


def _price(candidate: Candidate) -> Decimal:
    return candidate.amount if candidate.amount is not None else Decimal(0)
