"""RuleProblem: what is wrong with a rule document, where, and how to fix it."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final, NamedTuple

#: A document with more is not read by a person; it bounds memory for hostile ones.
PROBLEMS_LIMIT: Final = 1000

_SHOWN_LENGTH: Final = 60
_SHOWN_NUMBER: Final = 10**15


class ProblemCode(StrEnum):
    """Stable names of everything that is refused."""

    NOT_AN_OBJECT = "NOT_AN_OBJECT"
    NOT_A_LIST = "NOT_A_LIST"
    WRONG_VERSION = "WRONG_VERSION"
    MISSING_KEY = "MISSING_KEY"
    UNKNOWN_KEY = "UNKNOWN_KEY"
    EMPTY_NODE = "EMPTY_NODE"
    SEVERAL_KINDS = "SEVERAL_KINDS"
    TOO_DEEP = "TOO_DEEP"
    TOO_MANY_CONDITIONS = "TOO_MANY_CONDITIONS"
    UNKNOWN_GROUP = "UNKNOWN_GROUP"
    UNKNOWN_FACT = "UNKNOWN_FACT"
    FACT_UNAVAILABLE = "FACT_UNAVAILABLE"
    UNKNOWN_OPERATOR = "UNKNOWN_OPERATOR"
    OPERATOR_NOT_ALLOWED = "OPERATOR_NOT_ALLOWED"
    VALUE_NOT_TAKEN = "VALUE_NOT_TAKEN"
    WRONG_VALUE = "WRONG_VALUE"
    OUT_OF_RANGE = "OUT_OF_RANGE"
    TOO_PRECISE = "TOO_PRECISE"
    WRONG_ORDER = "WRONG_ORDER"
    WITHOUT_TIME_ZONE = "WITHOUT_TIME_ZONE"
    BLANK_TEXT = "BLANK_TEXT"
    TEXT_TOO_LONG = "TEXT_TOO_LONG"
    TEXT_NOT_STORABLE = "TEXT_NOT_STORABLE"
    EMPTY_LIST = "EMPTY_LIST"
    TOO_MANY_VALUES = "TOO_MANY_VALUES"
    UNKNOWN_CHOICE = "UNKNOWN_CHOICE"
    WRONG_WINDOW = "WRONG_WINDOW"
    HOURS_NOT_ALLOWED = "HOURS_NOT_ALLOWED"
    UNKNOWN_CURRENCY = "UNKNOWN_CURRENCY"
    CURRENCY_MISSING = "CURRENCY_MISSING"
    CURRENCY_NOT_TAKEN = "CURRENCY_NOT_TAKEN"
    WITHIN_NOT_TAKEN = "WITHIN_NOT_TAKEN"
    CHANNEL_NOT_TAKEN = "CHANNEL_NOT_TAKEN"
    TARGET_NOT_TAKEN = "TARGET_NOT_TAKEN"
    WRONG_TARGET = "WRONG_TARGET"


class RuleProblem(NamedTuple):
    """One problem: ``path`` is such as ``rule.all[1].not.value``."""

    path: str
    code: ProblemCode
    message: str


class InvalidRule(ValueError):  # noqa: N818 - the word the schema and merchants read
    """The rule document is refused; ``problems`` says everything that is wrong."""

    def __init__(self, problems: tuple[RuleProblem, ...]) -> None:
        super().__init__(problems)
        self.problems = problems

    def __str__(self) -> str:
        found = len(self.problems)
        title = f"The rule has {found} {'problem' if found == 1 else 'problems'}:"
        return f"{title}\n{in_lines(self.problems)}"


def in_lines(problems: Iterable[RuleProblem]) -> str:
    """A line for each problem: where it is, what it is, and its code."""
    return "\n".join(
        f"- {each.path}: {each.message} ({each.code})" for each in problems
    )


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the document a reader is; what it refuses there is kept."""

    path: str
    problems: list[RuleProblem]

    def key(self, key: str) -> Place:
        shown = key if key.isidentifier() and key.isascii() else None
        if shown is None or len(key) > _SHOWN_LENGTH:
            return Place(f"{self.path}[{shown_text(key)}]", self.problems)
        return Place(f"{self.path}.{key}" if self.path else key, self.problems)

    def item(self, index: int) -> Place:
        return Place(f"{self.path}[{index}]", self.problems)

    def refuse(self, code: ProblemCode, message: str) -> None:
        if len(self.problems) < PROBLEMS_LIMIT:
            self.problems.append(RuleProblem(self.path, code, message))


def shown(value: object) -> str:
    """The value as a message names it: short, printable, never nested."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            return shown_text(value)
        case int():
            return str(value) if abs(value) < _SHOWN_NUMBER else "a number that large"
        case float() | Decimal():
            return str(value)[:_SHOWN_LENGTH]
        case list() | tuple():
            return "a list"
        case dict():
            return "an object"
        case _:
            return "something that JSON does not have"


def opening(value: object) -> str:
    """The value as a sentence begins with it."""
    text = shown(value)
    return text[:1].upper() + text[1:]


def shown_text(text: str) -> str:
    """The text in double quotes, shortened, without characters that cannot print."""
    cut = text if len(text) <= _SHOWN_LENGTH else text[: _SHOWN_LENGTH - 1] + "…"
    quoted = json.dumps(cut, ensure_ascii=False)
    return quoted.encode("utf-8", "backslashreplace").decode()


def guess(wrong: object, known: Iterable[str]) -> str:
    """A sentence with the nearest known word and a space before it, or nothing."""
    if not isinstance(wrong, str):
        return ""
    short = wrong[:_SHOWN_LENGTH].strip().lower()
    near = difflib.get_close_matches(short, list(known), n=1, cutoff=0.6)
    return f' Did you mean "{near[0]}"?' if near else ""
