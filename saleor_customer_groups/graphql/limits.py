"""Limits: how deep and how large an answer may be asked for.

Looked at before anything else, so that nothing which comes after, validation included,
ever sees a document that is out of bounds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

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
#: Fields and fragments that a document may have, fragments counted wherever they are used.
_FIELDS_LIMIT: Final = 3_000
#: The same of questions about the schema itself, which anybody may ask.
_INTROSPECTION_LIMIT: Final = 250
#: Validation compares each pair of fragments, and of fields that give the same value.
_FRAGMENTS_LIMIT: Final = 100
_REPEATS_LIMIT: Final = 25
#: For a name that the schema does not have, validation looks for one that is like it.
_UNKNOWN_LIMIT: Final = 10
_NAME_LIMIT: Final = 100

#: Length of a list that is no page, where nothing better is known.
_USUAL_LENGTH: Final = 10
_LENGTHS: Final = {
    ("CustomerGroupStatistics", "days"): 100,
    ("CustomerGroupBasket", "lines"): 100,
    ("CustomerGroupOrderPrices", "lines"): 100,
    ("CustomerGroupHealth", "seams"): 20,
}

#: What fields cost beyond the values that they give.
_COSTS: Final = {
    ("CustomerGroup", "statistics"): 500,
    ("CustomerGroupCustomer", "nearGroups"): 500,
    ("CustomerGroupMember", "why"): 5,
    ("CustomerGroupMember", "cause"): 5,
    ("CustomerGroupMember", "actor"): 5,
    ("Query", "previewRule"): 5_000,
    ("Query", "valueSuggestions"): 2_000,
    ("Query", "explainMembership"): 500,
    ("Query", "explainPrice"): 500,
    ("CustomerGroupCampaign", "report"): 5_000,
    ("Query", "priceTargets"): 2_000,
    ("Query", "quoteBasket"): 2_000,
    ("CustomerGroupPriceList", "warnings"): 500,
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
    fragments: dict[str, ast.FragmentDefinition] = {}
    for each in document.definitions:
        if isinstance(each, ast.FragmentDefinition):
            name = each.name.value
            if name in fragments:
                raise GraphQLError(f"There are two fragments “{_named(name)}”.")
            fragments[name] = each
    if len(fragments) > _FRAGMENTS_LIMIT:
        raise GraphQLError(f"The query has more than {_FRAGMENTS_LIMIT} fragments.")
    reader = _Reader(schema, fragments)
    for definition in document.definitions:
        if isinstance(definition, ast.OperationDefinition):
            reader.read_operation(definition, variables)
    for name in fragments.keys() - reader.used:
        raise GraphQLError(f"The fragment “{_named(name)}” is never used. Remove it.")


class _Place(NamedTuple):
    """Where in a document a selection stands: how many fields it is in, of how many items
    at most, behind which fields and fragments, and by which names in the answer."""

    depth: int = 1
    times: int = 1
    trail: tuple[str, ...] = ()
    path: tuple[str, ...] = ()


@dataclass
class _Reader:
    """Reads a document as validation and execution will, and gives up in time.

    What is counted is counted over all operations, but for the cost: only one is run.
    """

    schema: GraphQLSchema
    fragments: Mapping[str, ast.FragmentDefinition]
    variables: Mapping[str, Any] = field(default_factory=dict)
    cost: int = 0
    parts: int = 0
    introspected: int = 0
    unknown: int = 0
    used: set[str] = field(default_factory=set)
    repeats: Counter[tuple[str, ...]] = field(default_factory=Counter)

    def read_operation(
        self, operation: ast.OperationDefinition, variables: Mapping[str, Any]
    ) -> None:
        defaults = {}
        for each in operation.variable_definitions or ():
            self._type(_innermost(each.type))
            if isinstance(each.default_value, ast.IntValue):
                defaults[each.variable.name.value] = each.default_value.value
        is_mutation = operation.operation == "mutation"
        schema = self.schema
        root = schema.get_mutation_type() if is_mutation else schema.get_query_type()
        self.variables = {**defaults, **variables}
        self.cost = 0
        self.repeats.clear()
        self.read(operation.selection_set, root, _Place())
        if self.cost > COST_LIMIT:
            raise GraphQLError(
                f"The query asks for up to {self.cost:,} values, more than"
                f" {COST_LIMIT:,}. Ask for smaller pages, or for less of each item."
            )

    def read(self, selections: Any, parent: Any, place: _Place) -> None:
        """Adds up what is selected of the type."""
        for each in selections.selections if selections else ():
            self.parts += 1
            if self.parts > _FIELDS_LIMIT:
                raise GraphQLError(f"The query has more than {_FIELDS_LIMIT:,} fields.")
            match each:
                case ast.Field():
                    self.read_field(each, parent, place)
                case ast.InlineFragment():
                    narrowed = self._type(each.type_condition) or parent
                    self.read(each.selection_set, narrowed, place)
                case ast.FragmentSpread():
                    self.read_spread(each, place)

    def read_spread(self, spread: Any, place: _Place) -> None:
        name = spread.name.value
        self.used.add(name)
        fragment = self.fragments.get(name)
        # What goes round in a circle, or is not there, validation refuses.
        if fragment is None or f"...{name}" in place.trail:
            return
        self.read(
            fragment.selection_set,
            self._type(fragment.type_condition),
            place._replace(trail=(*place.trail, f"...{name}")),
        )

    def read_field(self, field: Any, parent: Any, place: _Place) -> None:
        name = field.name.value
        answer = field.alias.value if field.alias else name
        inside = place._replace(
            depth=place.depth + 1,
            trail=(*place.trail, name),
            path=(*place.path, answer),
        )
        self._count(field, parent, place, inside.path)
        if name == "__typename":
            return
        definition = self._definition(parent, name)
        if definition is None:
            # Validation refuses it, and reads all that is inside before.
            self._count_unknown(name)
            self.read(field.selection_set, None, inside)
            return
        for argument in field.arguments or ():
            if argument.name.value not in definition.args:
                self._count_unknown(argument.name.value)
        self.cost += place.times * (1 + self._extra(parent, name))
        length = self._length(field, definition.type, parent)
        self.read(
            field.selection_set,
            get_named_type(definition.type),
            inside._replace(times=place.times * length),
        )

    def _count(
        self, field: Any, parent: Any, place: _Place, path: tuple[str, ...]
    ) -> None:
        name = field.name.value
        self.repeats[path] += 1
        if self.repeats[path] > _REPEATS_LIMIT:
            raise GraphQLError(
                f"The query selects `{_named('.'.join(path))}` more than"
                f" {_REPEATS_LIMIT} times. Once is enough."
            )
        if name.startswith("__") or str(parent).startswith("__"):
            self._count_introspection(name, place.trail)
        elif place.depth > DEPTH_LIMIT:
            raise GraphQLError(
                f"The query is nested deeper than {DEPTH_LIMIT} fields, at"
                f" `{_named(name)}`."
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

    def _count_unknown(self, name: str) -> None:
        self.unknown += 1
        if self.unknown > _UNKNOWN_LIMIT or len(name) > _NAME_LIMIT:
            raise GraphQLError(
                f"The query names what the schema does not have, “{_named(name)}” for"
                " one. Look into the schema."
            )

    def _type(self, condition: Any) -> Any:
        """The type that is named. Raises GraphQLError where there is none."""
        if condition is None:
            return None
        name = condition.name.value
        found = self.schema.get_type(name)
        if found is None:
            # Validation would look among all types for one that is like it.
            raise GraphQLError(f"Unknown type “{_named(name)}”.")
        return found

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


def _innermost(type_: Any) -> Any:
    """The type that a variable's type names, whatever lists it is in."""
    while not isinstance(type_, ast.NamedType):
        type_ = type_.type
    return type_


def _named(name: str) -> str:
    return name if len(name) <= _NAME_LIMIT else f"{name[:_NAME_LIMIT]}…"
