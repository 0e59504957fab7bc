"""Schema: built when it is first asked for, and once in a process."""

from __future__ import annotations

from functools import cache
from typing import Any, Final, NamedTuple

import graphene
from django.utils.module_loading import import_string


class Addition(NamedTuple):
    """Dotted paths of classes whose fields a host adds at the top, if it does."""

    query: str = ""
    mutation: str = ""


_added: Final[list[Addition]] = []


def add_fields(addition: Addition) -> None:
    """Has the schema of this process offer them, too. Called by the host's AppConfig."""
    if addition not in _added:
        _added.append(addition)


@cache
def get_schema() -> graphene.Schema:
    """The whole schema. Its types are imported here: whoever only counts marks need not
    load them."""
    return build_schema(_added)


@cache
def shared_schema() -> graphene.Schema:
    """What every host offers."""
    return build_schema([])


def build_schema(added: list[Addition]) -> graphene.Schema:
    """What every host offers, and these additions."""
    from .mutations.schema import Mutation
    from .queries import Query

    return graphene.Schema(
        query=_joined(Query, [each.query for each in added]),
        mutation=_joined(Mutation, [each.mutation for each in added]),
    )


def _joined(shared: Any, paths: list[str]) -> Any:
    parts = [import_string(path) for path in paths if path]
    return type(shared.__name__, (*parts, shared), {}) if parts else shared
