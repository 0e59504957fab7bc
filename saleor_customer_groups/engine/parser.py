"""Parser: the one way from a JSON document to a Rule, and back.

Every problem is reported at once, each with its path. Nothing here recurses deeper than
``DEPTH_LIMIT``, whatever the document.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from .catalogue import Catalogue
from .currencies import CURRENCIES
from .documents import dump_rule
from .facts import ATTRIBUTE_PREFIX, Fact, Relation
from .operators import OPERATORS_BY_TYPE, FactType, Operator
from .problems import (
    InvalidRule,
    Place,
    ProblemCode,
    RuleProblem,
    guess,
    opening,
    shown,
)
from .rules import (
    RULE_FORMAT,
    AllOf,
    AnyOf,
    Condition,
    MemberOf,
    Not,
    Rule,
    Target,
    Window,
)
from .times import read_window
from .values import read_target, read_text, read_value
from .vocabulary import FACTS

__all__ = [
    "CONDITIONS_LIMIT",
    "DEPTH_LIMIT",
    "InvalidRule",
    "ProblemCode",
    "RuleProblem",
    "dump_rule",
    "parse_rule",
]

#: How many "all", "any" and "not" may stand inside each other.
DEPTH_LIMIT: Final = 8
#: Conditions and groups that one rule may name.
CONDITIONS_LIMIT: Final = 100

_DOCUMENT_KEYS: Final = ("version", "rule")
_KINDS: Final = ("all", "any", "not", "group", "fact")
_CONDITION_KEYS: Final = (
    "fact",
    "operator",
    "value",
    "currency",
    "within",
    "channel",
    "target",
)
_WITHOUT_VALUE: Final = (Operator.IS_KNOWN, Operator.IS_UNKNOWN)


def parse_rule(document: object, *, catalogue: Catalogue) -> Rule:
    """The rule that the document says, valid in the catalogue's shop.

    Amounts become ``Decimal`` in their currency (the shop's where none is named),
    instants aware UTC. Raises InvalidRule with every problem.
    """
    problems: list[RuleProblem] = []
    rule = _Reader(catalogue, problems).read_document(document)
    if problems or rule is None:
        raise InvalidRule(tuple(problems))
    return rule


@dataclass(slots=True)
class _Reader:
    catalogue: Catalogue
    problems: list[RuleProblem]
    leaves: int = 0

    def read_document(self, document: object) -> Rule | None:
        place = Place("", self.problems)
        if not isinstance(document, dict):
            Place("document", self.problems).refuse(
                ProblemCode.NOT_AN_OBJECT,
                f"{opening(document)} is not a rule document. Write "
                '{"version": 1, "rule": {…}}.',
            )
            return None
        _refuse_unknown_keys(document, _DOCUMENT_KEYS, place)
        version = document.get("version")
        if isinstance(version, bool) or version != RULE_FORMAT:
            place.key("version").refuse(
                ProblemCode.WRONG_VERSION,
                f'The version is {shown(version)}. Write "version": {RULE_FORMAT}, '
                "the only form there is.",
            )
        if "rule" not in document:
            place.key("rule").refuse(
                ProblemCode.MISSING_KEY,
                'The document has no rule. Add "rule" with a condition, "all", "any", '
                '"not" or "group".',
            )
            return None
        rule = self.read_node(document["rule"], place.key("rule"), depth=0)
        if self.leaves > CONDITIONS_LIMIT:
            place.key("rule").refuse(
                ProblemCode.TOO_MANY_CONDITIONS,
                f"The rule has {self.leaves} conditions, more than {CONDITIONS_LIMIT}. "
                'Use "is_one_of" for many values of one fact, or make groups of its '
                "parts and name those.",
            )
        return rule

    def read_node(self, raw: object, place: Place, *, depth: int) -> Rule | None:
        kind = _kind_of(raw, place) if self.leaves <= CONDITIONS_LIMIT else None
        if kind is None or not isinstance(raw, dict):
            self.leaves += 1
            return None
        if kind in {"all", "any", "not"}:
            return self.read_branch(kind, raw, place, depth=depth + 1)
        self.leaves += 1
        if self.leaves > CONDITIONS_LIMIT:
            return None
        if kind == "group":
            return self.read_group(raw, place)
        return self.read_condition(raw, place)

    def read_branch(
        self, kind: str, raw: Mapping[str, object], place: Place, *, depth: int
    ) -> Rule | None:
        _refuse_unknown_keys(raw, (kind,), place)
        inside, inner = place.key(kind), raw[kind]
        if depth > DEPTH_LIMIT:
            self.leaves += 1
            inside.refuse(
                ProblemCode.TOO_DEEP,
                f'More than {DEPTH_LIMIT} of "all", "any" and "not" are inside each '
                "other here. Flatten the rule, or make a group of the inner part and "
                "name that.",
            )
            return None
        if kind == "not":
            part = self.read_node(inner, inside, depth=depth)
            return None if part is None else Not(part)
        parts = self.read_parts(inner, inside, depth=depth)
        if parts is None:
            return None
        return AllOf(parts) if kind == "all" else AnyOf(parts)

    def read_parts(
        self, raw: object, place: Place, *, depth: int
    ) -> tuple[Rule, ...] | None:
        if not isinstance(raw, list) or not raw:
            self.leaves += 1
            if isinstance(raw, list):
                code, wrong = ProblemCode.EMPTY_NODE, "The list is empty"
            else:
                code, wrong = ProblemCode.NOT_A_LIST, f"{opening(raw)} is not a list"
            place.refuse(code, f"{wrong}. Put at least one condition into a list here.")
            return None
        read = [
            self.read_node(part, place.item(index), depth=depth)
            for index, part in enumerate(raw)
        ]
        parts = tuple(part for part in read if part is not None)
        return parts if len(parts) == len(read) else None

    def read_group(self, raw: Mapping[str, object], place: Place) -> Rule | None:
        _refuse_unknown_keys(raw, ("group",), place)
        code = read_text(raw["group"], place.key("group"))
        known = self.catalogue.groups
        if code is None:
            return None
        if known is not None and code not in known:
            place.key("group").refuse(
                ProblemCode.UNKNOWN_GROUP,
                f"There is no group with the code {shown(code)}. Use the code of an "
                f"existing group.{guess(code, known)}",
            )
            return None
        return MemberOf(code)

    def read_condition(
        self, raw: Mapping[str, object], place: Place
    ) -> Condition | None:
        before = len(self.problems)
        _refuse_unknown_keys(raw, _CONDITION_KEYS, place)
        fact = self.read_fact(raw["fact"], place.key("fact"))
        operator = _read_operator(fact, raw, place)
        if fact is None:
            return None
        currency = self.read_currency(fact, raw, place)
        within = _read_within(fact, raw, place)
        channel = _read_channel(fact, raw, place)
        target = _read_target(fact, raw, place)
        if operator is None:
            return None
        value = None
        if _takes_value(operator, raw, place):
            value = read_value(fact, operator, raw["value"], place.key("value"))
        if len(self.problems) > before:
            return None
        return Condition(
            fact=fact.name,
            operator=operator,
            value=value,
            currency=currency,
            within=within,
            channel=channel,
            target=target,
        )

    def read_fact(self, raw: object, place: Place) -> Fact | None:
        fact = self.catalogue.find(raw) if isinstance(raw, str) else None
        if fact is None:
            place.refuse(
                ProblemCode.UNKNOWN_FACT,
                f"{opening(raw)} is no fact. Use one of the facts in the rule "
                f"language.{guess(raw, self.fact_names())}",
            )
            return None
        if not self.catalogue.is_available(fact.name):
            place.refuse(
                ProblemCode.FACT_UNAVAILABLE,
                f'This shop does not provide "{fact.name}" ({fact.label}), so no rule '
                "can use it. Remove the condition or use another fact.",
            )
        return fact

    def fact_names(self) -> list[str]:
        attributes = (f"{ATTRIBUTE_PREFIX}{key}" for key in self.catalogue.attributes)
        return [*filter(self.catalogue.is_available, FACTS), *attributes]

    def read_currency(
        self, fact: Fact, raw: Mapping[str, object], place: Place
    ) -> str | None:
        if fact.type is not FactType.MONEY:
            _refuse_untaken(
                "currency", ProblemCode.CURRENCY_NOT_TAKEN, fact, raw, place
            )
            return None
        currency = raw.get("currency", self.catalogue.currency)
        if isinstance(currency, str) and currency in CURRENCIES:
            return currency
        if currency == "" and "currency" not in raw:
            place.refuse(
                ProblemCode.CURRENCY_MISSING,
                "The amount has no currency, and the shop has none of its own. Add "
                '"currency".',
            )
            return None
        near = currency.strip().upper() if isinstance(currency, str) else ""
        place.key("currency").refuse(
            ProblemCode.UNKNOWN_CURRENCY,
            f"{opening(currency)} is no currency. Write its three capital letters of "
            f'ISO 4217, such as "{self.catalogue.currency or "EUR"}".'
            + (f' Did you mean "{near}"?' if near in CURRENCIES else ""),
        )
        return None


def _kind_of(raw: object, place: Place) -> str | None:
    """Which of the five kinds of node this is; None when refused."""
    if not isinstance(raw, dict):
        place.refuse(
            ProblemCode.NOT_AN_OBJECT,
            f"{opening(raw)} is not a condition. Write an object with one of "
            f"{_quoted(_KINDS)}.",
        )
        return None
    kinds = [kind for kind in _KINDS if kind in raw]
    if len(kinds) == 1:
        return kinds[0]
    if kinds:
        place.refuse(
            ProblemCode.SEVERAL_KINDS,
            f"{_quoted(kinds)} stand in one object. Keep one of them, and put the "
            'others beside it in a list under "all" or "any".',
        )
    elif not raw:
        place.refuse(
            ProblemCode.EMPTY_NODE,
            f"The object is empty. Give it one of {_quoted(_KINDS)}.",
        )
    elif any(key in _CONDITION_KEYS for key in raw):
        place.key("fact").refuse(
            ProblemCode.MISSING_KEY,
            'The condition does not say about what. Add "fact".',
        )
    else:
        _refuse_unknown_keys(raw, _KINDS, place)
    return None


def _read_operator(
    fact: Fact | None, raw: Mapping[str, object], place: Place
) -> Operator | None:
    inside = place.key("operator")
    allowed = tuple(Operator) if fact is None else OPERATORS_BY_TYPE[fact.type]
    if "operator" not in raw:
        inside.refuse(
            ProblemCode.MISSING_KEY,
            'The condition has no operator. Add "operator": one of '
            f"{_quoted(allowed)}.",
        )
        return None
    named = raw["operator"]
    if not isinstance(named, str) or named not in {*Operator}:
        inside.refuse(
            ProblemCode.UNKNOWN_OPERATOR,
            f"{opening(named)} is no operator. Use one of {_quoted(allowed)}."
            + guess(named, allowed),
        )
        return None
    operator = Operator(named)
    if fact is not None and operator not in allowed:
        inside.refuse(
            ProblemCode.OPERATOR_NOT_ALLOWED,
            f'"{operator}" cannot be asked of "{fact.name}". Use one of '
            f"{_quoted(allowed)}.",
        )
        return None
    return operator


def _takes_value(operator: Operator, raw: Mapping[str, object], place: Place) -> bool:
    """Whether there is a value to read; refuses one too many and one too few."""
    if operator in _WITHOUT_VALUE:
        if "value" in raw:
            place.key("value").refuse(
                ProblemCode.VALUE_NOT_TAKEN,
                f'"{operator}" compares with nothing. Remove "value".',
            )
        return False
    if "value" not in raw:
        place.key("value").refuse(
            ProblemCode.MISSING_KEY,
            f'"{operator}" needs something to compare with. Add "value".',
        )
        return False
    return True


def _read_within(fact: Fact, raw: Mapping[str, object], place: Place) -> Window | None:
    if not fact.takes_within:
        _refuse_untaken("within", ProblemCode.WITHIN_NOT_TAKEN, fact, raw, place)
    elif "within" in raw:
        is_per_day = fact.relation is Relation.ACTIVITY
        by_day = f"{fact.label} is kept per day" if is_per_day else None
        return read_window(raw["within"], place.key("within"), by_day=by_day)
    return None


def _read_channel(fact: Fact, raw: Mapping[str, object], place: Place) -> str | None:
    if not fact.takes_channel:
        _refuse_untaken("channel", ProblemCode.CHANNEL_NOT_TAKEN, fact, raw, place)
    elif "channel" in raw:
        return read_text(raw["channel"], place.key("channel"))
    return None


def _read_target(fact: Fact, raw: Mapping[str, object], place: Place) -> Target | None:
    if not fact.targets:
        _refuse_untaken("target", ProblemCode.TARGET_NOT_TAKEN, fact, raw, place)
    elif "target" in raw:
        return read_target(fact, raw["target"], place.key("target"))
    return None


def _refuse_untaken(
    key: str, code: ProblemCode, fact: Fact, raw: Mapping[str, object], place: Place
) -> None:
    if key in raw:
        place.key(key).refuse(code, f'"{fact.name}" takes no {key}. Remove "{key}".')


def _refuse_unknown_keys(
    raw: Mapping[str, object], known: tuple[str, ...], place: Place
) -> None:
    for key in raw:
        if key not in known:
            place.key(str(key)).refuse(
                ProblemCode.UNKNOWN_KEY,
                f"{opening(key)} means nothing here. Remove it, or use one of "
                f"{_quoted(known)}.{guess(key, known)}",
            )


def _quoted(words: tuple[str, ...] | list[str]) -> str:
    return ", ".join(f'"{word}"' for word in words)
