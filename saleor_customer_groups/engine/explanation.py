"""Explanation: why a customer is in a group or not, and when that will change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple, assert_never, cast

from .changes import next_change
from .customers import CustomerFacts
from .describe import describe_node, predicate, subject
from .english import ENGLISH
from .evaluator import holds
from .language import Language
from .operators import Operator
from .readings import Reading, is_known, read
from .rules import AllOf, AnyOf, Between, Condition, MemberOf, Not, Rule
from .windows import Moment


class Missing(NamedTuple):
    """How much a number is below what a condition asks, or above it where negative."""

    amount: Decimal
    asked: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One node of the rule, as it stands for the customer.

    ``sentence``, ``actual`` and ``gap`` are text for people; ``actual`` is None for a
    combination, whose sentence says how its parts are joined. ``missing`` says how far a
    numeric condition that does not hold is from holding, ``gap`` the same in words.
    ``is_unknown`` says that the answer rests on something nobody knows.
    """

    rule: Rule
    holds: bool
    is_unknown: bool
    sentence: str
    actual: str | None = None
    gap: str | None = None
    missing: Missing | None = None
    parts: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why the rule holds or not at the moment, and when that changes by itself.

    ``changes_at`` is an instant in UTC, or None: see ``changes.next_change``.
    """

    reason: Reason
    moment: Moment
    changes_at: datetime | None
    language: Language = ENGLISH

    @property
    def holds(self) -> bool:
        return self.reason.holds

    def summary(self) -> str:
        """One or two sentences; days and times in the shop's zone."""
        words = self.language
        clauses = dict.fromkeys(_clause(leaf, words) for leaf in _deciding(self.reason))
        because = f" {words.conjunction} ".join(clauses)
        answer = words.in_because if self.holds else words.not_in_because
        answer = answer.format(because=because)
        if self.changes_at is None:
            return answer
        change = words.would_leave if self.holds else words.would_join
        when = _text_of_instant(self.changes_at, self.moment, words)
        return f"{answer} {change.format(when=when)}"


def explain(
    rule: Rule, facts: CustomerFacts, *, moment: Moment, language: Language = ENGLISH
) -> Explanation:
    """The reasons for and against, node by node, and the next change."""
    return Explanation(
        reason=reason_of(rule, facts, moment=moment, language=language),
        moment=moment,
        changes_at=next_change(rule, facts, moment=moment),
        language=language,
    )


def reason_of(
    rule: Rule, facts: CustomerFacts, *, moment: Moment, language: Language = ENGLISH
) -> Reason:
    """The reasons for and against, node by node."""

    def below(part: Rule) -> Reason:
        return reason_of(part, facts, moment=moment, language=language)

    match rule:
        case AllOf(rules) | AnyOf(rules):
            parts = tuple(map(below, rules))
            answers = [part.holds for part in parts]
            is_met = all(answers) if isinstance(rule, AllOf) else any(answers)
            return _branch(rule, parts, language, is_met=is_met)
        case Not(inner):
            part = below(inner)
            return _branch(rule, (part,), language, is_met=not part.holds)
        case MemberOf(group):
            is_member = group in facts.member_of
            return Reason(
                rule=rule,
                holds=is_member,
                is_unknown=False,
                sentence=describe_node(rule, language),
                actual=language.a_member if is_member else language.not_a_member,
            )
        case Condition():
            return _leaf(rule, facts, moment, language)
        case _:
            assert_never(rule)


def _branch(
    rule: Rule, parts: tuple[Reason, ...], language: Language, *, is_met: bool
) -> Reason:
    deciding = _deciding_parts(rule, parts, is_met=is_met)
    return Reason(
        rule=rule,
        holds=is_met,
        is_unknown=any(part.is_unknown for part in deciding),
        sentence=describe_node(rule, language),
        parts=parts,
    )


def _leaf(
    condition: Condition, facts: CustomerFacts, moment: Moment, language: Language
) -> Reason:
    reading = read(condition, facts, moment=moment)
    is_met = holds(condition, reading, moment=moment)
    written = _as_written(condition, facts)
    missing = None if is_met else _missing(condition, reading)
    return Reason(
        rule=condition,
        holds=is_met,
        is_unknown=not is_known(condition, reading),
        sentence=describe_node(condition, language),
        actual=written or _text_of(condition, reading, moment, language),
        gap=_gap(condition, missing, language) if missing else None,
        missing=missing,
    )


def _deciding_parts(
    rule: Rule, parts: tuple[Reason, ...], *, is_met: bool
) -> tuple[Reason, ...]:
    """The parts that make the answer: those that agree with it; of Not, its only."""
    if isinstance(rule, Not):
        return parts
    return tuple(part for part in parts if part.holds is is_met)


def _deciding(reason: Reason) -> Iterator[Reason]:
    """The conditions that the answer rests on, in reading order."""
    if not reason.parts:
        yield reason
        return
    for part in _deciding_parts(reason.rule, reason.parts, is_met=reason.holds):
        yield from _deciding(part)


def _clause(leaf: Reason, language: Language) -> str:
    match leaf.rule:
        case MemberOf(group):
            return language.member_clause.format(actual=leaf.actual, group=group)
        case Condition() as condition:
            named = subject(condition, language)
            if condition.operator is Operator.IS and leaf.holds:
                return language.plain_clause.format(subject=named, actual=leaf.actual)
            asked = predicate(condition, language)
            stated = _stated(asked, language, is_met=leaf.holds)
            return language.clause.format(
                subject=named,
                actual=leaf.actual,
                detail="; ".join(filter(None, (stated, leaf.gap))),
            )
        case _:
            return leaf.sentence


def _stated(asked: str, language: Language, *, is_met: bool) -> str:
    short = asked.removeprefix(language.copula)
    if is_met:
        return short
    words = language.unmet_whole if short == asked else language.unmet
    return words.format(asked=short)


def _missing(condition: Condition, reading: Reading) -> Missing | None:
    """How far a number is from where the condition would hold."""
    if isinstance(reading, bool) or not isinstance(reading, int | Decimal):
        return None
    number, step = Decimal(reading), 1 if isinstance(reading, int) else 0
    match condition.operator, condition.value:
        case Operator.GREATER_THAN, int() | Decimal() as limit:
            return Missing(limit - number + step, Decimal(limit))
        case Operator.LESS_THAN, int() | Decimal() as limit:
            return Missing(limit - number - step, Decimal(limit))
        case (
            Operator.AT_LEAST | Operator.AT_MOST | Operator.IS,
            int() | Decimal() as limit,
        ):
            return Missing(limit - number, Decimal(limit))
        case Operator.BETWEEN, Between(int() | Decimal() as low, high):
            end = Decimal(low if number < low else cast(Decimal, high))
            return Missing(end - number, end)
    return None


def _gap(condition: Condition, missing: Missing, language: Language) -> str:
    if missing.amount == 0:
        return language.at_limit
    words = language.short if missing.amount > 0 else language.too_much
    return words.format(amount=_quantity(condition, abs(missing.amount), language))


def _quantity(condition: Condition, number: Decimal, language: Language) -> str:
    if condition.currency:
        return language.amount(number, condition.currency)
    pair = language.quantities.get(condition.fact)
    text = language.number(number)
    if pair is None:
        return text
    return f"{text} {pair.one if number == 1 else pair.several}"


def _as_written(condition: Condition, facts: CustomerFacts) -> str | None:
    """Text as the customer wrote it, where its key alone is compared."""
    written = facts.personal.get(condition.fact)
    return written if isinstance(written, str) else None


def _text_of(
    condition: Condition, reading: Reading, moment: Moment, language: Language
) -> str:
    match reading:
        case None:
            return language.unknown
        case bool():
            return language.yes if reading else language.no
        case frozenset():
            return ", ".join(sorted(reading)) or language.empty
        case datetime():
            return _text_of_instant(reading, moment, language)
        case date():
            return language.day(reading)
        case int() | Decimal():
            if condition.currency:
                return language.amount(Decimal(reading), condition.currency)
            return language.number(reading)
        case str():
            return reading
        case _:
            assert_never(reading)


def _text_of_instant(instant: datetime, moment: Moment, language: Language) -> str:
    """The day, with the time of day unless the day just begins."""
    local = instant.astimezone(moment.zone)
    if instant <= moment.start_of(local.date()) + instant.resolution:
        return language.day(local.date())
    return language.instant(local)
