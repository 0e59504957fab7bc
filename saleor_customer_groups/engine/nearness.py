"""Nearness: how little a customer lacks for a rule to hold."""

from __future__ import annotations

from decimal import Decimal

from .explanation import Reason
from .rules import AllOf, AnyOf, Condition


def shortfalls(reason: Reason) -> tuple[Reason, ...] | None:
    """The conditions with which the rule would hold, were their numbers as high as they
    ask; of several ways the nearest. None where it takes more than that."""
    if reason.holds:
        return ()
    match reason.rule:
        case Condition():
            missing = reason.missing
            is_short = missing is not None and 0 < missing.amount <= missing.asked
            return (reason,) if is_short else None
        case AllOf():
            return _together(reason.parts)
        case AnyOf():
            ways = [way for part in reason.parts if (way := shortfalls(part))]
            return min(ways, key=remoteness) if ways else None
        case _:
            return None


def _together(parts: tuple[Reason, ...]) -> tuple[Reason, ...] | None:
    found: list[Reason] = []
    for part in parts:
        lacking = shortfalls(part)
        if lacking is None:
            return None
        found.extend(lacking)
    return tuple(found)


def remoteness(lacking: tuple[Reason, ...]) -> Decimal:
    """The part of what is asked that is lacking, 0 to 1, where it is largest."""
    parts = (reason.missing for reason in lacking)
    return max(
        (missing.amount / missing.asked for missing in parts if missing),
        default=Decimal(0),
    )
