"""What happens in a shop, written to the standalone host's tables as imports write it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import count
from typing import Any

from saleor_customer_groups.host import get_host
from saleor_customer_groups.services import marks, worker
from saleor_customer_groups.services.shops import touch_registry
from saleor_customer_groups.services.sync import sync_attribute_definitions
from saleor_customer_groups.standalone.models import (
    AttributeType,
    Customer,
    CustomerAttribute,
    Event,
    Order,
    OrderLine,
    Refund,
)
from tests.making import (
    DAY,
    NOW,
    document,
    ledger_problems,
    make_group,
    mark_count,
    members,
    orders_at_least,
    profile,
    set_shop,
)

__all__ = [
    "DAY",
    "NOW",
    "add_line",
    "define_attributes",
    "do",
    "document",
    "happen",
    "join_shop",
    "ledger_problems",
    "make_group",
    "mark_count",
    "members",
    "orders_at_least",
    "place_order",
    "profile",
    "refund",
    "set_attribute",
    "set_shop",
]

_numbers = count(1)


def happen(*keys: str) -> None:
    """Marks the customers, and works off whatever is due."""
    marks.mark_customers(keys)
    worker.work_off()


def join_shop(*keys: str, **values: Any) -> tuple[str, ...]:
    """New registered customers, known to the groups at once."""
    Customer.objects.bulk_create(
        Customer(key=key, **{"is_registered": True, **values}) for key in keys
    )
    happen(*keys)
    return keys


def place_order(customer: str, at: datetime = NOW, **values: Any) -> Order:
    """An order of 10 EUR in the channel "web", unless said otherwise; leaves no mark."""
    values.setdefault("paid", 10)
    defaults = {
        "channel": "web",
        "currency": "EUR",
        "units": 1,
        "total": values["paid"],
    }
    return Order.objects.create(
        key=f"order-{next(_numbers)}",
        customer_key=customer,
        placed_at=at,
        **{**defaults, **values},
    )


def add_line(order: Order, variant: str, quantity: int = 1) -> OrderLine:
    return OrderLine.objects.create(
        key=f"line-{next(_numbers)}",
        order_key=order.key,
        variant=variant,
        quantity=quantity,
        amount=order.paid,
    )


def refund(order: Order, at: datetime, amount: object) -> Refund:
    return Refund.objects.create(
        key=f"refund-{next(_numbers)}", order_key=order.key, at=at, amount=amount
    )


def do(customer: str, kind: str, at: datetime, **values: Any) -> Event:
    return Event.objects.create(
        key=f"event-{next(_numbers)}", customer_key=customer, kind=kind, at=at, **values
    )


def define_attributes(types: Mapping[str, str]) -> None:
    """Makes these the attributes that rules may name, as an import does."""
    AttributeType.objects.all().delete()
    AttributeType.objects.bulk_create(
        AttributeType(key=key, type=type_, label=key) for key, type_ in types.items()
    )
    sync_attribute_definitions(host=get_host())
    touch_registry()


def set_attribute(customer: str, key: str, *texts: str, **value: Any) -> None:
    CustomerAttribute.objects.filter(customer_key=customer, key=key).delete()
    rows: Iterable[dict[str, Any]] = [{"text": text} for text in texts] or [value]
    CustomerAttribute.objects.bulk_create(
        CustomerAttribute(customer_key=customer, key=key, position=position, **row)
        for position, row in enumerate(rows)
    )
