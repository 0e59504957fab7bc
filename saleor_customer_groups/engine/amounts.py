"""Amounts: reads counts, sums and numbers from a rule document."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from .problems import Place, ProblemCode, opening

AMOUNT_LIMIT: Final = 10**12
DECIMALS_LIMIT: Final = 4  # as many as the columns keep
COUNT_LIMIT: Final = 2**31 - 1

_DECIMAL: Final = re.compile(r"[+-]?[0-9]{1,30}(\.[0-9]{1,30})?")


def read_count(
    raw: object, place: Place, *, lowest: int = 0, highest: int = COUNT_LIMIT
) -> int | None:
    """A whole number in the range; true and 5.0 are none."""
    if isinstance(raw, bool) or not isinstance(raw, int):
        place.refuse(
            ProblemCode.WRONG_VALUE,
            f"{opening(raw)} is not a whole number. Write one from "
            f"{lowest} to {highest}, without quotes.",
        )
        return None
    if not lowest <= raw <= highest:
        place.refuse(
            ProblemCode.OUT_OF_RANGE,
            f"{opening(raw)} is out of range. Write a whole number from "
            f"{lowest} to {highest}.",
        )
        return None
    return raw


def read_amount(raw: object, place: Place, *, lowest: int) -> Decimal | None:
    """A finite number with at most four decimals, from a JSON number or a text."""
    amount = _decimal(raw)
    if amount is None:
        place.refuse(
            ProblemCode.WRONG_VALUE,
            f"{opening(raw)} is not a number. Write a number, or a decimal "
            'in quotes such as "99.90".',
        )
        return None
    if not lowest <= amount < AMOUNT_LIMIT:
        place.refuse(
            ProblemCode.OUT_OF_RANGE,
            f"{opening(raw)} is out of range. Write a number from "
            f"{lowest} to below {AMOUNT_LIMIT}.",
        )
        return None
    if amount != round(amount, DECIMALS_LIMIT):
        place.refuse(
            ProblemCode.TOO_PRECISE,
            f"{opening(raw)} has more than {DECIMALS_LIMIT} decimals. Round it to "
            f"{DECIMALS_LIMIT} or fewer.",
        )
        return None
    return amount


def _decimal(raw: object) -> Decimal | None:
    """The finite number, exactly as written: 0.1 is a tenth, not its binary float."""
    match raw:
        case bool():
            return None
        case int():
            # Beyond the limit nothing but "too large" is said of it, and text made of
            # a very long one raises an error.
            amount = Decimal(max(min(raw, AMOUNT_LIMIT), -AMOUNT_LIMIT))
        case float():
            amount = Decimal(str(raw))
        case Decimal():
            amount = raw
        case str() if _DECIMAL.fullmatch(raw):
            amount = Decimal(raw)
        case _:
            return None
    if not amount.is_finite():
        return None
    return amount or Decimal(0)  # minus zero is zero
