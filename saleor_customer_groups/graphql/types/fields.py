"""Fields: short ways to write down what a type has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import graphene

from ..connections import page_arguments
from ..permissions import GuardedField


def needed(type_: Any, description: str, **more: Any) -> graphene.Field:
    """A field that is never null."""
    return graphene.Field(type_, required=True, description=description, **more)


def optional(type_: Any, description: str, **more: Any) -> graphene.Field:
    return graphene.Field(type_, description=description, **more)


def guarded(type_: Any, description: str, **more: Any) -> graphene.Field:
    """A field that is null, and says why, for who may not manage customers."""
    return GuardedField(type_, description=description, **more)


def several(type_: Any, description: str, **more: Any) -> graphene.Field:
    """A list that is never null and has no gaps."""
    type_ = graphene.NonNull(graphene.List(graphene.NonNull(type_)))
    return graphene.Field(type_, description=description, **more)


def paged(
    connection: Any, description: str, args: Mapping[str, Any] | None = None
) -> graphene.Field:
    """A list in pages, with further arguments."""
    return optional(connection, description, args={**(args or {}), **page_arguments()})


def guarded_pages(
    connection: Any, description: str, args: Mapping[str, Any] | None = None
) -> graphene.Field:
    """The same of what is for who may manage customers."""
    return guarded(connection, description, args={**(args or {}), **page_arguments()})
