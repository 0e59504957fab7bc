"""Loading: puts CustomerFacts into the real tables, one COPY per table.

One batch is one population: profiles keep their ids, items are numbered from 1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, Final

from django.db import connection, transaction

from saleor_customer_groups.engine.compiler import GroupReference
from saleor_customer_groups.engine.customers import CustomerFacts, FactValue
from saleor_customer_groups.engine.facts import UNKNOWN_CHOICE
from saleor_customer_groups.engine.operators import FactType
from saleor_customer_groups.engine.vocabulary import CONSENT_CHOICES
from saleor_customer_groups.engine.windows import month_day
from saleor_customer_groups.models import ProfileFacts

Rows = Iterable[Sequence[object]]

#: What a column that is never NULL says of who said nothing.
_ALWAYS_KNOWN: Final[Mapping[str, FactValue]] = {
    "is_registered": False,
    "is_staff": False,
    "email_marketing": UNKNOWN_CHOICE,
    "sms_marketing": UNKNOWN_CHOICE,
    "phone_marketing": UNKNOWN_CHOICE,
    "post_marketing": UNKNOWN_CHOICE,
}
assert UNKNOWN_CHOICE in CONSENT_CHOICES

_PERSONAL: Final = tuple(
    str(field.column)
    for field in ProfileFacts._meta.local_concrete_fields
    if field.column not in {"profile_id", "kind", "is_shopper", "since"}
)
_ATTRIBUTE_COLUMNS: Final[Mapping[FactType, str]] = {
    FactType.TEXT: "text_key",
    FactType.TEXT_SET: "text_key",
    FactType.NUMBER: "number",
    FactType.INSTANT: "instant",
    FactType.DATE: "day",
    FactType.FLAG: "flag",
}
_LONG_AGO: Final = datetime(2000, 1, 1, tzinfo=UTC)


@contextmanager
def undone() -> Iterator[None]:
    """A transaction whose writes are taken back, for one generated example."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def as_stored(facts: CustomerFacts) -> CustomerFacts:
    """The customer as the tables can say it: flags and consents are never NULL."""
    known = {name: v for name, v in facts.personal.items() if v is not None}
    return replace(facts, personal={**_ALWAYS_KNOWN, **known})


def store_groups(codes: Iterable[str]) -> dict[str, GroupReference]:
    """Manual groups of these codes, for rules to refer to."""
    found = {}
    with connection.cursor() as cursor:
        for code in codes:
            cursor.execute(
                "INSERT INTO customer_groups_customer_group (code, name, kind)"
                " VALUES (%s, %s, 'manual') RETURNING id",
                [code, code],
            )
            found[code] = GroupReference(cursor.fetchone()[0])
    return found


def store_customers(
    customers: Sequence[CustomerFacts],
    *,
    attributes: Mapping[str, FactType] | None = None,
    groups: Mapping[str, GroupReference] | None = None,
    kind: str = "customer",
    is_shopper: bool = True,
) -> None:
    """Writes the customers, their facts and their histories as they are given.

    ``attributes`` are the types of the attributes, and become the shop's; ``groups``
    must hold the codes that the customers are members of.
    """
    items = _Items()
    tables: tuple[tuple[str, str, Callable[[CustomerFacts], Rows]], ...] = (
        (
            "profile_facts",
            ", ".join(("profile_id", "kind", "is_shopper", *_PERSONAL)),
            lambda c: [(c.profile_id, kind, is_shopper, *_personal(c))],
        ),
        ("order_facts", _ORDER_FACTS, _order_facts),
        ("value_facts", _VALUE_FACTS, _value_facts),
        ("rank_snapshot", "profile_id, rank", _rank),
        ("order_record", _ORDER_RECORD, _orders),
        ("refund_record", _REFUND_RECORD, _refunds),
        ("line_record", _LINE_RECORD, lambda c: _lines(c, items)),
        (
            "activity_day",
            "profile_id, kind, item_id, day, channel, count",
            lambda c: _activity(c, items),
        ),
        ("attribute_fact", _ATTRIBUTE_FACT, lambda c: _attributes(c, attributes or {})),
        (
            "membership",
            "group_id, profile_id, via, joined_at",
            lambda c: _memberships(c, groups or {}),
        ),
    )
    _copy(
        "profile",
        "id, kind, host_key, created_at",
        [(c.profile_id, kind, f"{kind}-{c.profile_id}", _LONG_AGO) for c in customers],
    )
    _copy(
        "attribute_definition",
        "key, type, label",
        [(key, type_.value, key) for key, type_ in (attributes or {}).items()],
    )
    filled = [
        (table, columns, [row for customer in customers for row in rows_of(customer)])
        for table, columns, rows_of in tables
    ]
    _copy("item", "id, digest, targets", items.rows())
    for table, columns, rows in filled:
        _copy(table, columns, rows)


def _copy(table: str, columns: str, rows: Sequence[Sequence[object]]) -> None:
    if not rows:
        return
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY customer_groups_{table} ({columns}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(row)


class _Items:
    """Interned items: one number per set of targets."""

    def __init__(self) -> None:
        self._ids: dict[frozenset[str], int] = {}

    def id_of(self, targets: frozenset[str]) -> int:
        return self._ids.setdefault(targets, len(self._ids) + 1)

    def rows(self) -> list[Sequence[object]]:
        return [
            (id_, f"digest-{id_}", sorted(targets))
            for targets, id_ in self._ids.items()
        ]


def _personal(facts: CustomerFacts) -> list[object]:
    known: dict[str, Any] = dict(as_stored(facts).personal)
    birthdate = known.get("birthdate")
    if isinstance(birthdate, date):
        known["birth_month_day"] = month_day(birthdate)
    return [known.get(name, known.get(f"{name}_key")) for name in _PERSONAL]


_ORDER_FACTS: Final = (
    "profile_id, channel, order_count, units_bought, average_units_per_order,"
    " largest_order_units, first_order_at, last_order_at"
)


def _order_facts(facts: CustomerFacts) -> Rows:
    for channel, orders in facts.orders.items():
        yield (
            facts.profile_id,
            channel,
            orders.order_count,
            orders.units_bought,
            orders.average_units_per_order,
            orders.largest_order_units,
            orders.first_order_at,
            orders.last_order_at,
        )


_VALUE_FACTS: Final = (
    "profile_id, channel, currency, lifetime_value, average_order_value, refunded_value"
)


def _value_facts(facts: CustomerFacts) -> Rows:
    for (channel, currency), values in facts.values.items():
        yield (
            facts.profile_id,
            channel,
            currency,
            values.lifetime_value,
            values.average_order_value,
            values.refunded_value,
        )


def _rank(facts: CustomerFacts) -> Rows:
    return [] if facts.rank is None else [(facts.profile_id, facts.rank)]


_ORDER_RECORD: Final = (
    "key, profile_id, at, channel, currency, paid, units, voucher_codes,"
    " is_countable, counts_until"
)


def _orders(facts: CustomerFacts) -> Rows:
    for index, order in enumerate(facts.order_history):
        yield (
            f"{facts.profile_id}-{index}",
            facts.profile_id,
            order.at,
            order.channel,
            order.currency,
            order.paid,
            order.units,
            sorted(order.voucher_codes),
            order.is_countable,
            order.counts_until,
        )


_REFUND_RECORD: Final = (
    "key, order_key, profile_id, at, amount, channel, currency, order_at,"
    " is_countable, counts_until"
)


def _refunds(facts: CustomerFacts) -> Rows:
    for index, refund in enumerate(facts.refund_history):
        yield (
            f"{facts.profile_id}-{index}",
            f"{facts.profile_id}",
            facts.profile_id,
            refund.at,
            refund.amount,
            refund.channel,
            refund.currency,
            refund.order_at,
            refund.is_countable,
            refund.counts_until,
        )


_LINE_RECORD: Final = (
    "key, order_key, profile_id, item_id, at, channel, currency, quantity, amount,"
    " is_countable, counts_until"
)


def _lines(facts: CustomerFacts, items: _Items) -> Rows:
    for index, line in enumerate(facts.line_history):
        yield (
            f"{facts.profile_id}-{index}",
            f"{facts.profile_id}",
            facts.profile_id,
            items.id_of(line.targets),
            line.at,
            line.channel,
            "EUR",
            line.quantity,
            0,
            line.is_countable,
            line.counts_until,
        )


def _activity(facts: CustomerFacts, items: _Items) -> Rows:
    """The table holds one sum where the history may hold several entries."""
    sums: Counter[tuple[object, ...]] = Counter()
    for entry in facts.activity:
        item_id = items.id_of(entry.targets)
        sums[entry.kind, item_id, entry.day, entry.channel] += entry.count
    for key, count in sums.items():
        yield (facts.profile_id, *key, count)


_ATTRIBUTE_FACT: Final = (
    "profile_id, key, position, text, text_key, number, instant, day, flag"
)


def _attributes(facts: CustomerFacts, types: Mapping[str, FactType]) -> Rows:
    for key, values in facts.attributes.items():
        column = _ATTRIBUTE_COLUMNS[types[key]]
        for position, value in enumerate(values):
            text = value if column == "text_key" else None
            columns = ("text_key", "number", "instant", "day", "flag")
            typed = [value if name == column else None for name in columns]
            yield (facts.profile_id, key, position, text, *typed)


def _memberships(facts: CustomerFacts, groups: Mapping[str, GroupReference]) -> Rows:
    for code in sorted(facts.member_of):
        yield (groups[code].id, facts.profile_id, "own", _LONG_AGO)
