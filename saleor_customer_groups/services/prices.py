"""Prices: what a list says of variants, products, collections and categories."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from django.db import transaction

from saleor_customer_groups.engine.amounts import AMOUNT_LIMIT
from saleor_customer_groups.engine.price_lists import (
    LOWEST_PERCENTAGE,
    Adjustment,
    FixedPrice,
    PercentageChange,
    Scope,
    Target,
)
from saleor_customer_groups.engine.rounding import is_chargeable, unit_of
from saleor_customer_groups.host import get_host
from saleor_customer_groups.models import PriceList

from .errors import CustomerGroupsError, ErrorCode
from .price_lists import get_price_list, locked_price_list, touch
from .queries import fetch, query

#: Of one call. More go into a file.
PRICES_LIMIT: Final = 10_000
KEY_LENGTH: Final = 250
QUANTITY_LIMIT: Final = 1_000_000
PERCENTAGE_LIMIT: Final = Decimal(10_000)
_DECIMALS: Final = 4


class PriceInput(NamedTuple):
    """What one piece of the target costs from a quantity on."""

    target: Target
    adjustment: Adjustment
    from_quantity: int = 1


class InvalidPriceError(CustomerGroupsError):
    """One of the prices cannot be; ``index`` says which."""

    def __init__(
        self, message: str, index: int, code: ErrorCode = ErrorCode.INVALID
    ) -> None:
        super().__init__(message, code=code, field=f"prices[{index}]")
        self.index = index


def set_prices(
    code: str, prices: Sequence[PriceInput], *, replaces_breaks: bool = False
) -> int:
    """Sets the prices, all or none: one that is there at that quantity is replaced, and
    those of the same targets at other quantities are taken out if asked.

    How many were new, changed or taken out. Raises CustomerGroupsError about the first
    that cannot be; nothing changes then.
    """
    check_number(prices, "prices")
    price_list = get_price_list(code)
    _check_all(price_list, prices)
    amounts, percentages = (
        zip(*map(_columns, prices), strict=True) if prices else ((), ())
    )
    with transaction.atomic():
        locked_price_list(code)
        params = {
            "list": price_list.pk,
            "scopes": [each.target.scope.value for each in prices],
            "keys": [each.target.key for each in prices],
            "quantities": [each.from_quantity for each in prices],
            "amounts": list(amounts),
            "percentages": list(percentages),
        }
        rows = fetch(query("set_prices"), params)
        if replaces_breaks:
            rows += fetch(query("remove_breaks"), params)
        touch(price_list, is_changed=bool(rows))
    return len(rows)


def remove_prices(code: str, targets: Iterable[Target]) -> int:
    """Takes the targets out of the list, at every quantity; how many prices went."""
    wanted = list(targets)
    check_number(wanted, "targets")
    with transaction.atomic():
        price_list = locked_price_list(code)
        rows = fetch(
            query("remove_prices"),
            {
                "list": price_list.pk,
                "scopes": [target.scope.value for target in wanted],
                "keys": [target.key for target in wanted],
            },
        )
        touch(price_list, is_changed=bool(rows))
    return len(rows)


def check_number(given: Sequence[object], field: str) -> None:
    """Raises CustomerGroupsError where there are too many for one call."""
    if len(given) > PRICES_LIMIT:
        raise CustomerGroupsError(
            f"{len(given)} {field} are too many for one call: send at most"
            f" {PRICES_LIMIT}.",
            code=ErrorCode.TOO_MANY,
            field=field,
        )


def _check_all(price_list: PriceList, prices: Sequence[PriceInput]) -> None:
    seen: dict[tuple[Target, int], int] = {}
    for index, price in enumerate(prices):
        problem = problem_of_price(price, price_list.currency)
        if problem:
            raise InvalidPriceError(problem, index)
        first = seen.setdefault((price.target, price.from_quantity), index)
        if first != index:
            raise InvalidPriceError(
                f"The same target and quantity stand at prices[{first}] already.", index
            )
    _check_known([price.target for price in prices])


def _check_known(targets: Sequence[Target]) -> None:
    asked = {target for target in targets if target.scope is not Scope.ALL}
    if not asked:
        return
    known = get_host().show_targets(list(asked))
    for index, target in enumerate(targets):
        if target in asked and target not in known:
            raise InvalidPriceError(
                f"There is no {target.scope.value} “{target.key}”.",
                index,
                ErrorCode.NOT_FOUND,
            )


def problem_of_price(price: PriceInput, currency: str) -> str:
    """Why the price cannot be, and what to do; "" where it can."""
    target = price.target
    if (target.scope is Scope.ALL) is bool(target.key):
        return (
            "All products have no key."
            if target.key
            else f"Say which {target.scope.value} it is for."
        )
    if len(target.key) > KEY_LENGTH:
        return f"A key has at most {KEY_LENGTH} characters."
    if not 1 <= price.from_quantity <= QUANTITY_LIMIT:
        return f"A quantity is from 1 to {QUANTITY_LIMIT}."
    match price.adjustment:
        case FixedPrice(amount):
            if not 0 <= amount < AMOUNT_LIMIT:
                return f"{amount} is no price: use 0 to below {AMOUNT_LIMIT}."
            if not is_chargeable(amount, currency):
                return (
                    f"{amount} cannot be charged in {currency}, whose smallest amount is"
                    f" {unit_of(currency)}."
                )
        case PercentageChange(percentage):
            if not LOWEST_PERCENTAGE <= percentage <= PERCENTAGE_LIMIT:
                return (
                    f"{percentage} % is out of range: use {LOWEST_PERCENTAGE} to"
                    f" {PERCENTAGE_LIMIT}."
                )
            if percentage != round(percentage, _DECIMALS):
                return f"{percentage} % has more than {_DECIMALS} decimals."
    return ""


def _columns(price: PriceInput) -> tuple[Decimal | None, Decimal | None]:
    match price.adjustment:
        case FixedPrice(amount):
            return amount, None
        case PercentageChange(percentage):
            return None, percentage
