"""The schema: its names, what it says of itself, and the document of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLObjectType,
    build_ast_schema,
    parse,
)

from saleor_customer_groups.graphql.printer import print_schema
from saleor_customer_groups.graphql.schema import shared_schema

DOCUMENT = (
    Path(__file__).parents[2] / "saleor_customer_groups" / "graphql" / "schema.graphql"
)

#: Of Relay and GraphQL, or the very same in Saleor.
SHARED = {
    *("Query", "Mutation", "PageInfo", "OrderDirection"),
    *("Date", "DateTime", "Decimal", "JSON", "Upload"),
    *("String", "Boolean", "Int", "Float", "ID"),
}


def types() -> dict[str, Any]:
    found = shared_schema().get_type_map()
    return {name: type_ for name, type_ in found.items() if not name.startswith("__")}


def test_schema__in_the_repository__is_fresh() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == print_schema(), (
        "schema.graphql is stale: make docs writes it."
    )


def test_schema__printed__is_read_back_as_the_same() -> None:
    # This parser is older than descriptions are.
    bare = re.sub(r'"""[^"]*(?:"(?!"")[^"]*)*"""', "", print_schema())
    read = build_ast_schema(parse(bare))

    assert set(types()) == {n for n in read.get_type_map() if not n.startswith("__")}
    for name, type_ in types().items():
        if isinstance(type_, GraphQLObjectType | GraphQLInputObjectType):
            again = read.get_type(name).fields
            assert {n: str(f.type) for n, f in again.items()} == {
                n: str(f.type) for n, f in type_.fields.items()
            }


def test_types__but_those_of_everybody__have_a_name_of_their_own() -> None:
    own = set(types()) - SHARED

    assert [name for name in own if not name.startswith("CustomerGroup")] == []
    assert own


def undescribed() -> Iterator[str]:
    for name, type_ in types().items():
        if not type_.description and name not in {"Query", "Mutation"}:
            yield name
        if isinstance(type_, GraphQLEnumType | GraphQLInputObjectType):
            continue
        for field_name, field in getattr(type_, "fields", {}).items():
            if not field.description:
                yield f"{name}.{field_name}"
            for argument_name, argument in field.args.items():
                if not argument.description:
                    yield f"{name}.{field_name}.{argument_name}"
    for name, type_ in types().items():
        if isinstance(type_, GraphQLInputObjectType):
            for field_name, field in type_.fields.items():
                if not field.description:
                    yield f"{name}.{field_name}"


def test_schema__everywhere__says_what_it_means() -> None:
    assert list(undescribed()) == []
