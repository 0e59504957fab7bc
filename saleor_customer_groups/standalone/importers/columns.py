"""Columns: which column of a file fills which field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from saleor_customer_groups.engine.facts import ATTRIBUTE_PREFIX

from ..models import AttributeKind
from .kinds import Field, ImportKind
from .problems import UnusableFileError
from .values import ValueKind


class Column(NamedTuple):
    """A column of the file at ``position``, and the field that it fills."""

    field: Field
    position: int
    header: str


@dataclass(frozen=True, slots=True)
class AttributeColumn:
    """A column that holds a custom attribute; ``type`` is None until it is inferred."""

    key: str
    position: int
    header: str
    type: AttributeKind | None

    def field(self, number: int) -> Field:
        """The staged field; raises KeyError as long as the type is not known."""
        assert self.type is not None
        return Field(name=f"attribute_{number}", kind=_KINDS[self.type])


class Matching(NamedTuple):
    """The columns that are used, and the names of those that are not."""

    columns: tuple[Column, ...]
    attributes: tuple[AttributeColumn, ...]
    ignored: tuple[str, ...]

    @property
    def fields(self) -> frozenset[str]:
        return frozenset(column.field.name for column in self.columns)


_KINDS: Final = {
    AttributeKind.TEXT: ValueKind.TEXT,
    AttributeKind.NUMBER: ValueKind.NUMBER,
    AttributeKind.INSTANT: ValueKind.INSTANT,
    AttributeKind.DATE: ValueKind.DATE,
    AttributeKind.FLAG: ValueKind.FLAG,
    AttributeKind.SET: ValueKind.LIST,
}


def match_columns(
    kind: ImportKind, header: Sequence[str], mapping: Mapping[str, str]
) -> Matching:
    """Find each field's column: as ``mapping`` says, else by name, else by alias.

    Raises UnusableFileError where a field fits several columns or a required one none.
    """
    taken = {
        target: _position(header, name, target) for target, name in mapping.items()
    }
    _refuse_unknown_fields(kind, taken)
    free = [n for n in range(len(header)) if n not in taken.values()]
    columns = []
    for field in kind.fields:
        position = taken.get(field.name)
        if position is None:
            position = _find(field, header, free)
        if position is not None:
            columns.append(Column(field, position, header[position]))
    used = {column.position for column in columns}
    _refuse_shared(columns)
    attributes = tuple(_attributes(kind, header, taken, used))
    used.update(attribute.position for attribute in attributes)
    _require(kind, header, {column.field.name for column in columns})
    ignored = tuple(name for n, name in enumerate(header) if n not in used and name)
    return Matching(tuple(columns), attributes, ignored)


def _squashed(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.lower())


def _position(header: Sequence[str], name: str, target: str) -> int:
    for wanted in (name, name.strip().lower()):
        found = [
            n for n, column in enumerate(header) if wanted in (column, column.lower())
        ]
        if len(found) == 1:
            return found[0]
        if found:
            raise UnusableFileError(
                f'The file has several columns "{name}"; --map {target}={name} cannot '
                "tell which one is meant: rename one of them."
            )
    raise UnusableFileError(
        f'The file has no column "{name}" (--map {target}={name}); '
        f"its columns are: {_listed(header)}."
    )


def _find(field: Field, header: Sequence[str], free: Iterable[int]) -> int | None:
    names = {n: _squashed(header[n]) for n in free}
    exact = [n for n, name in names.items() if name == _squashed(field.name)]
    aliases = {_squashed(alias) for alias in field.aliases}
    found = exact or [n for n, name in names.items() if name in aliases]
    if len(found) > 1:
        raise UnusableFileError(
            f"The columns {_listed([header[n] for n in found])} could each be "
            f"{field.name}; say which with --map {field.name}=COLUMN."
        )
    return found[0] if found else None


def _refuse_unknown_fields(kind: ImportKind, taken: Iterable[str]) -> None:
    known = [field.name for field in kind.fields]
    for name in taken:
        is_attribute = kind.has_attributes and name.startswith(ATTRIBUTE_PREFIX)
        if name not in known and not is_attribute:
            raise UnusableFileError(
                f'An import of {kind.name} has no field "{name}"; its fields are: '
                f"{', '.join(known)}."
            )


def _refuse_shared(columns: Sequence[Column]) -> None:
    by_position: dict[int, Column] = {}
    for column in columns:
        other = by_position.setdefault(column.position, column)
        if other is not column:
            raise UnusableFileError(
                f'The column "{column.header}" could be {other.field.name} or '
                f"{column.field.name}; say which with --map {column.field.name}=COLUMN."
            )


def _require(kind: ImportKind, header: Sequence[str], found: set[str]) -> None:
    for field in kind.fields:
        is_hashed = field.name == kind.key and kind.is_hashed_without_key
        if field.is_required and field.name not in found and not is_hashed:
            raise UnusableFileError(
                f"No column holds {field.name}; say which one does with "
                f"--map {field.name}=COLUMN. The columns are: {_listed(header)}."
            )


def _attributes(
    kind: ImportKind, header: Sequence[str], taken: Mapping[str, int], used: set[int]
) -> Iterable[AttributeColumn]:
    if not kind.has_attributes:
        return
    named = {position: name for name, position in taken.items()}
    keys: set[str] = set()
    for position, column in enumerate(header):
        name = named.get(position, column)
        if position in used or not name.startswith(ATTRIBUTE_PREFIX):
            continue
        attribute = _attribute(name, position, column)
        if attribute.key in keys:
            raise UnusableFileError(
                f"Two columns hold the attribute {attribute.key}; rename one of them."
            )
        keys.add(attribute.key)
        yield attribute


def _attribute(name: str, position: int, header: str) -> AttributeColumn:
    key, _, type_name = name.removeprefix(ATTRIBUTE_PREFIX).partition(":")
    key = key.strip()
    if not key:
        raise UnusableFileError(
            f'The column "{name}" names no attribute: attribute:KEY.'
        )
    if not type_name:
        return AttributeColumn(key, position, header, None)
    try:
        return AttributeColumn(key, position, header, AttributeKind(type_name.strip()))
    except ValueError as error:
        raise UnusableFileError(
            f'"{type_name}" in "{name}" is not a type of attribute; the types are: '
            f"{', '.join(AttributeKind.values)}."
        ) from error


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
