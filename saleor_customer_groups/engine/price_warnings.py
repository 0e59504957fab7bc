"""Price warnings: what a price list says that its author hardly meant.

Nothing of it is refused. What is said holds for every customer and item, but where a
sentence says "can".
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Final, NamedTuple, assert_never

from .price_lists import Target

_NAMED: Final = 5


class PriceWarningCode(StrEnum):
    """Stable names of everything that is warned about."""

    EMPTY = "empty"
    NO_MEMBERS = "no_members"
    ENDED = "ended"
    NEVER_WINS = "never_wins"
    RAISES_UNDERCUT = "raises_undercut"
    BELOW_FLOOR = "below_floor"
    BELOW_COST = "below_cost"
    SELF_DECLARED = "self_declared"


class PriceWarning(NamedTuple):
    """Worth a look. ``prices`` is how many it is about, 0 for the list as a whole;
    ``names`` are those of the other lists or groups; ``target`` is one of the prices'."""

    code: PriceWarningCode
    prices: int = 0
    names: tuple[str, ...] = ()
    target: Target | None = None


def warning_sentence(warning: PriceWarning) -> str:
    """The warning in words."""
    names = _listed(warning.names)
    these = "1 price is" if warning.prices == 1 else f"{warning.prices:,} prices are"
    match warning.code:
        case PriceWarningCode.EMPTY:
            return "The list has no prices."
        case PriceWarningCode.NO_MEMBERS:
            return "All groups of the list are archived: nobody has its prices."
        case PriceWarningCode.ENDED:
            return "The list has ended: it gives no prices any more."
        case PriceWarningCode.NEVER_WINS:
            return (
                f"The list never wins: {names} is for the same customers, has a higher"
                " priority, and has a price wherever this has one."
            )
        case PriceWarningCode.RAISES_UNDERCUT:
            return (
                f"{these} above everybody's, and can be undercut for some of the same"
                f" customers by {names}."
            )
        case PriceWarningCode.BELOW_FLOOR:
            return f"{these} below the floor of the list."
        case PriceWarningCode.BELOW_COST:
            return f"{these} below what the goods cost the shop."
        case PriceWarningCode.SELF_DECLARED:
            return (
                f"The rule of {names} asks what customers write of themselves: whoever"
                " writes it has these prices."
            )
        case code:
            assert_never(code)


def _listed(names: Sequence[str]) -> str:
    shown = [f"“{name}”" for name in names[:_NAMED]]
    if len(names) > _NAMED:
        shown.append(f"{len(names) - _NAMED} more")
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} and {shown[-1]}"
