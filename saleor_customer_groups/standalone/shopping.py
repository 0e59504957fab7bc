"""Shopping: orders placed in the shop itself, so that groups can be watched changing."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from django.db import transaction
from django.db.models import Q

from saleor_customer_groups.services import clock
from saleor_customer_groups.services.errors import CustomerGroupsError, ErrorCode
from saleor_customer_groups.services.marks import mark_customers
from saleor_customer_groups.services.profiles import get_profile
from saleor_customer_groups.services.worker import work_off

from .models import Order, OrderLine, Product

LINES_LIMIT: Final = 50
QUANTITY_LIMIT: Final = 1_000


class Wanted(NamedTuple):
    """So many of a variant."""

    variant: str
    quantity: int


def find_products(search: str, limit: int) -> Sequence[Product]:
    """Variants that have a price and the text in their key, name or brand, by name."""
    text = search.strip()
    found = Product.objects.filter(price__isnull=False, currency__isnull=False)
    if text:
        found = found.filter(
            Q(key__icontains=text) | Q(name__icontains=text) | Q(brand__icontains=text)
        )
    return list(found.order_by("name", "key")[:limit])


def place_order(customer: str, wanted: Sequence[Wanted]) -> Order:
    """An order at today's prices, paid in full, and worked off when this returns, unless
    a worker was faster to take it.

    Raises CustomerGroupsError, and places nothing, for a customer or variant that there
    is not, a quantity that cannot be, and variants of several currencies.
    """
    get_profile(customer)
    quantities = _quantities(wanted)
    products = _priced(quantities)
    currency = _currency(products)
    amounts = {
        key: quantity * (products[key].price or Decimal())
        for key, quantity in quantities.items()
    }
    total = sum(amounts.values(), Decimal())
    with transaction.atomic():
        order = Order.objects.create(
            key=f"shop-{uuid.uuid4()}",
            customer_key=customer,
            placed_at=clock.database_now(),
            currency=currency,
            total=total,
            paid=total,
            units=sum(quantities.values()),
        )
        OrderLine.objects.bulk_create(
            OrderLine(
                key=f"{order.key}-{number}",
                order_key=order.key,
                variant=key,
                quantity=quantities[key],
                amount=amount,
            )
            for number, (key, amount) in enumerate(amounts.items(), 1)
        )
        mark_customers([customer])
    work_off()
    return order


def _quantities(wanted: Sequence[Wanted]) -> dict[str, int]:
    """By variant, which may be named more than once."""
    if not 1 <= len(wanted) <= LINES_LIMIT:
        raise _refusal(
            f"An order has from 1 to {LINES_LIMIT} lines.", ErrorCode.REQUIRED
        )
    found: dict[str, int] = {}
    for variant, quantity in wanted:
        found[variant] = found.get(variant, 0) + quantity
        if quantity < 1 or found[variant] > QUANTITY_LIMIT:
            raise _refusal(
                f"Of “{variant}” one can order from 1 to {QUANTITY_LIMIT:,}.",
                ErrorCode.INVALID,
            )
    return found


def _priced(quantities: Mapping[str, int]) -> dict[str, Product]:
    found = {
        product.key: product
        for product in Product.objects.filter(
            key__in=list(quantities), price__isnull=False, currency__isnull=False
        )
    }
    for variant in quantities:
        if variant not in found:
            raise _refusal(
                f"There is no variant “{variant}” that has a price.",
                ErrorCode.NOT_FOUND,
            )
    return found


def _currency(products: Mapping[str, Product]) -> str:
    currencies = sorted({product.currency or "" for product in products.values()})
    if len(currencies) > 1:
        raise _refusal(
            f"One order is in one currency, and these are in {' and '.join(currencies)}.",
            ErrorCode.INVALID,
        )
    return currencies[0]


def _refusal(message: str, code: ErrorCode) -> CustomerGroupsError:
    return CustomerGroupsError(message, code=code, field="lines")
