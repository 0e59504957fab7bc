"""Analysis: what a valid rule says that its author hardly meant.

A warning is given only where it is certain for every possible customer, so a rule
without warnings may still match nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum
from typing import Final, NamedTuple

from .describe import describe, describe_condition
from .operators import COMPLEMENTS, Operator
from .ranges import can_all_hold
from .rules import AllOf, AnyOf, Condition, MemberOf, Not, Rule
from .vocabulary import FACTS

_OPPOSITES: Final = {
    **COMPLEMENTS,
    **{positive: negative for negative, positive in COMPLEMENTS.items()},
}


class WarningCode(StrEnum):
    """Stable names of everything that is warned about."""

    CONTRADICTION = "CONTRADICTION"
    ALWAYS_TRUE = "ALWAYS_TRUE"
    DUPLICATE = "DUPLICATE"
    SELF_DECLARED = "SELF_DECLARED"


class RuleWarning(NamedTuple):
    """Worth a look, not refused. ``path`` is such as ``rule.all[1].not``."""

    path: str
    code: WarningCode
    message: str


class _Part(NamedTuple):
    path: str
    rule: Rule


def warnings(rule: Rule, *, carries_benefits: bool = False) -> tuple[RuleWarning, ...]:
    """Everything worth a warning.

    ``carries_benefits`` says that the group opens prices or vouchers; conditions on
    what customers declare themselves are then warned about.
    """
    found = list(_judge(_Part("rule", rule)))
    if carries_benefits:
        found.extend(_self_declared(rule))
    return tuple(found)


def _judge(part: _Part) -> Iterator[RuleWarning]:
    match part.rule:
        case AllOf() | AnyOf():
            members = _members(part)
            yield from _repeated(members)
            if isinstance(part.rule, AllOf):
                yield from _contradicting(members)
            else:
                yield from _exhausting(members)
            for member in members:
                yield from _judge(member)
        case Not(inner):
            yield from _judge(_Part(f"{part.path}.not", inner))
        case Condition():
            yield from _pointless(part.path, part.rule)
        case MemberOf():
            return


def _members(part: _Part) -> tuple[_Part, ...]:
    """What an "all" or "any" joins, with lists of its own kind taken apart."""
    rule = part.rule
    if not isinstance(rule, AllOf | AnyOf):
        return (part,)
    key = "all" if isinstance(rule, AllOf) else "any"
    members: list[_Part] = []
    for index, inner in enumerate(rule.rules):
        child = _Part(f"{part.path}.{key}[{index}]", inner)
        is_alike = type(inner) is type(rule)
        members.extend(_members(child) if is_alike else (child,))
    return tuple(members)


def _repeated(members: tuple[_Part, ...]) -> Iterator[RuleWarning]:
    first: dict[Rule, str] = {}
    for path, rule in members:
        if rule in first:
            yield RuleWarning(
                path,
                WarningCode.DUPLICATE,
                f"This repeats {first[rule]}: {describe(rule)}. Remove one of the two.",
            )
        else:
            first[rule] = path


def _contradicting(members: tuple[_Part, ...]) -> Iterator[RuleWarning]:
    """The first contradiction of an "all": one is enough to keep everybody out."""
    pair = _opposite_pair(members)
    if pair:
        yield _contradiction(*pair)
        return
    seen: dict[Condition, list[_Part]] = {}
    for member in members:
        if not isinstance(member.rule, Condition) or not can_all_hold([member.rule]):
            continue
        together = seen.setdefault(_question(member.rule), [])
        together.append(member)
        asked = [part.rule for part in together if isinstance(part.rule, Condition)]
        if not can_all_hold(asked):
            yield _contradiction(*together)
            return


def _contradiction(*parts: _Part) -> RuleWarning:
    said = "; ".join(describe(part.rule) for part in parts)
    return RuleWarning(
        parts[-1].path,
        WarningCode.CONTRADICTION,
        f"Nobody can satisfy all of these at once: {said}. Change one of them, "
        'or use "any" instead.',
    )


def _question(condition: Condition) -> Condition:
    """The condition without its answer: alike for all that ask the same of one fact."""
    return replace(condition, operator=Operator.IS_KNOWN, value=None)


def _exhausting(members: tuple[_Part, ...]) -> Iterator[RuleWarning]:
    pair = _opposite_pair(members)
    if pair:
        one, other = pair
        yield RuleWarning(
            other.path,
            WarningCode.ALWAYS_TRUE,
            f"Everybody satisfies one of these two: {describe(one.rule)}; "
            f"{describe(other.rule)}. Remove one of them.",
        )


def _opposite_pair(members: tuple[_Part, ...]) -> tuple[_Part, _Part] | None:
    """The first two members of which each is the exact complement of the other."""
    seen: dict[Rule, _Part] = {}
    for member in members:
        for opposite in _opposites(member.rule):
            if opposite in seen:
                return seen[opposite], member
        seen.setdefault(member.rule, member)
    return None


def _opposites(rule: Rule) -> Iterator[Rule]:
    yield Not(rule)
    if isinstance(rule, Not):
        yield rule.rule
    if isinstance(rule, Condition) and rule.operator in _OPPOSITES:
        yield replace(rule, operator=_OPPOSITES[rule.operator])


def _pointless(path: str, condition: Condition) -> Iterator[RuleWarning]:
    if not can_all_hold([condition]):
        yield RuleWarning(
            path,
            WarningCode.CONTRADICTION,
            f"Nobody can satisfy this: {describe_condition(condition)}. Change or "
            "remove it.",
        )
    elif _is_always_true(condition):
        yield RuleWarning(
            path,
            WarningCode.ALWAYS_TRUE,
            f"Everybody satisfies this: {describe_condition(condition)}. Change or "
            "remove it.",
        )


def _is_always_true(condition: Condition) -> bool:
    fact = FACTS.get(condition.fact)
    if fact is None or not fact.is_always_known:
        return False
    match condition.operator, condition.value:
        case Operator.IS_KNOWN, _:
            return True
        case Operator.AT_LEAST, value:
            return value == 0
        case _:
            return False


def _self_declared(rule: Rule) -> Iterator[RuleWarning]:
    told: set[str] = set()
    for path, condition in _placed(_Part("rule", rule)):
        fact = FACTS.get(condition.fact)
        if fact and fact.is_self_declared and fact.name not in told:
            told.add(fact.name)
            yield RuleWarning(
                path,
                WarningCode.SELF_DECLARED,
                f"Customers enter {fact.label.lower()} themselves and can enter "
                "anything, and this group opens prices or vouchers. Add a condition "
                "that only the shop decides, such as one on orders.",
            )


def _placed(part: _Part) -> Iterator[tuple[str, Condition]]:
    """Every condition with its path, in reading order."""
    match part.rule:
        case AllOf() | AnyOf():
            for member in _members(part):
                yield from _placed(member)
        case Not(inner):
            yield from _placed(_Part(f"{part.path}.not", inner))
        case Condition():
            yield part.path, part.rule
        case MemberOf():
            return
