"""Price list copies: a new list with the prices of another, all changed by a percentage."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Final

from django.db import transaction
from django.db.models import Max

from saleor_customer_groups.engine.amounts import AMOUNT_LIMIT
from saleor_customer_groups.engine.currencies import CURRENCIES
from saleor_customer_groups.engine.price_lists import (
    PercentageChange,
    PriceListStatus,
    Scope,
    Target,
)
from saleor_customer_groups.engine.rounding import RoundingMode
from saleor_customer_groups.models import Price, PriceList

from .group_checks import refuse
from .price_lists import create_price_list, input_of, locked_price_list, rounding_of
from .prices import PERCENTAGE_LIMIT, PriceInput, problem_of_price
from .queries import fetch, query

#: SQL of how many steps a changed amount is.
_STEPS: Final = "(p.amount * changed.factor - %(ending)s) / %(step)s"
_ROUNDED: Final = {
    RoundingMode.NEAREST: f"round({_STEPS})",
    RoundingMode.UP: f"ceil({_STEPS})",
    RoundingMode.DOWN: f"floor({_STEPS})",
}


def copy_price_list(
    code: str,
    *,
    name: str,
    actor: str,
    new_code: str = "",
    percentage: Decimal = Decimal(0),
) -> PriceList:
    """A draft with the list's settings and prices, each so many per cent higher, or lower
    below 0: amounts rounded as the list rounds; percentages so that what they leave of
    the list price changes by as much.

    Raises CustomerGroupsError, and makes nothing, for a name or percentage that cannot
    be, where a price would leave its limits, and where a group has been archived.
    """
    _check(percentage)
    with transaction.atomic():
        found = locked_price_list(code)
        _check_highest(found, percentage)
        given = replace(
            input_of(found), name=name, code=new_code, status=PriceListStatus.DRAFT
        )
        copied = create_price_list(given, actor=actor)
        rounding = rounding_of(found)
        mode = rounding.mode if rounding else RoundingMode.NEAREST
        fetch(
            query("copy_prices", rounded=_ROUNDED[mode]),
            {
                "from": found.pk,
                "to": copied.pk,
                "percentage": percentage,
                "step": rounding and rounding.step,
                "ending": rounding and rounding.ending,
                "decimals": CURRENCIES[found.currency],
            },
        )
    return copied


def _check(percentage: Decimal) -> None:
    """What holds for a percentage of a list holds here."""
    asked = PriceInput(Target(Scope.ALL), PercentageChange(percentage))
    problem = problem_of_price(asked, "EUR")
    if problem:
        refuse(problem, "percentage")


def _check_highest(price_list: PriceList, percentage: Decimal) -> None:
    """No price may leave its limits: looked at before, or the database would refuse."""
    highest = Price.objects.filter(price_list=price_list).aggregate(
        amount=Max("amount"), left=Max("percentage") + 100
    )
    rounding = rounding_of(price_list)
    factor = (100 + percentage) / 100
    amount = (highest["amount"] or 0) * factor + (rounding.step if rounding else 1)
    left = (highest["left"] or 0) * factor - 100
    if percentage > 0 and (amount >= AMOUNT_LIMIT or left > PERCENTAGE_LIMIT):
        refuse(
            f"{percentage} % more would make the highest price of the list higher than"
            f" the limit: an amount below {AMOUNT_LIMIT}, or {PERCENTAGE_LIMIT} % more.",
            "percentage",
        )
