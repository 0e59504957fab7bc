"""Describe: a Rule as one sentence that a merchant can read."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Final, assert_never

from .currencies import CURRENCIES
from .facts import ATTRIBUTE_PREFIX
from .operators import LABELS, Operator
from .rules import (
    AllOf,
    AnyOf,
    Between,
    Condition,
    MemberOf,
    Not,
    Rule,
    Target,
    TargetKind,
    Value,
    Window,
)
from .vocabulary import FACTS

#: Longer lists are cut: a sentence of 1000 postal codes helps nobody.
LISTED_LIMIT: Final = 10

#: Counts of what happened read better than their fact's label does.
_COUNTED: Final = {
    "purchased": "number of pieces purchased",
    "viewed": "number of views",
    "searched": "number of searches",
    "added_to_cart": "number of additions to the cart",
    "added_to_wishlist": "number of additions to the wishlist",
}
_TARGETS: Final[dict[TargetKind, str]] = {
    TargetKind.PRODUCT: "of the product",
    TargetKind.VARIANT: "of the variant",
    TargetKind.CATEGORY: "in the category",
    TargetKind.COLLECTION: "in the collection",
    TargetKind.BRAND: "of the brand",
    TargetKind.TERM: "for the term",
}
# The calendar module would answer in the language of the process.
_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def describe(rule: Rule) -> str:
    """One sentence without a full stop, in English; instants in UTC."""
    sentence = _describe(rule)
    return sentence[:1].upper() + sentence[1:]


def describe_condition(condition: Condition) -> str:
    """One condition as it reads inside a sentence: "order count is at least 5"."""
    return f"{_subject(condition)} {_predicate(condition)}"


def _describe(rule: Rule) -> str:
    match rule:
        case AllOf(rules):
            return _joined(rules, " and ")
        case AnyOf(rules):
            return _joined(rules, " or ")
        case Not(inner):
            return f"not ({_describe(inner)})"
        case MemberOf(code):
            return f"is a member of {_text(code)}"
        case Condition():
            return describe_condition(rule)
        case _:
            assert_never(rule)


def _joined(rules: tuple[Rule, ...], word: str) -> str:
    if len(rules) == 1:
        return _describe(rules[0])
    return word.join(_bracketed(part) for part in rules)


def _bracketed(rule: Rule) -> str:
    text = _describe(rule)
    is_list = isinstance(rule, AllOf | AnyOf) and len(rule.rules) > 1
    return f"({text})" if is_list else text


def _subject(condition: Condition) -> str:
    words = [_name(condition.fact)]
    if condition.target:
        words.append(_target(condition.target))
    if condition.channel is not None:
        words.append(f"in the channel {_text(condition.channel)}")
    if condition.within:
        words.append(f"within the last {_window(condition.within)}")
    return " ".join(words)


def _name(name: str) -> str:
    if name.startswith(ATTRIBUTE_PREFIX):
        return f"attribute {_text(name.removeprefix(ATTRIBUTE_PREFIX))}"
    if name in _COUNTED:
        return _COUNTED[name]
    label = FACTS[name].label if name in FACTS else name
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


def _target(target: Target) -> str:
    return f"{_TARGETS[target.kind]} {_list(target.values, 'or')}"


def _predicate(condition: Condition) -> str:
    operator, value = condition.operator, condition.value
    words = LABELS[operator]
    if value is None:
        if condition.currency and operator in {Operator.IS_KNOWN, Operator.IS_UNKNOWN}:
            return f"in {condition.currency} {words}"
        return words
    if operator is Operator.MORE_THAN_AGO:
        return words.replace("…", _value(value, condition))
    if operator is Operator.MONTH_IS and isinstance(value, int):
        return f"{words} of {_MONTHS[value - 1]}"
    if isinstance(value, tuple):
        needs_all = operator is Operator.INCLUDES_ALL
        return f"{words} {_list(value, 'and' if needs_all else 'or')}"
    if isinstance(value, Between):
        return _between(value, condition)
    return f"{words} {_value(value, condition)}"


def _between(ends: Between, condition: Condition) -> str:
    low, high = _value(ends.low, condition), _value(ends.high, condition)
    if isinstance(ends.low, date):
        return f"is on or after {low} and before {high}"
    return f"is between {low} and {high}"


def _value(value: Value, condition: Condition) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case Decimal() if condition.currency:
            return money_text(value, condition.currency)
        case Decimal() | int():
            return _number(value, places=0)
        case datetime():
            return f"{value.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
        case date():
            return value.isoformat()
        case Window():
            return _window(value)
        case Between():
            return _between(value, condition)
        case tuple():
            return _list(value, "or")
        case str():
            return _text(value)
        case _:
            assert_never(value)


def money_text(amount: Decimal, currency: str) -> str:
    """The amount with its currency's decimals, or more where it has more."""
    return f"{currency} {_number(amount, places=CURRENCIES.get(currency, 2))}"


def _number(number: Decimal | int, *, places: int) -> str:
    exponent = Decimal(number).normalize().as_tuple().exponent
    own = -exponent if isinstance(exponent, int) else 0
    return f"{number:,.{max(places, own, 0)}f}"


def _window(window: Window) -> str:
    unit = window.unit.value
    return f"{window.count} {unit.removesuffix('s') if window.count == 1 else unit}"


def _list(values: tuple[str, ...], word: str) -> str:
    named = [_text(value) for value in values[:LISTED_LIMIT]]
    left = len(values) - len(named)
    if left:
        return f"{', '.join(named)} {word} {left} more"
    if len(named) == 1:
        return named[0]
    return f"{', '.join(named[:-1])} {word} {named[-1]}"


def _text(text: str) -> str:
    return f"“{' '.join(text.split())}”"
