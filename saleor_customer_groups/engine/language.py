"""Language: how one language says rules, reasons and numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from .currencies import CURRENCIES
from .facts import Fact
from .operators import Operator
from .problems import ProblemCode, RuleProblem, in_lines
from .rules import TargetKind, Unit, Window
from .vocabulary import FACTS


class Ground(StrEnum):
    """Why somebody is in a group or not, where it is not the rule's doing."""

    DEFAULT = "default"
    NOT_REGISTERED = "not_registered"
    ARCHIVED = "archived"
    FROZEN = "frozen"
    KEPT = "kept"
    INACTIVE = "inactive"
    OTHER_AUDIENCE = "other_audience"
    NOT_PUT_IN = "not_put_in"
    PUT_IN = "put_in"
    CHILD = "child"
    CHILDREN = "children"
    SOME_CHILD = "some_child"


class FactWords(NamedTuple):
    """What people call a fact, and what it means."""

    label: str
    help: str


class Pair(NamedTuple):
    """What one of something is called, and several."""

    one: str
    several: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """The words of one language; {names} in them stand for what is filled in.

    What has no entry in ``facts`` and ``problems`` is said in its own words, which are
    English.
    """

    #: As HTTP names it, such as "tr".
    code: str

    decimal_mark: str
    thousands_mark: str
    money: str
    day_format: str
    time_format: str
    #: Small and capital letters that are a pair here and nowhere else.
    casing: Mapping[str, str] = field(default_factory=dict)

    facts: Mapping[str, FactWords] = field(default_factory=dict)
    #: Counts of what happened read better than their fact's label does.
    counted: Mapping[str, str]
    attribute: str
    targets: Mapping[TargetKind, str]
    channel: str
    within: str
    in_currency: str

    #: Operators by themselves, and as they end a sentence.
    labels: Mapping[Operator, str]
    operators: Mapping[Operator, str]
    between: str
    between_times: str
    months: Sequence[str]
    units: Mapping[Unit, Pair]
    yes: str
    no: str
    conjunction: str
    disjunction: str
    more: str
    negation: str
    member: str

    unknown: str
    empty: str
    a_member: str
    not_a_member: str
    all_of_these: str
    any_of_these: str
    not_this: str

    in_because: str
    not_in_because: str
    would_leave: str
    would_join: str
    clause: str
    #: Where what is known is what is asked.
    plain_clause: str
    member_clause: str
    #: What a predicate begins with and a clause leaves out; may be empty.
    copula: str
    unmet: str
    unmet_whole: str
    short: str
    too_much: str
    at_limit: str
    quantities: Mapping[str, Pair]

    grounds: Mapping[Ground, str]
    audiences: Mapping[str, str]
    #: What refers to a group, by its kind.
    users: Mapping[str, str]
    refused: Pair
    problems: Mapping[ProblemCode, str] = field(default_factory=dict)

    def label(self, fact: Fact) -> str:
        return self.facts[fact.name].label if fact.name in self.facts else fact.label

    def help(self, fact: Fact) -> str:
        return self.facts[fact.name].help if fact.name in self.facts else fact.help

    def subject(self, fact: str) -> str:
        """The fact as a sentence names it."""
        if fact in self.counted:
            return self.counted[fact]
        label = self.label(FACTS[fact]) if fact in FACTS else fact
        return label if label[:2].isupper() else self._small(label)

    def number(self, number: Decimal | int, *, places: int = 0) -> str:
        """With at least so many decimals, and all that it has."""
        exponent = Decimal(number).normalize().as_tuple().exponent
        own = -exponent if isinstance(exponent, int) else 0
        text = f"{number:,.{max(places, own, 0)}f}"
        return text.translate(
            str.maketrans(",.", self.thousands_mark + self.decimal_mark)
        )

    def amount(self, amount: Decimal, currency: str) -> str:
        """With the decimals of its currency, or more where it has more."""
        number = self.number(amount, places=CURRENCIES.get(currency, 2))
        return self.money.format(amount=number, currency=currency)

    def day(self, day: date) -> str:
        return day.strftime(self.day_format)

    def instant(self, at: datetime) -> str:
        return at.strftime(self.time_format)

    def window(self, window: Window) -> str:
        pair = self.units[window.unit]
        unit = pair.one if window.count == 1 else pair.several
        return f"{self.number(window.count)} {unit}"

    def listed(self, words: Sequence[str], word: str, *, left: int = 0) -> str:
        """Such as "a, b or c"; "a, b or 5 more" where some are left out."""
        rest = [self.more.format(count=self.number(left))] if left else []
        *first, last = [*words, *rest]
        return f"{', '.join(first)} {word} {last}" if first else last

    def capital(self, text: str) -> str:
        """The text with a capital letter in front."""
        return self.casing.get(text[:1], text[:1].upper()) + text[1:]

    def _small(self, text: str) -> str:
        small = {capital: letter for letter, capital in self.casing.items()}
        return small.get(text[:1], text[:1].lower()) + text[1:]

    def ground(self, ground: Ground, **said: str) -> str:
        """Why somebody is in a group or not, in a sentence."""
        return self.grounds[ground].format(**said)

    def in_children(self, names: Sequence[str]) -> str:
        """That somebody is in a group by the children of these names."""
        if not names:
            return self.ground(Ground.SOME_CHILD)
        ground = Ground.CHILD if len(names) == 1 else Ground.CHILDREN
        return self.ground(ground, groups=", ".join(f"“{name}”" for name in names))

    def problem(self, problem: RuleProblem) -> str:
        """What is wrong, without the place."""
        return self.problems.get(problem.code, problem.message)

    def refusal(self, problems: Sequence[RuleProblem]) -> str:
        """What is wrong with a rule, a line for each problem."""
        found = len(problems)
        title = self.refused.one if found == 1 else self.refused.several
        said = in_lines(
            problem._replace(message=self.problem(problem)) for problem in problems
        )
        return f"{title.format(count=self.number(found))}\n{said}"
