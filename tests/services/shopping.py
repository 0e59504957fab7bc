"""What happens in a shop, written to the standalone host's tables as imports write it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from saleor_customer_groups.host import get_host
from saleor_customer_groups.models import (
    CustomerGroup,
    GroupKind,
    Membership,
    MembershipEvent,
    Profile,
    Shop,
)
from saleor_customer_groups.services import groups, marks, worker
from saleor_customer_groups.services.queries import fetch
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

NOW = datetime(2024, 5, 15, 12, tzinfo=UTC)
DAY = timedelta(days=1)

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


def make_group(
    code: str, rule: Mapping[str, object] | None = None, **values: Any
) -> CustomerGroup:
    """A dynamic group where a rule node is given, else a manual one."""
    given = groups.GroupInput(
        name=code.title(),
        code=code,
        kind=GroupKind.MANUAL if rule is None else GroupKind.DYNAMIC,
        rule=None if rule is None else document(rule),
        **values,
    )
    return groups.create_group(given, actor="ann")


def document(rule: Mapping[str, object]) -> dict[str, object]:
    return {"version": 1, "rule": rule}


def orders_at_least(number: int) -> dict[str, object]:
    return {"fact": "order_count", "operator": "at_least", "value": number}


def members(code: str) -> set[str]:
    """Keys of the customers whom the membership rows say are in the group."""
    rows = Membership.objects.filter(group__code=code)
    return set(rows.values_list("profile__host_key", flat=True))


def profile(key: str) -> Profile:
    return Profile.objects.get(host_key=key)


def set_shop(**values: object) -> None:
    Shop.objects.update(**values)
    touch_registry()


def ledger_problems() -> list[str]:
    """Where replaying the ledger does not give the membership rows exactly."""
    replayed: set[tuple[int, int]] = set()
    problems = []
    events = MembershipEvent.objects.order_by("id")
    for event in events.values_list("group_id", "profile_id", "change", "id"):
        pair, joins = event[:2], event[2] == "joined"
        if joins is (pair in replayed):
            problems.append(f"{event} says again what was so already")
        (replayed.add if joins else replayed.discard)(pair)
    present = set(Membership.objects.values_list("group_id", "profile_id"))
    problems += [f"{pair} is only in the ledger" for pair in replayed - present]
    problems += [f"{pair} is not in the ledger" for pair in present - replayed]
    return problems


def mark_count() -> int:
    found: int = fetch("SELECT count(*) FROM customer_groups_mark", {})[0][0]
    return found
