"""Shopping: orders placed in the shop itself, so that groups can be watched changing."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Final

from django.db import transaction
from django.db.models import Q

from saleor_customer_groups.engine.basket_sentences import code_sentence
from saleor_customer_groups.services import clock
from saleor_customer_groups.services.baskets import BasketQuote, Wanted, quote_basket
from saleor_customer_groups.services.errors import CustomerGroupsError, ErrorCode
from saleor_customer_groups.services.marks import mark_customers
from saleor_customer_groups.services.worker import work_off

from .models import DEFAULT_CHANNEL, Order, OrderLine, Product

LINES_LIMIT: Final = 50
QUANTITY_LIMIT: Final = 1_000


def find_products(search: str, limit: int) -> Sequence[Product]:
    """Variants that have a price and the text in their key, name or brand, by name."""
    text = search.strip()
    found = Product.objects.filter(price__isnull=False, currency__isnull=False)
    if text:
        found = found.filter(
            Q(key__icontains=text) | Q(name__icontains=text) | Q(brand__icontains=text)
        )
    return list(found.order_by("name", "key")[:limit])


def place_order(
    customer: str, wanted: Sequence[Wanted], codes: Sequence[str] = ()
) -> Order:
    """An order at what the customer pays today, less what the codes take off, paid in
    full, and worked off when this returns, unless a worker was faster to take it.

    Raises CustomerGroupsError, and places nothing, for a customer or variant that there
    is not, a quantity that cannot be, variants of several currencies, and a code that is
    refused.
    """
    quantities = _quantities(wanted)
    with transaction.atomic():
        quoted = quote_basket(
            customer,
            channel=DEFAULT_CHANNEL,
            lines=[Wanted(*each) for each in quantities.items()],
            codes=codes,
        )
        _refuse_codes(quoted)
        order = Order.objects.create(
            key=f"shop-{uuid.uuid4()}",
            customer_key=customer,
            placed_at=clock.database_now(),
            currency=quoted.market.currency,
            total=quoted.basket.total,
            paid=quoted.basket.total,
            units=sum(quantities.values()),
            voucher_codes=[each.code for each in quoted.basket.codes],
        )
        OrderLine.objects.bulk_create(
            OrderLine(
                key=f"{order.key}-{number}",
                order_key=order.key,
                variant=line.quote.item.variant,
                quantity=line.quantity,
                amount=line.total,
            )
            for number, line in enumerate(quoted.basket.lines, 1)
        )
        mark_customers([customer])
    work_off()
    return order


def _refuse_codes(quoted: BasketQuote) -> None:
    for judged in quoted.basket.codes:
        if judged.refusal is not None:
            sentence = code_sentence(judged, quoted.market.currency, quoted.group_names)
            raise _refusal(sentence, ErrorCode.INVALID, field="codes")


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


def _refusal(
    message: str, code: ErrorCode, *, field: str = "lines"
) -> CustomerGroupsError:
    return CustomerGroupsError(message, code=code, field=field)
