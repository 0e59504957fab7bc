"""Price changes: all prices of a list, higher or lower by so many per cent.

Amounts are rounded as the list rounds. Of a percentage what it leaves of the list price
changes by as much: 10 % less becomes 5.5 % less where all is 5 % more.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from django.db import transaction

from saleor_customer_groups.engine.amounts import AMOUNT_LIMIT
from saleor_customer_groups.engine.currencies import CURRENCIES
from saleor_customer_groups.engine.price_lists import PercentageChange, Scope, Target
from saleor_customer_groups.engine.rounding import RoundingMode
from saleor_customer_groups.models import PriceList

from .group_checks import refuse
from .price_lists import get_price_list, locked_price_list, rounding_of, touch
from .prices import PERCENTAGE_LIMIT, PriceInput, problem_of_price
from .queries import fetch, query

#: SQL of how many steps a changed amount is.
_STEPS: Final = "(p.amount * changed.factor - %(ending)s) / %(step)s"
_ROUNDED: Final = {
    RoundingMode.NEAREST: f"round({_STEPS})",
    RoundingMode.UP: f"ceil({_STEPS})",
    RoundingMode.DOWN: f"floor({_STEPS})",
}


class Span(NamedTuple):
    """The lowest and the highest; None where there is nothing."""

    lowest: Decimal | None
    highest: Decimal | None


class ChangePreview(NamedTuple):
    """What a change does, or would do: to how many prices of how many."""

    total: int
    changed: int
    amounts_before: Span
    amounts_after: Span
    percentages_before: Span
    percentages_after: Span


def preview_change(
    code: str, percentage: Decimal, scopes: Collection[Scope] | None = None
) -> ChangePreview:
    """What ``change_prices`` would do, without doing it. Raises as that does."""
    price_list = get_price_list(code)
    return _checked_preview(price_list, percentage, scopes)


def change_prices(
    code: str, percentage: Decimal, scopes: Collection[Scope] | None = None
) -> ChangePreview:
    """Makes the list's prices, or those about these scopes, so many per cent higher, or
    lower below 0; in one statement.

    Raises CustomerGroupsError, and changes nothing, for a percentage that cannot be and
    where a price would leave its limits.
    """
    with transaction.atomic():
        price_list = locked_price_list(code)
        preview = _checked_preview(price_list, percentage, scopes)
        text = query("change_prices", changed=changed_prices(price_list))
        fetch(text, change_params(price_list, percentage, scopes))
        touch(price_list, is_changed=preview.changed > 0)
    return preview


def check_change(
    price_list: PriceList,
    percentage: Decimal,
    scopes: Collection[Scope] | None = None,
) -> None:
    """Raises CustomerGroupsError for a percentage that cannot be, and where a price would
    leave its limits."""
    _checked_preview(price_list, percentage, scopes)


def changed_prices(price_list: PriceList) -> str:
    """SQL of the list's prices and what they become, with ``change_params``."""
    rounding = rounding_of(price_list)
    mode = rounding.mode if rounding else RoundingMode.NEAREST
    return query("changed_prices", rounded=_ROUNDED[mode])


def change_params(
    price_list: PriceList,
    percentage: Decimal,
    scopes: Collection[Scope] | None = None,
) -> Mapping[str, object]:
    rounding = rounding_of(price_list)
    return {
        "from": price_list.pk,
        "scopes": None if scopes is None else [scope.value for scope in scopes],
        "percentage": percentage,
        "step": rounding and rounding.step,
        "ending": rounding and rounding.ending,
        "decimals": CURRENCIES[price_list.currency],
    }


def _checked_preview(
    price_list: PriceList,
    percentage: Decimal,
    scopes: Collection[Scope] | None,
) -> ChangePreview:
    _check_percentage(percentage)
    text = query("price_change_preview", changed=changed_prices(price_list))
    params = change_params(price_list, percentage, scopes)
    ((total, changed, *limits),) = fetch(text, params)
    spans = [Span(*limits[n : n + 2]) for n in range(0, len(limits), 2)]
    preview = ChangePreview(total, changed, *spans)
    _check_highest(preview, percentage)
    return preview


def _check_percentage(percentage: Decimal) -> None:
    """What holds for a percentage of a list holds here."""
    asked = PriceInput(Target(Scope.ALL), PercentageChange(percentage))
    problem = problem_of_price(asked, "EUR")
    if problem:
        refuse(problem, "percentage")


def _check_highest(preview: ChangePreview, percentage: Decimal) -> None:
    """No price may leave its limits: looked at before, or the database would refuse."""
    amount = preview.amounts_after.highest or 0
    left = preview.percentages_after.highest or 0
    if percentage > 0 and (amount >= AMOUNT_LIMIT or left > PERCENTAGE_LIMIT):
        refuse(
            f"{percentage} % more would make the highest price of the list higher than"
            f" the limit: an amount below {AMOUNT_LIMIT}, or {PERCENTAGE_LIMIT} % more.",
            "percentage",
        )
