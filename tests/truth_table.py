"""The operator truth table (cases/operators.json) as Python values.

Whoever runs it against another interpreter of rules loads it here too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from saleor_customer_groups.engine.catalogue import Catalogue
from saleor_customer_groups.engine.customers import (
    ActivityEntry,
    CustomerFacts,
    FactValue,
    LineEntry,
    OrderEntry,
    RefundEntry,
)
from saleor_customer_groups.engine.operators import FactType
from saleor_customer_groups.engine.parser import parse_rule
from saleor_customer_groups.engine.rules import Rule
from saleor_customer_groups.engine.text import target_key, text_key
from saleor_customer_groups.engine.windows import Moment
from tests.calculator import order_facts, value_facts

TABLE = Path(__file__).parent / "cases" / "operators.json"
CURRENCY = "EUR"

_MONEY = {"open_checkout_value"}
_INSTANTS = {"joined_at", "open_checkout_at"}
_DATES = {"birthdate"}


@dataclass(frozen=True, slots=True, kw_only=True)
class TruthCase:
    """One row: whether the rule holds for the customer at the moment."""

    name: str
    rule: Rule
    facts: CustomerFacts
    catalogue: Catalogue
    moment: Moment
    is_expected: bool


def load_truth_table() -> tuple[TruthCase, ...]:
    """Every case of the file, in its order."""
    document = json.loads(TABLE.read_text(encoding="utf-8"))
    return tuple(case for table in document["tables"] for case in _cases(table))


def _cases(table: Mapping[str, Any]) -> Iterator[TruthCase]:
    moment = Moment(_instant(table["now"]), ZoneInfo(table["zone"]))
    given = table["given"]
    facts = customer_facts(given, moment=moment)
    types = {k: FactType(a["type"]) for k, a in given.get("attributes", {}).items()}
    catalogue = Catalogue(currency=CURRENCY, attributes=types)
    for name, node, is_expected in table["cases"]:
        document = {"version": 1, "rule": node}
        yield TruthCase(
            name=f"{table['name']}: {name}",
            rule=parse_rule(document, catalogue=catalogue),
            facts=facts,
            catalogue=catalogue,
            moment=moment,
            is_expected=is_expected,
        )


def customer_facts(given: Mapping[str, Any], *, moment: Moment) -> CustomerFacts:
    """The customer that a ``given`` describes, order facts calculated at the moment."""
    orders = tuple(_order(row) for row in given.get("orders", ()))
    refunds = tuple(_refund(row) for row in given.get("refunds", ()))
    return CustomerFacts(
        profile_id=1,
        personal={k: _personal(k, v) for k, v in given.get("personal", {}).items()},
        rank=given.get("rank"),
        attributes=_attributes(given.get("attributes", {})),
        orders=order_facts(orders, at=moment.now),
        values=value_facts(orders, refunds, at=moment.now),
        order_history=orders,
        refund_history=refunds,
        line_history=tuple(_line(row) for row in given.get("lines", ())),
        activity=tuple(_activity(row) for row in given.get("activity", ())),
        member_of=frozenset(given.get("member_of", ())),
    )


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _personal(column: str, raw: Any) -> FactValue:
    if raw is None:
        return None
    if column.endswith("_key"):
        return text_key(raw)
    if column in _INSTANTS:
        return _instant(raw)
    if column in _DATES:
        return date.fromisoformat(raw)
    return Decimal(raw) if column in _MONEY else raw


def _attributes(
    raw: Mapping[str, Mapping[str, Any]],
) -> dict[str, tuple[FactValue, ...]]:
    """A scalar without a value is unknown and left out; a set without one is empty."""
    return {
        key: tuple(_attribute(attribute["type"], each) for each in attribute["values"])
        for key, attribute in raw.items()
        if attribute["values"] or attribute["type"] == FactType.TEXT_SET
    }


def _attribute(type_: str, raw: Any) -> FactValue:
    match FactType(type_):
        case FactType.TEXT | FactType.TEXT_SET:
            return text_key(raw)
        case FactType.NUMBER:
            return Decimal(raw)
        case FactType.INSTANT:
            return _instant(raw)
        case FactType.DATE:
            return date.fromisoformat(raw)
        case FactType.FLAG:
            return bool(raw)
        case _:
            raise ValueError(f"No attribute is of the type {type_}.")


def _counting(row: Mapping[str, Any]) -> dict[str, Any]:
    until = row.get("counts_until")
    return {
        "channel": text_key(row.get("channel", "web")),
        "is_countable": row.get("is_countable", True),
        "counts_until": _instant(until) if until else None,
    }


def _order(row: Mapping[str, Any]) -> OrderEntry:
    return OrderEntry(
        at=_instant(row["at"]),
        currency=row.get("currency", CURRENCY),
        paid=Decimal(row.get("paid", "0")),
        units=row.get("units", 1),
        voucher_codes=frozenset(map(text_key, row.get("voucher_codes", ()))),
        **_counting(row),
    )


def _refund(row: Mapping[str, Any]) -> RefundEntry:
    return RefundEntry(
        at=_instant(row["at"]),
        order_at=_instant(row["order_at"]),
        currency=row.get("currency", CURRENCY),
        amount=Decimal(row["amount"]),
        **_counting(row),
    )


def _line(row: Mapping[str, Any]) -> LineEntry:
    return LineEntry(
        at=_instant(row["at"]),
        quantity=row.get("quantity", 1),
        targets=_targets(row),
        **_counting(row),
    )


def _activity(row: Mapping[str, Any]) -> ActivityEntry:
    return ActivityEntry(
        kind=row["kind"],
        day=date.fromisoformat(row["day"]),
        channel=text_key(row.get("channel", "web")),
        count=row.get("count", 1),
        targets=_targets(row),
    )


def _targets(row: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(target_key(kind, value) for kind, value in row.get("targets", ()))
