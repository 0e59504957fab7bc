"""Rounding: the one place where a computed price becomes one that can be charged."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Final

from .currencies import CURRENCIES

_ZERO: Final = Decimal(0)


class RoundingMode(StrEnum):
    """Which of two neighbouring prices is taken."""

    NEAREST = "nearest"
    UP = "up"
    DOWN = "down"


#: Halfway between two prices the upper one is taken, as Saleor does with money.
_MODES: Final = {
    RoundingMode.NEAREST: ROUND_HALF_UP,
    RoundingMode.UP: ROUND_CEILING,
    RoundingMode.DOWN: ROUND_FLOOR,
}


@dataclass(frozen=True, slots=True)
class Rounding:
    """Prices of the form ``ending`` + any number of ``step``: 0.99, 1.99, 2.99, ...

    Both in the currency's unit; ``ending`` is at least 0 and below ``step``.
    """

    step: Decimal
    ending: Decimal = _ZERO
    mode: RoundingMode = RoundingMode.NEAREST

    def __post_init__(self) -> None:
        if self.step <= 0:
            raise ValueError(f"The step {self.step} is not above 0.")
        if not 0 <= self.ending < self.step:
            raise ValueError(
                f"The ending {self.ending} is not from 0 to below the step {self.step}."
            )

    def round(self, price: Decimal) -> Decimal:
        """The price of this form that is meant, never below the lowest one."""
        steps = ((price - self.ending) / self.step).to_integral_value(_MODES[self.mode])
        return self.ending + max(steps, _ZERO) * self.step


def unit_of(currency: str) -> Decimal:
    """The smallest amount that can be charged: 0.01 EUR, 1 JPY, 0.001 KWD.

    Raises KeyError for a code that is no currency.
    """
    return Decimal(1).scaleb(-CURRENCIES[currency])


def is_chargeable(amount: Decimal, currency: str) -> bool:
    """Whether the amount is a whole number of the currency's smallest units."""
    return amount % unit_of(currency) == 0


def round_price(price: Decimal, currency: str, rounding: Rounding | None) -> Decimal:
    """The price as it is charged, at least 0; rounded once, from all its decimals.

    A rounding in steps finer than the currency has is a mistake: ValueError.
    """
    unit = unit_of(currency)
    if rounding is None:
        return max(price, _ZERO).quantize(unit, ROUND_HALF_UP)
    if rounding.step % unit or rounding.ending % unit:
        raise ValueError(
            f"Steps of {rounding.step} ending in {rounding.ending} cannot be charged in"
            f" {currency}, whose smallest amount is {unit}."
        )
    return rounding.round(max(price, _ZERO)).quantize(unit)
