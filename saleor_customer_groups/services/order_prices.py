"""Order prices: which list and which groups made the prices of an order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from saleor_customer_groups.engine.order_prices import OrderLinePrice
from saleor_customer_groups.host import get_host
from saleor_customer_groups.models import CustomerGroup, PriceList


class OrderPrices(NamedTuple):
    """Its lines, and what there still is of what they name: groups by code, and codes
    of lists by number."""

    order: str
    lines: tuple[OrderLinePrice, ...]
    groups: Mapping[str, CustomerGroup]
    lists: Mapping[int, str]


def get_order_prices(order: str) -> OrderPrices | None:
    """What the order kept when it was placed; None for an order that is unknown or has
    kept nothing. Two statements besides the host's."""
    lines = get_host().order_prices(order)
    if lines is None:
        return None
    codes = {code for line in lines for code in line.groups}
    numbers = {line.price_list.number for line in lines if line.price_list}
    groups = CustomerGroup.objects.filter(code__in=codes)
    lists = PriceList.objects.filter(pk__in=numbers).values_list("pk", "code")
    return OrderPrices(
        order, tuple(lines), {group.code: group for group in groups}, dict(lists)
    )
