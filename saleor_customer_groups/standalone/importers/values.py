"""Values: how the text of a cell becomes what COPY stores, or is refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from saleor_customer_groups.engine.currencies import CURRENCIES

from ..models import Consent
from .problems import BadValueError

#: COPY is told so: no value that is there is empty.
NULL: Final = ""
CATEGORY_SEPARATOR: Final = ">"

Read = Callable[[str], str]


class ValueKind(StrEnum):
    """What a field holds. Lists are separated by | or ;, category paths by >."""

    TEXT = "text"
    INSTANT = "instant"
    DATE = "date"
    MONEY = "money"  # 0 or more
    NUMBER = "number"
    COUNT = "count"  # whole, 0 or more
    FLAG = "flag"
    CURRENCY = "currency"
    CONSENT = "consent"
    CHOICE = "choice"
    LIST = "list"
    PATH = "path"


SQL_TYPES: Final[Mapping[ValueKind, str]] = {
    ValueKind.TEXT: "text",
    ValueKind.INSTANT: "timestamptz",
    ValueKind.DATE: "date",
    ValueKind.MONEY: "numeric",
    ValueKind.NUMBER: "numeric",
    ValueKind.COUNT: "integer",
    ValueKind.FLAG: "boolean",
    ValueKind.CURRENCY: "text",
    ValueKind.CONSENT: "text",
    ValueKind.CHOICE: "text",
    ValueKind.LIST: "text[]",
    ValueKind.PATH: "text[]",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Conventions:
    """How a file writes dates and numbers; ``zone`` is that of times without one."""

    zone: ZoneInfo
    date_format: str | None = None
    has_decimal_comma: bool = False


# --- every kind ----------------------------------------------------------------------


def converter(
    kind: ValueKind, conventions: Conventions, choices: Mapping[str, str]
) -> Read:
    """What turns a cell, stripped and not empty, into the text that COPY takes.

    It raises BadValueError with the reason for a cell that cannot be read.
    """
    by_kind: dict[ValueKind, Read] = {
        ValueKind.TEXT: escaped,
        ValueKind.INSTANT: lambda text: _stored_instant(text, conventions),
        ValueKind.DATE: lambda text: read_day(text, conventions).isoformat(),
        ValueKind.MONEY: lambda text: _not_negative(read_number(text, conventions)),
        ValueKind.NUMBER: lambda text: read_number(text, conventions),
        ValueKind.COUNT: lambda text: _read_count(text, conventions),
        ValueKind.FLAG: lambda text: _chosen(text, _FLAGS),
        ValueKind.CURRENCY: read_currency,
        ValueKind.CONSENT: lambda text: _chosen(text, _CONSENTS),
        ValueKind.CHOICE: lambda text: _chosen(text, choices),
        ValueKind.LIST: lambda text: _array(re.split(r"[|;]", text)),
        ValueKind.PATH: lambda text: _array(text.split(CATEGORY_SEPARATOR)),
    }
    return by_kind[kind]


# --- text and lists ------------------------------------------------------------------

_ESCAPES: Final = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


def escaped(value: str) -> str:
    """The text as COPY takes it."""
    if "\0" in value:
        raise BadValueError("has a NUL character, which no text may have")
    return value.translate(_ESCAPES)


def _array(values: Sequence[str]) -> str:
    quoted = (
        '"' + value.strip().replace("\\", "\\\\").replace('"', '\\"') + '"'
        for value in values
        if value.strip()
    )
    return escaped("{" + ",".join(quoted) + "}")


# --- closed sets ---------------------------------------------------------------------

_FLAGS: Final = {
    **dict.fromkeys(("true", "t", "yes", "y", "1"), "t"),
    **dict.fromkeys(("false", "f", "no", "n", "0"), "f"),
}
_CONSENTS: Final = {
    **{consent.value: consent.value for consent in Consent},
    **{word: Consent.SUBSCRIBED.value for word, flag in _FLAGS.items() if flag == "t"},
    **{
        word: Consent.UNSUBSCRIBED.value for word, flag in _FLAGS.items() if flag == "f"
    },
}


def _chosen(value: str, choices: Mapping[str, str]) -> str:
    found = choices.get(value.lower()) or choices.get(
        re.sub(r"\W+", "_", value.lower())
    )
    if found is None:
        raise BadValueError(f'"{value}" is none of {", ".join(choices)}')
    return found


def read_currency(value: str) -> str:
    """The currency's code in capitals."""
    code = value.upper()
    if code not in CURRENCIES:
        raise BadValueError(f'"{value}" is not the code of a currency such as EUR')
    return code


# --- numbers -------------------------------------------------------------------------

_POINT: Final = re.compile(
    r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,2})?"
)
_GROUPED_POINT: Final = re.compile(
    r"[+-]?[0-9]{1,3}(?:(?:,[0-9]{3})+\.[0-9]+|(?:,[0-9]{3}){2,})"
)
_COMMA: Final = re.compile(r"[+-]?(?:[0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+)(?:,[0-9]*)?")
_LIMIT: Final = Decimal(10) ** 14


def read_number(value: str, conventions: Conventions) -> str:
    """The number with a decimal point, exactly as written, below 10^14."""
    if conventions.has_decimal_comma:
        if not _COMMA.fullmatch(value):
            raise BadValueError(f'"{value}" is not a number with a decimal comma')
        value = value.replace(".", "").replace(",", ".")
    elif not _POINT.fullmatch(value):
        if _GROUPED_POINT.fullmatch(value):
            value = value.replace(",", "")
        elif "," in value and _COMMA.fullmatch(value):
            raise BadValueError(
                f'"{value}" can be read in two ways; if the comma is the decimal sign, '
                "say --decimal-comma, else leave the comma out"
            )
        else:
            raise BadValueError(f'"{value}" is not a number')
    number = Decimal(value)
    if abs(number) >= _LIMIT:
        raise BadValueError(f'"{value}" is too large')
    return f"{number:f}"


def _not_negative(number: str) -> str:
    if number.startswith("-") and Decimal(number):
        raise BadValueError(
            f"{number} is below 0; what was given back is imported as refunds"
        )
    return number.removeprefix("-")


def _read_count(value: str, conventions: Conventions) -> str:
    number = Decimal(read_number(value, conventions))
    if number != number.to_integral_value() or not 0 <= number < 10**9:
        raise BadValueError(f'"{value}" is not a whole number from 0 to 999,999,999')
    return str(int(number))


# --- times ---------------------------------------------------------------------------

_ISO: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,6})?)?"
    r"(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)?)?"
)
_TOO_FINE: Final = re.compile(r"[0-9-]{10}[T ][0-9:]{8}[.,][0-9]{7,}(?:Z|[+-][0-9:]+)?")
_YEAR_FIRST: Final = re.compile(
    r"[0-9]{4}(?P<sign>[-/.])[0-9]{1,2}(?P=sign)[0-9]{1,2}"
    r"(?:(?P<between>[T ])[0-9]{1,2}:[0-9]{2}(?P<seconds>:[0-9]{2})?"
    r"(?P<zone> ?[+-][0-9]{2}:?[0-9]{2})?)?"
)
_COMPACT: Final = re.compile(
    r"(?:1[6-9]|2[0-9])[0-9]{6}(?:T[0-9]{6}(?:Z|[+-][0-9]{4})?)?"
)


def read_instant(value: str, conventions: Conventions) -> datetime:
    """The instant in UTC; a time without a zone is in the conventions' zone.

    A day without a time is its first instant. Of a time that a clock change makes
    come twice, the first is meant.
    """
    found = _formatted(value, conventions) or _iso(value)
    if found.tzinfo is None:
        found = found.replace(tzinfo=conventions.zone)
    try:
        return found.astimezone(UTC)
    except OverflowError as error:
        raise BadValueError(f'"{value}" is out of range') from error


def _stored_instant(value: str, conventions: Conventions) -> str:
    # Three times as fast as isoformat() of an aware datetime.
    return f"{read_instant(value, conventions).replace(tzinfo=None).isoformat()}Z"


def read_day(value: str, conventions: Conventions) -> date:
    """The day as written, whatever the time of day beside it."""
    return (_formatted(value, conventions) or _iso(value)).date()


def _formatted(value: str, conventions: Conventions) -> datetime | None:
    if conventions.date_format is None:
        return None
    try:
        return datetime.strptime(value, conventions.date_format)  # noqa: DTZ007
    except ValueError as error:
        # A date with dashes in ISO 8601 has one meaning, whatever the others are.
        if _ISO.fullmatch(value):
            return None
        raise BadValueError(
            f'"{value}" is written neither as --date-format '
            f'"{conventions.date_format}" says nor in ISO 8601 (2011-02-01)'
        ) from error


def _iso(value: str) -> datetime:
    if not (_ISO.fullmatch(value) or _COMPACT.fullmatch(value)):
        if _TOO_FINE.fullmatch(value):
            raise BadValueError(
                f'"{value}" has more than 6 decimals of a second; leave the rest out'
            )
        raise BadValueError(
            f'"{value}" is not a date in ISO 8601 (2011-02-01) or YYYYMMDD; say how to '
            f'read it with --date-format, for instance --date-format "{_likely(value)}"'
        )
    try:
        return datetime.fromisoformat(value)
    except ValueError as error:
        raise BadValueError(f'"{value}" is not a date that exists') from error


def _likely(value: str) -> str:
    """The format of a date that begins with the year; an example for any other."""
    found = _YEAR_FIRST.fullmatch(value)
    if found is None:
        return "%d/%m/%Y"
    text = "%Y{sign}%m{sign}%d".format(**found.groupdict())
    if found["between"]:
        text += f"{found['between']}%H:%M" + (":%S" if found["seconds"] else "")
    if found["zone"]:
        text += " %z" if found["zone"].startswith(" ") else "%z"
    return text
