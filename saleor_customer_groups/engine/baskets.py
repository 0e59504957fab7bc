"""Baskets: what some items cost a customer together, line by line, and what codes do.

A basket takes one code, as Saleor's checkout does: the first that is accepted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_FLOOR, Decimal
from enum import StrEnum
from typing import NamedTuple

from .pricing import Quote
from .promotions import Settlement
from .restrictions import Decision, Refusal, Restriction
from .rounding import unit_of

_ZERO = Decimal(0)


class CodeRefusal(StrEnum):
    """Why a code takes nothing off a basket."""

    UNKNOWN = "unknown"
    NOT_A_MEMBER = "not_a_member"
    EXCLUDED = "excluded"
    GROUPS_UNKNOWN = "groups_unknown"
    CAMPAIGN_CLOSED = "campaign_closed"
    OTHER_CHANNELS = "other_channels"
    OTHER_CURRENCY = "other_currency"
    NOT_STARTED = "not_started"
    ENDED = "ended"
    USED_UP = "used_up"
    USED_BEFORE = "used_before"
    STAFF_ONLY = "staff_only"
    BELOW_MINIMUM = "below_minimum"
    TOO_FEW_PIECES = "too_few_pieces"
    OTHER_ITEMS = "other_items"
    ONE_CODE_ONLY = "one_code_only"


_BY_GROUP = {
    Refusal.NOT_A_MEMBER: CodeRefusal.NOT_A_MEMBER,
    Refusal.EXCLUDED: CodeRefusal.EXCLUDED,
    Refusal.GROUPS_UNKNOWN: CodeRefusal.GROUPS_UNKNOWN,
    Refusal.CAMPAIGN_CLOSED: CodeRefusal.CAMPAIGN_CLOSED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What the voucher of a code does to a basket, whoever it is for.

    ``off`` is what it takes off each line, in their order. ``reason`` completes "refused:"
    where ``refusal`` says that it takes off nothing. ``key`` names the voucher.
    """

    key: str
    off: tuple[Decimal, ...] = ()
    is_for_shipping: bool = False
    refusal: CodeRefusal | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedCode:
    """A code, and what became of it; ``offer`` is None where no voucher has it, and
    ``restriction`` where its voucher is for everybody."""

    code: str
    offer: Offer | None
    restriction: Restriction | None
    decision: Decision | None
    refusal: CodeRefusal | None
    accepted_before: str = ""

    @property
    def groups(self) -> tuple[str, ...]:
        """Codes of the groups that decided for whom it is."""
        return self.decision.groups if self.decision else ()

    @property
    def off(self) -> Decimal:
        """What it takes off the basket."""
        if self.refusal is not None or self.offer is None:
            return _ZERO
        return sum(self.offer.off, _ZERO)


def judge_codes(
    codes: Sequence[str],
    offers: Mapping[str, Offer],
    restrictions: Mapping[str, Restriction],
    *,
    memberships: Set[str],
    channel: str,
    at: datetime,
) -> tuple[JudgedCode, ...]:
    """What becomes of each code there and then, for somebody in these groups.

    ``restrictions`` are by the voucher's key; without one it is for everybody.
    """
    judged: list[JudgedCode] = []
    accepted = ""
    for code in dict.fromkeys(codes):
        offer = offers.get(code)
        restriction = restrictions.get(offer.key) if offer else None
        decision = None
        if restriction is not None:
            decision = restriction.decide(memberships, channel, at)
        refusal = _refusal(offer, decision, accepted)
        judged.append(
            JudgedCode(
                code=code,
                offer=offer,
                restriction=restriction,
                decision=decision,
                refusal=refusal,
                accepted_before=accepted,
            )
        )
        if refusal is None:
            accepted = code
    return tuple(judged)


def _refusal(
    offer: Offer | None, decision: Decision | None, accepted: str
) -> CodeRefusal | None:
    if offer is None:
        return CodeRefusal.UNKNOWN
    if decision is not None and decision.refusal is not None:
        return _BY_GROUP[decision.refusal]
    if offer.refusal is not None:
        return offer.refusal
    return CodeRefusal.ONE_CODE_ONLY if accepted else None


class Line(NamedTuple):
    """So many pieces of an item, at what one costs; ``off`` is what the code takes off.

    ``quote`` is for all pieces of the item in the basket, ``everybody`` what a guest pays
    for one.
    """

    quote: Quote
    settlement: Settlement
    everybody: Settlement
    quantity: int
    off: Decimal = _ZERO

    @property
    def subtotal(self) -> Decimal:
        return self.settlement.price * self.quantity

    @property
    def total(self) -> Decimal:
        return self.subtotal - self.off


class Basket(NamedTuple):
    """The lines add up to the totals, which are in one currency."""

    lines: tuple[Line, ...]
    codes: tuple[JudgedCode, ...]

    @property
    def subtotal(self) -> Decimal:
        return sum((line.subtotal for line in self.lines), _ZERO)

    @property
    def off(self) -> Decimal:
        return sum((line.off for line in self.lines), _ZERO)

    @property
    def total(self) -> Decimal:
        return sum((line.total for line in self.lines), _ZERO)


def with_codes(lines: Sequence[Line], codes: Sequence[JudgedCode]) -> Basket:
    """The basket of the lines with what the accepted code takes off each."""
    accepted = next((each for each in codes if each.refusal is None), None)
    offs = accepted.offer.off if accepted and accepted.offer else ()
    taken = offs or (_ZERO,) * len(lines)
    return Basket(
        tuple(line._replace(off=off) for line, off in zip(lines, taken, strict=True)),
        tuple(codes),
    )


def share_out(
    amount: Decimal, weights: Sequence[Decimal], currency: str
) -> tuple[Decimal, ...]:
    """The amount, which is at most the sum of the weights, in parts as large as the
    weights are, none larger than its weight. They add up to the amount: what rounding
    leaves over goes, unit by unit, to those that lost the most by it; the first of
    equal ones."""
    unit, total = unit_of(currency), sum(weights, _ZERO)
    if not total:
        return (_ZERO,) * len(weights)
    exact = [amount * weight / total for weight in weights]
    parts = [(each / unit).to_integral_value(ROUND_FLOOR) * unit for each in exact]
    left = int(((amount - sum(parts, _ZERO)) / unit).to_integral_value())
    by_loss = sorted(range(len(parts)), key=lambda n: (parts[n] - exact[n], n))
    for index in by_loss[:left]:
        parts[index] += unit
    return tuple(parts)
