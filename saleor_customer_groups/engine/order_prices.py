"""Order prices: what made the price of an order's line, as the order keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import assert_never

from .price_sentences import compared, money


class PriceOrigin(StrEnum):
    """What the price of a line is by, promotions and vouchers aside."""

    LIST_PRICE = "list_price"
    PRICE_LIST = "price_list"
    HELD = "held"
    CUSTOM = "custom"
    GIFT = "gift"


@dataclass(frozen=True, slots=True)
class PricedBy:
    """A price list as it was called when it priced something."""

    number: int
    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLinePrice:
    """One line; keys are the host's.

    ``price`` is what one piece cost before promotions and vouchers, ``reduced_price`` what
    it cost after those of the line itself. ``list_price`` is what everybody paid then,
    None where nobody knows. ``groups`` are codes of those by which the list gave it.
    """

    line: str
    variant: str | None
    product_name: str
    quantity: int
    currency: str
    origin: PriceOrigin
    price: Decimal
    reduced_price: Decimal
    list_price: Decimal | None
    price_list: PricedBy | None = None
    groups: tuple[str, ...] = ()


def line_sentence(line: OrderLinePrice) -> str:
    """The same in words."""
    price = money(line.price, line.currency)
    match line.origin:
        case PriceOrigin.LIST_PRICE:
            return f"{price}, the list price of everybody."
        case PriceOrigin.PRICE_LIST:
            assert line.price_list is not None
            assert line.list_price is not None
            difference = compared(
                line.price, line.list_price, line.currency, "everybody paid"
            )
            return f"{price} by “{line.price_list.name}”, {difference}."
        case PriceOrigin.HELD:
            return f"{price}, from before it changed: the checkout was being paid for."
        case PriceOrigin.CUSTOM:
            return f"{price}, set by staff or by an app."
        case PriceOrigin.GIFT:
            return "A gift."
        case origin:
            assert_never(origin)
