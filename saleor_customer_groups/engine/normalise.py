"""Normal form: the same meaning with ``Not`` only in front of conditions and groups.

A condition on an unknown fact is false and its negation true, so a negated leaf is
rendered with IS NOT TRUE while every other leaf stays bare and keeps its index.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TypeAlias

from .operators import COMPLEMENTS
from .rules import AllOf, AnyOf, Condition, MemberOf, Not, Rule

Leaf: TypeAlias = Condition | MemberOf


def normalise(rule: Rule) -> Rule:
    """The rule in negation normal form, flattened, without repeated parts."""
    return _normalise(rule, negated=False)


def _normalise(rule: Rule, *, negated: bool) -> Rule:
    match rule:
        case Not(inner):
            return _normalise(inner, negated=not negated)
        case AllOf(rules):
            return _combine(rules, negated=negated, is_all=not negated)
        case AnyOf(rules):
            return _combine(rules, negated=negated, is_all=negated)
        case MemberOf():
            return Not(rule) if negated else rule
        case Condition():
            return _normalise_condition(rule, negated=negated)


def _combine(rules: tuple[Rule, ...], *, negated: bool, is_all: bool) -> Rule:
    kind = AllOf if is_all else AnyOf
    parts: dict[Rule, None] = {}
    for rule in rules:
        part = _normalise(rule, negated=negated)
        if isinstance(part, kind):
            parts.update(dict.fromkeys(part.rules))
        else:
            parts[part] = None
    return next(iter(parts)) if len(parts) == 1 else kind(tuple(parts))


def _normalise_condition(condition: Condition, *, negated: bool) -> Rule:
    operator = condition.operator
    if operator in COMPLEMENTS:
        negated = not negated
        condition = replace(condition, operator=COMPLEMENTS[operator])
    return Not(condition) if negated else condition
