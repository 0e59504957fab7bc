"""Limits: how deep and how large an answer may be asked for.

Looked at before anything else, so that nothing which comes after, validation included,
ever sees a document that is out of bounds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from graphql import (
    GraphQLError,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
)
from graphql.language import ast
from graphql.type.definition import get_named_type
from graphql.type.introspection import SchemaMetaFieldDef, TypeMetaFieldDef

from .connections import SIZE_LIMIT

#: Fields inside each other.
DEPTH_LIMIT: Final = 15
#: Values that an answer may have, lists taken for as long as they may be.
COST_LIMIT: Final = 100_000
#: Fields that a document may have, fragments counted wherever they are used.
_FIELDS_LIMIT: Final = 3_000
#: The same of questions about the schema itself, which anybody may ask.
_INTROSPECTION_LIMIT: Final = 250

#: Length of a list that is no page, where nothing better is known.
_USUAL_LENGTH: Final = 10
_LENGTHS: Final = {("CustomerGroupStatistics", "days"): 100}

#: What fields cost beyond the values that they give.
_COSTS: Final = {
    ("CustomerGroup", "statistics"): 500,
    ("CustomerGroupMember", "why"): 5,
    ("CustomerGroupMember", "cause"): 5,
    ("CustomerGroupMember", "actor"): 5,
    ("Query", "previewRule"): 5_000,
    ("Query", "valueSuggestions"): 2_000,
    ("Query", "explainMembership"): 500,
    ("CustomerGroupHealth", "verification"): 50_000,
}
_MUTATION_COST: Final = 5_000

#: Lists of the schema's description: none inside another, or a short question would have
#: an answer of any length.
_NESTING: Final = frozenset({"fields", "inputFields", "interfaces", "possibleTypes"})


def check_limits(
    schema: GraphQLSchema, document: ast.Document, variables: Mapping[str, Any]
) -> None:
    """Raises GraphQLError for a document that asks for too much."""
    fragments = {
        each.name.value: each
        for each in document.definitions
        if isinstance(each, ast.FragmentDefinition)
    }
    for definition in document.definitions:
        if isinstance(definition, ast.OperationDefinition):
            _check(schema, definition, fragments, variables)


def _check(
    schema: GraphQLSchema,
    operation: ast.OperationDefinition,
    fragments: Mapping[str, ast.FragmentDefinition],
    variables: Mapping[str, Any],
) -> None:
    defaults = {
        each.variable.name.value: each.default_value.value
        for each in operation.variable_definitions or ()
        if isinstance(each.default_value, ast.IntValue)
    }
    is_mutation = operation.operation == "mutation"
    root = schema.get_mutation_type() if is_mutation else schema.get_query_type()
    reader = _Reader(schema, fragments, {**defaults, **variables})
    reader.read(operation.selection_set, root, depth=1, times=1, trail=())
    if reader.cost > COST_LIMIT:
        raise GraphQLError(
            f"The query asks for up to {reader.cost:,} values, more than"
            f" {COST_LIMIT:,}. Ask for smaller pages, or for less of each item."
        )


@dataclass
class _Reader:
    schema: GraphQLSchema
    fragments: Mapping[str, ast.FragmentDefinition]
    variables: Mapping[str, Any]
    cost: int = 0
    fields: int = 0
    introspected: int = 0

    def read(
        self, selections: Any, parent: Any, *, depth: int, times: int, trail: Any
    ) -> None:
        """Adds up what is selected of ``times`` items of the type."""
        for each in selections.selections if selections else ():
            match each:
                case ast.Field():
                    self.read_field(each, parent, depth=depth, times=times, trail=trail)
                case ast.InlineFragment():
                    narrowed = self._type(each.type_condition) or parent
                    self.read(
                        each.selection_set,
                        narrowed,
                        depth=depth,
                        times=times,
                        trail=trail,
                    )
                case ast.FragmentSpread():
                    self.read_spread(each, depth=depth, times=times, trail=trail)

    def read_spread(self, spread: Any, *, depth: int, times: int, trail: Any) -> None:
        name = spread.name.value
        fragment = self.fragments.get(name)
        # What goes round in a circle, or is not there, validation refuses.
        if fragment is None or f"...{name}" in trail:
            return
        self.read(
            fragment.selection_set,
            self._type(fragment.type_condition),
            depth=depth,
            times=times,
            trail=(*trail, f"...{name}"),
        )

    def read_field(
        self, field: Any, parent: Any, *, depth: int, times: int, trail: Any
    ) -> None:
        name = field.name.value
        self._count(field, parent, depth, trail)
        definition = self._definition(parent, name)
        if definition is None:
            return
        type_ = get_named_type(definition.type)
        self.cost += times * (1 + self._extra(parent, name))
        length = self._length(field, definition.type, parent)
        self.read(
            field.selection_set,
            type_,
            depth=depth + 1,
            times=times * length,
            trail=(*trail, name),
        )

    def _count(self, field: Any, parent: Any, depth: int, trail: Any) -> None:
        name = field.name.value
        self.fields += 1
        if self.fields > _FIELDS_LIMIT:
            raise GraphQLError(f"The query has more than {_FIELDS_LIMIT:,} fields.")
        if name.startswith("__") or str(parent).startswith("__"):
            self._count_introspection(name, trail)
        elif depth > DEPTH_LIMIT:
            raise GraphQLError(
                f"The query is nested deeper than {DEPTH_LIMIT} fields, at `{name}`."
            )

    def _count_introspection(self, name: str, trail: Any) -> None:
        self.introspected += 1
        if self.introspected > _INTROSPECTION_LIMIT or (
            name in _NESTING and not _NESTING.isdisjoint(trail)
        ):
            raise GraphQLError(
                "The query asks for too much of the schema at once, at"
                f" `{name}`. Ask for types one by one."
            )

    def _type(self, condition: Any) -> Any:
        return self.schema.get_type(condition.name.value) if condition else None

    def _definition(self, parent: Any, name: str) -> Any:
        if name == "__schema":
            return SchemaMetaFieldDef
        if name == "__type":
            return TypeMetaFieldDef
        if isinstance(parent, GraphQLObjectType | GraphQLInterfaceType):
            return parent.fields.get(name)
        return None

    def _extra(self, parent: Any, name: str) -> int:
        if parent is self.schema.get_mutation_type():
            return _MUTATION_COST
        return _COSTS.get((str(parent), name), 0)

    def _length(self, field: Any, type_: Any, parent: Any) -> int:
        """How many items the field may give. Of a connection it is the page; what stands
        between it and its items is passed over."""
        if str(get_named_type(type_)).endswith("CountableConnection"):
            sizes = [
                self._size(argument.value)
                for argument in field.arguments or ()
                if argument.name.value in ("first", "last")
            ]
            return max(1, *sizes, 1)
        if isinstance(type_, GraphQLNonNull):
            type_ = type_.of_type
        is_list = isinstance(type_, GraphQLList)
        if not is_list or field.name.value == "edges" or str(parent).startswith("__"):
            return 1
        return _LENGTHS.get((str(parent), field.name.value), _USUAL_LENGTH)

    def _size(self, value: Any) -> int:
        """At most a page: whatever is more is refused when it is asked for."""
        is_variable = isinstance(value, ast.Variable)
        size: Any = (
            self.variables.get(value.name.value)
            if is_variable
            else getattr(value, "value", None)
        )
        try:
            return min(max(int(size), 0), SIZE_LIMIT)
        except (TypeError, ValueError, OverflowError):
            return 0
