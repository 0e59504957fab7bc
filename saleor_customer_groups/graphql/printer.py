"""Printer: the schema as a document, with all that it says of itself.

``python -m saleor_customer_groups.graphql.printer`` prints it; with ``--additions`` what
the standalone host adds; with the dotted path of a class after that, its mutations.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLObjectType,
    GraphQLScalarType,
)
from graphql.language.printer import print_ast
from graphql.utils.ast_from_value import ast_from_value

_BUILT_IN = frozenset({"String", "Boolean", "Int", "Float", "ID"})


def print_schema() -> str:
    """The schema that every host offers, in GraphQL's own language: types by name, each
    field with its description."""
    from .schema import shared_schema

    schema = shared_schema()
    heading = "schema {\n  query: Query\n  mutation: Mutation\n}"
    return _joined([heading, *map(_type, _types(schema).values())])


def print_additions(mutation: str = "") -> str:
    """What this process's host adds to it; or the class of that path, as mutations."""
    from .schema import Addition, build_schema, get_schema, shared_schema

    added = build_schema([Addition(mutation=mutation)]) if mutation else get_schema()
    shared, whole = _types(shared_schema()), _types(added)
    roots = [
        _extension(name, whole[name].fields, shared[name].fields)
        for name in ("Query", "Mutation")
        if whole[name].fields.keys() - shared[name].fields.keys()
    ]
    own = [type_ for name, type_ in whole.items() if name not in shared]
    return _joined([*roots, *map(_type, own)])


def _types(schema: Any) -> dict[str, Any]:
    return {
        name: type_
        for name, type_ in sorted(schema.get_type_map().items())
        if not name.startswith("__") and name not in _BUILT_IN
    }


def _joined(parts: Iterable[str]) -> str:
    return "\n\n".join(parts) + "\n"


def _extension(name: str, fields: Mapping[str, Any], known: Mapping[str, Any]) -> str:
    added = (_field(key, field) for key, field in fields.items() if key not in known)
    return "\n".join(_block(f"extend type {name}", added))


def _type(type_: Any) -> str:
    match type_:
        case GraphQLScalarType():
            lines: Iterable[str] = [f"scalar {type_.name}"]
        case GraphQLEnumType():
            lines = _block(f"enum {type_.name}", map(_value, type_.values))
        case GraphQLInputObjectType():
            fields = (_input(name, f) for name, f in type_.fields.items())
            lines = _block(f"input {type_.name}", fields)
        case GraphQLObjectType():
            fields = (_field(name, field) for name, field in type_.fields.items())
            lines = _block(f"type {type_.name}", fields)
        case _:
            raise TypeError(f"{type_} is of a kind that the schema has not.")
    return "\n".join([*_described(type_.description, ""), *lines])


def _block(heading: str, parts: Iterable[list[str]]) -> Iterator[str]:
    yield f"{heading} {{"
    for position, part in enumerate(parts):
        if position:
            yield ""
        yield from part
    yield "}"


def _value(value: Any) -> list[str]:
    return [*_described(value.description, "  "), f"  {value.name}"]


def _input(name: str, field: Any, indent: str = "  ") -> list[str]:
    default = ""
    if field.default_value is not None:
        default = f" = {print_ast(ast_from_value(field.default_value, field.type))}"
    described = _described(field.description, indent)
    return [*described, f"{indent}{name}: {field.type}{default}"]


def _field(name: str, field: Any) -> list[str]:
    lines = _described(field.description, "  ")
    if not field.args:
        return [*lines, f"  {name}: {field.type}"]
    lines.append(f"  {name}(")
    for position, (argument, definition) in enumerate(field.args.items()):
        lines += [""] if position else []
        lines += _input(argument, definition, "    ")
    return [*lines, f"  ): {field.type}"]


def _described(text: str | None, indent: str) -> list[str]:
    if not text:
        return []
    lines = text.strip().splitlines()
    if len(lines) == 1:
        return [f'{indent}"""{lines[0]}"""']
    inside = [f"{indent}{line}".rstrip() for line in lines]
    return [f'{indent}"""', *inside, f'{indent}"""']


if __name__ == "__main__":
    import django

    os.environ.setdefault(
        "DJANGO_SETTINGS_MODULE", "saleor_customer_groups.standalone.settings"
    )
    django.setup()
    match sys.argv[1:]:
        case ["--additions", *paths]:
            sys.stdout.write(print_additions(*paths))
        case _:
            sys.stdout.write(print_schema())
