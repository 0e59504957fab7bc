"""Basket sentences: what a line costs and what became of a code, in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from .baskets import CodeRefusal, JudgedCode, Line
from .price_sentences import closure_sentence, money, said_by, summary


def line_sentence(line: Line) -> str:
    """What one piece costs, and by what."""
    quote, settlement = line.quote, line.settlement
    if settlement.reduction is None:
        return summary(quote)
    currency, winner = quote.currency, quote.winner
    price = money(settlement.price, currency)
    off = money(settlement.base - settlement.price, currency)
    promotion = f"less {off} by the promotion “{settlement.reduction.name}”"
    base = money(settlement.base, currency)
    if settlement.is_group_price and winner is not None:
        return f"{price}: {base} by {said_by(winner)}, {promotion}."
    said = f"{price}: the list price of everybody, {base}, {promotion}"
    if winner is None:
        return f"{said}."
    own = money(quote.amount, currency)
    return f"{said}; by {said_by(winner)} it would be {own}."


def code_sentence(judged: JudgedCode, currency: str, names: Mapping[str, str]) -> str:
    """What the code takes off, or why it is refused. ``names`` are those of groups, by
    code."""
    code, offer, refusal = judged.code, judged.offer, judged.refusal
    if refusal is None:
        if offer is not None and offer.is_for_shipping:
            return f"{code} is accepted: it is for shipping, and this is without."
        return f"{code} takes off {money(judged.off, currency)}."
    return f"{code} refused: {_reason(judged, refusal, names)}."


def _reason(judged: JudgedCode, refusal: CodeRefusal, names: Mapping[str, str]) -> str:
    groups = [names.get(code, code) for code in judged.groups]
    match refusal:
        case CodeRefusal.UNKNOWN:
            return "there is no such code"
        case CodeRefusal.NOT_A_MEMBER:
            return f"not in {' or '.join(groups)}"
        case CodeRefusal.EXCLUDED:
            return f"not for {' and '.join(groups)}"
        case CodeRefusal.GROUPS_UNKNOWN:
            return "nobody can tell now who is in which group"
        case CodeRefusal.CAMPAIGN_CLOSED:
            return _campaign_reason(judged)
        case CodeRefusal.ONE_CODE_ONLY:
            return f"a basket takes one code, and it has {judged.accepted_before}"
        case (
            CodeRefusal.OTHER_CHANNELS
            | CodeRefusal.OTHER_CURRENCY
            | CodeRefusal.NOT_STARTED
            | CodeRefusal.ENDED
            | CodeRefusal.USED_UP
            | CodeRefusal.USED_BEFORE
            | CodeRefusal.STAFF_ONLY
            | CodeRefusal.BELOW_MINIMUM
            | CodeRefusal.TOO_FEW_PIECES
            | CodeRefusal.OTHER_ITEMS
        ):
            return judged.offer.reason if judged.offer else ""
        case _:
            assert_never(refusal)


def _campaign_reason(judged: JudgedCode) -> str:
    campaign = judged.restriction and judged.restriction.campaign
    closure = judged.decision and judged.decision.closure
    if not campaign or not closure:
        return "its campaign is closed"
    said = closure_sentence(campaign, closure).removesuffix(".")
    return f"it is in a campaign, and {said}"
