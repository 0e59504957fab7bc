"""Values: reads what a condition compares with, by the fact's type and the operator."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Final, Literal, TypeAlias, assert_never

from .amounts import AMOUNT_LIMIT, read_amount, read_count
from .facts import Fact, Relation
from .operators import FactType, Operator
from .problems import Place, ProblemCode, guess, opening, shown
from .rules import Between, Target, TargetKind, Value
from .text import text_key
from .times import ANNIVERSARY_LIMITS, read_date, read_time, read_window, time_range

RANK_LIMIT: Final = 100
TEXT_LIMIT: Final = 200
VALUES_LIMIT: Final = 1000


_Timely: TypeAlias = Literal[
    Operator.BEFORE,
    Operator.AFTER,
    Operator.ON,
    Operator.IN_THE_LAST,
    Operator.MORE_THAN_AGO,
    Operator.IN_THE_NEXT,
    Operator.ANNIVERSARY_IN_THE_NEXT,
    Operator.ANNIVERSARY_IN_THE_LAST,
    Operator.MONTH_IS,
]


def read_value(
    fact: Fact, operator: Operator, raw: object, place: Place
) -> Value | None:
    """The value that the operator compares the fact with; None when refused.

    Amounts are ``Decimal`` in the condition's currency, instants aware UTC.
    """
    match operator:
        case Operator.IS | Operator.IS_NOT:
            return _read_single(fact, raw, place)
        case (
            Operator.GREATER_THAN
            | Operator.AT_LEAST
            | Operator.LESS_THAN
            | Operator.AT_MOST
        ):
            return _read_number(fact, raw, place)
        case Operator.CONTAINS | Operator.STARTS_WITH:
            return read_text(raw, place)
        case (
            Operator.IS_ONE_OF
            | Operator.IS_NONE_OF
            | Operator.INCLUDES_ANY
            | Operator.INCLUDES_ALL
            | Operator.INCLUDES_NONE
        ):
            return read_texts(raw, place, choices=fact.choices)
        case Operator.BETWEEN:
            return _read_between(fact, raw, place)
        case (
            Operator.BEFORE
            | Operator.AFTER
            | Operator.ON
            | Operator.IN_THE_LAST
            | Operator.MORE_THAN_AGO
            | Operator.IN_THE_NEXT
            | Operator.ANNIVERSARY_IN_THE_NEXT
            | Operator.ANNIVERSARY_IN_THE_LAST
            | Operator.MONTH_IS
        ):
            return _read_timely(fact, operator, raw, place)
        case Operator.IS_KNOWN | Operator.IS_UNKNOWN:
            return None
        case _:
            assert_never(operator)


def _read_timely(
    fact: Fact, operator: _Timely, raw: object, place: Place
) -> Value | None:
    match operator:
        case Operator.BEFORE | Operator.AFTER:
            return read_time(fact, raw, place)
        case Operator.ON:
            return read_date(raw, place)
        case Operator.IN_THE_LAST | Operator.MORE_THAN_AGO | Operator.IN_THE_NEXT:
            return read_window(raw, place, by_day=_whole_day(fact))
        case Operator.ANNIVERSARY_IN_THE_NEXT | Operator.ANNIVERSARY_IN_THE_LAST:
            by_day = "An anniversary is a whole day"
            return read_window(raw, place, by_day=by_day, limits=ANNIVERSARY_LIMITS)
        case Operator.MONTH_IS:
            return read_count(raw, place, lowest=1, highest=12)
        case _:
            assert_never(operator)


def _read_single(fact: Fact, raw: object, place: Place) -> Value | None:
    match fact.type:
        case FactType.MONEY | FactType.COUNT | FactType.NUMBER:
            return _read_number(fact, raw, place)
        case FactType.TEXT | FactType.TEXT_SET:
            return read_text(raw, place)
        case FactType.CHOICE:
            return read_text(raw, place, choices=fact.choices)
        case FactType.FLAG:
            return _read_flag(raw, place)
        case FactType.INSTANT | FactType.DATE:
            return read_time(fact, raw, place)
        case _:
            assert_never(fact.type)


def _read_flag(raw: object, place: Place) -> bool | None:
    if isinstance(raw, bool):
        return raw
    place.refuse(
        ProblemCode.WRONG_VALUE,
        f"A yes-or-no fact cannot be {shown(raw)}. Write true or false, without "
        "quotes.",
    )
    return None


def _read_number(fact: Fact, raw: object, place: Place) -> Decimal | int | None:
    match fact.type:
        case FactType.MONEY:
            return read_amount(raw, place, lowest=0)
        case FactType.COUNT if fact.relation is Relation.RANKS:
            return read_count(raw, place, highest=RANK_LIMIT)
        case FactType.COUNT:
            return read_count(raw, place)
        case _:
            return read_amount(raw, place, lowest=1 - AMOUNT_LIMIT)


def read_text(
    raw: object, place: Place, *, choices: tuple[str, ...] = ()
) -> str | None:
    """The text as written, not blank, that PostgreSQL can store; one of the choices."""
    if not isinstance(raw, str):
        place.refuse(
            ProblemCode.WRONG_VALUE,
            f"{opening(raw)} is not a text. Write one in double quotes.",
        )
        return None
    problem = _text_problem(raw, choices)
    if problem is None:
        return raw
    place.refuse(*problem)
    return None


def _text_problem(
    text: str, choices: tuple[str, ...]
) -> tuple[ProblemCode, str] | None:
    if choices and text not in choices:
        known = ", ".join(f'"{choice}"' for choice in choices)
        return (
            ProblemCode.UNKNOWN_CHOICE,
            f"{shown(text)} is not a choice here. Use one of {known}."
            + guess(text, choices),
        )
    if len(text) > TEXT_LIMIT:
        return (
            ProblemCode.TEXT_TOO_LONG,
            f"The text has {len(text)} characters. Shorten it to {TEXT_LIMIT}.",
        )
    if "\x00" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        return (
            ProblemCode.TEXT_NOT_STORABLE,
            f"{shown(text)} contains a character that no database can store (NUL or "
            "half of a surrogate pair). Remove it.",
        )
    if not text_key(text).strip():
        return (
            ProblemCode.BLANK_TEXT,
            "The text is blank, and nothing can be compared with it. Write a text, or "
            'use the operator "is_unknown".',
        )
    return None


def read_texts(
    raw: object, place: Place, *, choices: tuple[str, ...] = ()
) -> tuple[str, ...] | None:
    """A list of texts, 1 to 1000 of them."""
    if not isinstance(raw, list):
        place.refuse(
            ProblemCode.NOT_A_LIST,
            f"{opening(raw)} is not a list of texts. Put the text or texts "
            'in square brackets: ["a", "b"].',
        )
        return None
    if not raw:
        place.refuse(
            ProblemCode.EMPTY_LIST,
            "The list is empty. Put at least one text into it.",
        )
        return None
    if len(raw) > VALUES_LIMIT:
        place.refuse(
            ProblemCode.TOO_MANY_VALUES,
            f"The list has {len(raw)} texts, more than {VALUES_LIMIT}. Shorten it, or "
            "split it into several conditions.",
        )
        return None
    read = [
        read_text(item, place.item(i), choices=choices) for i, item in enumerate(raw)
    ]
    texts = tuple(text for text in read if text is not None)
    return texts if len(texts) == len(read) else None


def _read_between(fact: Fact, raw: object, place: Place) -> Between | None:
    if not isinstance(raw, dict) or raw.keys() != {"from", "to"}:
        place.refuse(
            ProblemCode.WRONG_VALUE,
            'The value of "between" is an object with both ends and nothing else: '
            '{"from": …, "to": …}.',
        )
        return None
    if fact.type in {FactType.INSTANT, FactType.DATE}:
        low = read_time(fact, raw["from"], place.key("from"))
        high = read_time(fact, raw["to"], place.key("to"))
        return time_range(low, high, place)
    first = _read_number(fact, raw["from"], place.key("from"))
    last = _read_number(fact, raw["to"], place.key("to"))
    if first is None or last is None:
        return None
    if first > last:
        place.refuse(
            ProblemCode.WRONG_ORDER,
            f'"from" ({first}) is greater than "to" ({last}). Swap them.',
        )
        return None
    return Between(first, last)


def _whole_day(fact: Fact) -> str | None:
    return f"{fact.label} is a whole day" if fact.type is FactType.DATE else None


def read_target(fact: Fact, raw: object, place: Place) -> Target | None:
    """What was bought, viewed or searched for: one kind, one or more texts."""
    kinds = ", ".join(kind.value for kind in fact.targets)
    if not isinstance(raw, dict) or len(raw) != 1:
        place.refuse(
            ProblemCode.WRONG_TARGET,
            f"A target is an object with one kind, such as "
            f'{{"{fact.targets[0]}": "…"}}. The kinds of "{fact.name}" are {kinds}.',
        )
        return None
    key, named = next(iter(raw.items()))
    if key not in _values(fact.targets):
        place.refuse(
            ProblemCode.WRONG_TARGET,
            f'{shown(key)} is no target of "{fact.name}". Use one of {kinds}.'
            + guess(key, _values(fact.targets)),
        )
        return None
    if isinstance(named, list):
        values = read_texts(named, place.key(key))
    else:
        text = read_text(named, place.key(key))
        values = None if text is None else (text,)
    return None if values is None else Target(TargetKind(key), values)


def _values(kinds: Iterable[TargetKind]) -> frozenset[str]:
    return frozenset(kind.value for kind in kinds)
