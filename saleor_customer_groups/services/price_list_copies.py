"""Price list copies: a new list with the prices of another, all changed by a percentage."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from django.db import transaction

from saleor_customer_groups.engine.price_lists import PriceListStatus
from saleor_customer_groups.models import PriceList

from .price_changes import change_params, changed_prices, check_change
from .price_lists import create_price_list, input_of, locked_price_list
from .queries import fetch, query


def copy_price_list(
    code: str,
    *,
    name: str,
    actor: str,
    new_code: str = "",
    percentage: Decimal = Decimal(0),
) -> PriceList:
    """A draft with the list's settings and prices, each so many per cent higher, or lower
    below 0, as ``price_changes`` says.

    Raises CustomerGroupsError, and makes nothing, for a name or percentage that cannot
    be, where a price would leave its limits, and where a group has been archived.
    """
    with transaction.atomic():
        found = locked_price_list(code)
        check_change(found, percentage)
        given = replace(
            input_of(found), name=name, code=new_code, status=PriceListStatus.DRAFT
        )
        copied = create_price_list(given, actor=actor)
        text = query("copy_prices", changed=changed_prices(found))
        fetch(text, {**change_params(found, percentage), "to": copied.pk})
    return copied
