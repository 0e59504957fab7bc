"""Documents: a Rule written as the JSON document that it is stored as."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import assert_never

from .rules import (
    RULE_FORMAT,
    AllOf,
    AnyOf,
    Between,
    Condition,
    MemberOf,
    Not,
    Rule,
    Target,
    Value,
    Window,
)


def dump_rule(rule: Rule) -> dict[str, object]:
    """The whole document; ``parse_rule`` reads the same rule from it.

    Amounts are decimals in quotes, so that no JSON reader makes them binary floats.
    """
    return {"version": RULE_FORMAT, "rule": dump_node(rule)}


def dump_node(rule: Rule) -> dict[str, object]:
    """The rule as a part of a document."""
    match rule:
        case AllOf(rules):
            return {"all": [dump_node(part) for part in rules]}
        case AnyOf(rules):
            return {"any": [dump_node(part) for part in rules]}
        case Not(inner):
            return {"not": dump_node(inner)}
        case MemberOf(code):
            return {"group": code}
        case Condition():
            return _dump_condition(rule)
        case _:
            assert_never(rule)


def _dump_condition(condition: Condition) -> dict[str, object]:
    document: dict[str, object] = {
        "fact": condition.fact,
        "operator": condition.operator.value,
    }
    if condition.value is not None:
        document["value"] = _dump_value(condition.value)
    if condition.currency is not None:
        document["currency"] = condition.currency
    if condition.within is not None:
        document["within"] = _dump_value(condition.within)
    if condition.channel is not None:
        document["channel"] = condition.channel
    if condition.target is not None:
        document["target"] = _dump_target(condition.target)
    return document


def _dump_value(value: Value) -> object:
    match value:
        case Decimal():
            return format(value, "f")
        case datetime():
            return value.isoformat().replace("+00:00", "Z")
        case date():
            return value.isoformat()
        case Window(count, unit):
            return {unit.value: count}
        case Between(low, high):
            return {"from": _dump_value(low), "to": _dump_value(high)}
        case tuple():
            return list(value)
        case bool() | int() | str():
            return value
        case _:
            assert_never(value)


def _dump_target(target: Target) -> dict[str, object]:
    is_single = len(target.values) == 1
    return {target.kind.value: target.values[0] if is_single else list(target.values)}
