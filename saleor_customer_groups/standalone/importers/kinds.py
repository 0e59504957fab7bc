"""ImportKind: what a file of one kind holds and how it becomes rows. Data, no work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from .values import ValueKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A column that a file may have, under its name or one of its aliases."""

    name: str
    kind: ValueKind = ValueKind.TEXT
    aliases: tuple[str, ...] = ()
    is_required: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A column of the table and the SQL that fills it from a staged row ``s``.

    ``needs`` names the fields of which one must be in the file; without them a row
    that is there keeps its value, and a new one gets the column's default.
    """

    column: str
    sql: str
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """SQL over staged rows ``s`` that finds lines which cannot be stored."""

    field: str
    is_bad: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportKind:
    """One noun that can be imported.

    ``key`` is the field that names a row; where a file has no such column, and
    ``is_hashed_without_key``, a hash of the row and its count among identical rows
    does. ``currency`` is SQL for that of a staged row's amounts. ``owner`` is the
    column of the table by which ``affected`` finds the customers that a change
    concerns: it selects ``customer_key`` from ``import_touched``, which has one row per
    owner. ``afterwards`` are statements to run on what was touched.
    """

    name: str
    table: str
    key: str
    fields: tuple[Field, ...]
    targets: tuple[Target, ...]
    owner: str
    affected: str
    is_hashed_without_key: bool = False
    currency: str | None = None
    has_attributes: bool = False
    checks: tuple[Check, ...] = ()
    afterwards: tuple[str, ...] = ()

    def amounts(self, fields: frozenset[str]) -> tuple[str, ...]:
        """Which of a file's fields are amounts in a currency that each row names."""
        if self.currency != OWN_CURRENCY:
            return ()
        amounts = (each.name for each in self.fields if each.kind is ValueKind.MONEY)
        return tuple(name for name in amounts if name in fields)


#: SQL for the currency of a staged row that names one, or else of the whole file.
OWN_CURRENCY: Final = "COALESCE(s.currency, %(currency)s)"


def rounded(amount: str) -> str:
    """SQL that rounds half up to the decimals of the row's currency, ``d.value``."""
    return f"ROUND({amount}, d.value)"
