"""Describe: a Rule as one sentence that a merchant can read."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Final, assert_never

from .english import ENGLISH
from .facts import ATTRIBUTE_PREFIX
from .language import Language
from .operators import Operator
from .rules import (
    AllOf,
    AnyOf,
    Between,
    Condition,
    MemberOf,
    Not,
    Rule,
    Value,
    Window,
)

#: Longer lists are cut: a sentence of 1000 postal codes helps nobody.
LISTED_LIMIT: Final = 10


def describe(rule: Rule, language: Language = ENGLISH) -> str:
    """One sentence without a full stop; instants in UTC."""
    return language.capital(_describe(rule, language))


def describe_condition(condition: Condition, language: Language = ENGLISH) -> str:
    """One condition as it reads inside a sentence: "order count is at least 5"."""
    return f"{subject(condition, language)} {predicate(condition, language)}"


def describe_node(rule: Rule, language: Language = ENGLISH) -> str:
    """What a node asks, where its parts are listed below it."""
    match rule:
        case AllOf():
            return language.all_of_these
        case AnyOf():
            return language.any_of_these
        case Not():
            return language.not_this
        case MemberOf():
            return describe(rule, language)
        case Condition():
            return describe_condition(rule, language)
        case _:
            assert_never(rule)


def _describe(rule: Rule, language: Language) -> str:
    match rule:
        case AllOf(rules):
            return _joined(rules, language.conjunction, language)
        case AnyOf(rules):
            return _joined(rules, language.disjunction, language)
        case Not(inner):
            return language.negation.format(inner=_describe(inner, language))
        case MemberOf(code):
            return language.member.format(group=_text(code))
        case Condition():
            return describe_condition(rule, language)
        case _:
            assert_never(rule)


def _joined(rules: tuple[Rule, ...], word: str, language: Language) -> str:
    if len(rules) == 1:
        return _describe(rules[0], language)
    return f" {word} ".join(_bracketed(part, language) for part in rules)


def _bracketed(rule: Rule, language: Language) -> str:
    text = _describe(rule, language)
    is_list = isinstance(rule, AllOf | AnyOf) and len(rule.rules) > 1
    return f"({text})" if is_list else text


def subject(condition: Condition, language: Language = ENGLISH) -> str:
    """What the condition asks about, as its sentence begins."""
    words = [_name(condition.fact, language)]
    target = condition.target
    if target:
        values = _list(target.values, language.disjunction, language)
        words.append(language.targets[target.kind].format(values=values))
    if condition.channel is not None:
        words.append(language.channel.format(channel=_text(condition.channel)))
    if condition.within:
        window = language.window(condition.within)
        words.append(language.within.format(window=window))
    return " ".join(words)


def _name(fact: str, language: Language) -> str:
    if fact.startswith(ATTRIBUTE_PREFIX):
        name = _text(fact.removeprefix(ATTRIBUTE_PREFIX))
        return language.attribute.format(name=name)
    return language.subject(fact)


def predicate(condition: Condition, language: Language = ENGLISH) -> str:
    """What the condition asks, as its sentence ends."""
    operator, value = condition.operator, condition.value
    words = language.operators[operator]
    if value is None:
        if condition.currency and operator in {Operator.IS_KNOWN, Operator.IS_UNKNOWN}:
            currency = language.in_currency.format(currency=condition.currency)
            return f"{currency} {words}"
        return words
    if operator is Operator.MONTH_IS and isinstance(value, int):
        return words.format(value=language.months[value - 1])
    if isinstance(value, tuple):
        needs_all = operator is Operator.INCLUDES_ALL
        word = language.conjunction if needs_all else language.disjunction
        return words.format(value=_list(value, word, language))
    if isinstance(value, Between):
        return _between(value, condition, language)
    return words.format(value=_value(value, condition, language))


def _between(ends: Between, condition: Condition, language: Language) -> str:
    low = _value(ends.low, condition, language)
    high = _value(ends.high, condition, language)
    of_times = isinstance(ends.low, date)
    words = language.between_times if of_times else language.between
    return words.format(low=low, high=high)


def _value(value: Value, condition: Condition, language: Language) -> str:
    match value:
        case bool():
            return language.yes if value else language.no
        case Decimal() if condition.currency:
            return language.amount(value, condition.currency)
        case Decimal() | int():
            return language.number(value)
        case datetime():
            return f"{language.instant(value.astimezone(UTC))} UTC"
        case date():
            return language.day(value)
        case Window():
            return language.window(value)
        case Between():
            return _between(value, condition, language)
        case tuple():
            return _list(value, language.disjunction, language)
        case str():
            return _text(value)
        case _:
            assert_never(value)


def _list(values: tuple[str, ...], word: str, language: Language) -> str:
    named = [_text(value) for value in values[:LISTED_LIMIT]]
    return language.listed(named, word, left=len(values) - len(named))


def _text(text: str) -> str:
    return f"“{' '.join(text.split())}”"
