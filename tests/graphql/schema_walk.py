"""Writes a valid request for any field at the top of the schema."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
)
from graphql.type.definition import get_named_type

from saleor_customer_groups.graphql.schema import get_schema

from .asking import global_id, user_id


def root_fields() -> list[tuple[str, str]]:
    """("query" or "mutation", name) of every field at the top."""
    schema = get_schema()
    roots = {"query": schema.get_query_type(), "mutation": schema.get_mutation_type()}
    return [(kind, name) for kind, root in roots.items() for name in root.fields]


def request_of(kind: str, name: str, group_pk: int, customer: str) -> str:
    """A request with every argument of the field given, about that group and customer."""
    schema = get_schema()
    root = schema.get_query_type() if kind == "query" else schema.get_mutation_type()
    field = root.fields[name]
    ids = {"group": global_id("CustomerGroup", group_pk), "customer": user_id(customer)}
    given = {
        argument: _value(argument, definition.type, ids)
        for argument, definition in field.args.items()
        if argument not in {"before", "after", "last", "search", "file"}
        and not (name == "customerGroup" and argument == "code")
    }
    if name == "customerGroupCustomer":
        given["id"] = f'"{ids["customer"]}"'
    if name == "customerGroupExportFile":
        given["id"] = f'"{global_id("CustomerGroupExportFile", 1)}"'
    arguments = ", ".join(f"{key}: {value}" for key, value in given.items())
    called = f"{name}({arguments})" if arguments else name
    return f"{kind} {{ {called} {_selection(field.type)} }}"


def _value(name: str, type_: Any, ids: Mapping[str, str]) -> str:
    if isinstance(type_, GraphQLNonNull):
        return _value(name, type_.of_type, ids)
    if isinstance(type_, GraphQLList):
        return f"[{_value(name, type_.of_type, ids)}]"
    if isinstance(type_, GraphQLEnumType):
        return type_.values[-1].name
    if isinstance(type_, GraphQLInputObjectType):
        wanted = {"name", "language", "text", "value", "field", "direction", "joins"}
        wanted |= {"leaves", "description", "variant", "quantity"}
        pairs = [
            f"{key}: {_value(key, field.type, ids)}"
            for key, field in type_.fields.items()
            if key in wanted
        ]
        return f"{{{', '.join(pairs)}}}"
    match type_.name, name:
        case "ID", ("customer" | "customers"):
            return f'"{ids["customer"]}"'
        case "ID", _:
            return f'"{ids["group"]}"'
        case "JSON", _:
            rule = '{fact: "order_count", operator: "at_least", value: 1}'
            return f"{{version: 1, rule: {rule}}}"
        case "Int", _:
            return "5"
        case "Boolean", _:
            return "false"
        case "DateTime", _:
            return '"2024-01-01T00:00:00Z"'
        case "String", "fact":
            return '"country"'
        case "String", "text":
            return f'"{ids["customer"]}"'
        case _:
            return '"x"'


def _selection(type_: Any) -> str:
    named = get_named_type(type_)
    assert isinstance(named, GraphQLObjectType), named
    fields = named.fields
    if "errors" in fields:
        return "{ errors { code message } }"
    if "totalCount" in fields:
        return "{ totalCount edges { cursor } }"
    return "{ __typename }"
