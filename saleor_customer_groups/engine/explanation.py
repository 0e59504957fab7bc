"""Explanation: why a customer is in a group or not, and when that will change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Final, assert_never, cast

from .changes import next_change
from .customers import CustomerFacts
from .describe import describe, describe_condition, money_text
from .evaluator import holds
from .operators import LABELS, Operator
from .readings import Reading, is_known, read
from .rules import AllOf, AnyOf, Between, Condition, MemberOf, Not, Rule
from .windows import Moment

#: What one and several of a count are called in a gap, by fact.
_UNITS: Final[dict[str, tuple[str, str]]] = {
    "order_count": ("order", "orders"),
    "units_bought": ("unit", "units"),
    "average_units_per_order": ("unit", "units"),
    "largest_order_units": ("unit", "units"),
    "purchased": ("unit", "units"),
    "viewed": ("view", "views"),
    "searched": ("search", "searches"),
    "added_to_cart": ("time", "times"),
    "added_to_wishlist": ("time", "times"),
    "age": ("year", "years"),
    "rank": ("point", "points"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One node of the rule, as it stands for the customer.

    ``actual`` and ``gap`` are text for people; ``actual`` is None for a combination.
    ``gap`` says how far a numeric condition that does not hold is from holding.
    ``is_unknown`` says that the answer rests on something nobody knows.
    """

    rule: Rule
    holds: bool
    is_unknown: bool
    sentence: str
    actual: str | None = None
    gap: str | None = None
    parts: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why the rule holds or not at the moment, and when that changes by itself.

    ``changes_at`` is an instant in UTC, or None: see ``changes.next_change``.
    """

    reason: Reason
    moment: Moment
    changes_at: datetime | None

    @property
    def holds(self) -> bool:
        return self.reason.holds

    def summary(self) -> str:
        """One or two sentences; days and times in the shop's zone."""
        because = " and ".join(
            dict.fromkeys(_clause(leaf) for leaf in _deciding(self.reason))
        )
        answer = f"{'In' if self.holds else 'Not in'}, because {because}."
        if self.changes_at is None:
            return answer
        change = "leave" if self.holds else "join"
        when = _text_of_instant(self.changes_at, self.moment)
        return f"{answer} Would {change} on {when}."


def explain(rule: Rule, facts: CustomerFacts, *, moment: Moment) -> Explanation:
    """The reasons for and against, node by node, and the next change."""
    return Explanation(
        reason=_reason(rule, facts, moment),
        moment=moment,
        changes_at=next_change(rule, facts, moment=moment),
    )


def _reason(rule: Rule, facts: CustomerFacts, moment: Moment) -> Reason:
    match rule:
        case AllOf(rules) | AnyOf(rules):
            parts = tuple(_reason(part, facts, moment) for part in rules)
            answers = [part.holds for part in parts]
            is_met = all(answers) if isinstance(rule, AllOf) else any(answers)
            return _branch(rule, parts, is_met=is_met)
        case Not(inner):
            part = _reason(inner, facts, moment)
            return _branch(rule, (part,), is_met=not part.holds)
        case MemberOf(group):
            is_member = group in facts.member_of
            return Reason(
                rule=rule,
                holds=is_member,
                is_unknown=False,
                sentence=describe(rule),
                actual="a member" if is_member else "not a member",
            )
        case Condition():
            return _leaf(rule, facts, moment)
        case _:
            assert_never(rule)


def _branch(rule: Rule, parts: tuple[Reason, ...], *, is_met: bool) -> Reason:
    deciding = _deciding_parts(rule, parts, is_met=is_met)
    return Reason(
        rule=rule,
        holds=is_met,
        is_unknown=any(part.is_unknown for part in deciding),
        sentence=describe(rule),
        parts=parts,
    )


def _leaf(condition: Condition, facts: CustomerFacts, moment: Moment) -> Reason:
    reading = read(condition, facts, moment=moment)
    is_met = holds(condition, reading, moment=moment)
    return Reason(
        rule=condition,
        holds=is_met,
        is_unknown=not is_known(condition, reading),
        sentence=describe_condition(condition),
        actual=_as_written(condition, facts) or _text_of(condition, reading, moment),
        gap=None if is_met else _gap(condition, reading),
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


def _clause(leaf: Reason) -> str:
    match leaf.rule:
        case MemberOf(group):
            return f"the customer is {leaf.actual} of {group}"
        case Condition() as condition:
            subject = _subject(condition)
            asked = leaf.sentence.removeprefix(subject).strip()
            wanted = _stated(asked, is_met=leaf.holds)
            detail = "; ".join(filter(None, (wanted, leaf.gap)))
            return f"{subject} is {leaf.actual} ({detail})"
        case _:
            return leaf.sentence


def _subject(condition: Condition) -> str:
    """What the condition asks about, as its sentence begins."""
    known = replace(condition, operator=Operator.IS_KNOWN, value=None, currency=None)
    return describe_condition(known).removesuffix(f" {LABELS[Operator.IS_KNOWN]}")


def _stated(asked: str, *, is_met: bool) -> str:
    short = asked.removeprefix("is ")
    if is_met:
        return short
    return f"not {short}" if short != asked else f"does not hold: {asked}"


def _gap(condition: Condition, reading: Reading) -> str | None:
    """How far a number is from where the condition would hold."""
    if isinstance(reading, bool) or not isinstance(reading, int | Decimal):
        return None
    number, step = Decimal(reading), 1 if isinstance(reading, int) else 0
    match condition.operator, condition.value:
        case Operator.GREATER_THAN, int() | Decimal() as limit:
            missing = limit - number + step
        case Operator.LESS_THAN, int() | Decimal() as limit:
            missing = limit - number - step
        case (
            Operator.AT_LEAST | Operator.AT_MOST | Operator.IS,
            int() | Decimal() as limit,
        ):
            missing = limit - number
        case Operator.BETWEEN, Between(int() | Decimal() as low, high):
            missing = low - number
            if number >= low:
                missing = Decimal(cast(Decimal, high)) - number
        case _:
            return None
    if missing == 0:
        return "exactly the limit"
    amount = _quantity(condition, abs(missing))
    return f"{amount} {'short' if missing > 0 else 'too much'}"


def _quantity(condition: Condition, number: Decimal) -> str:
    if condition.currency:
        return money_text(number, condition.currency)
    one, several = _UNITS.get(condition.fact, ("", ""))
    return f"{_text_of_number(number)} {one if number == 1 else several}".strip()


def _as_written(condition: Condition, facts: CustomerFacts) -> str | None:
    """Text as the customer wrote it, where its key alone is compared."""
    written = facts.personal.get(condition.fact)
    return written if isinstance(written, str) else None


def _text_of(condition: Condition, reading: Reading, moment: Moment) -> str:
    match reading:
        case None:
            return "unknown"
        case bool():
            return "yes" if reading else "no"
        case frozenset():
            return ", ".join(sorted(reading)) or "empty"
        case datetime():
            return _text_of_instant(reading, moment)
        case date():
            return reading.isoformat()
        case int() | Decimal():
            if condition.currency:
                return money_text(Decimal(reading), condition.currency)
            return _text_of_number(reading)
        case str():
            return reading
        case _:
            assert_never(reading)


def _text_of_instant(instant: datetime, moment: Moment) -> str:
    """The day, with the time of day unless the day just begins."""
    local = instant.astimezone(moment.zone)
    if instant <= moment.start_of(local.date()) + instant.resolution:
        return local.date().isoformat()
    return f"{local:%Y-%m-%d %H:%M}"


def _text_of_number(number: Decimal | int) -> str:
    if isinstance(number, int):
        return f"{number:,}"
    return f"{number.normalize():,f}"
