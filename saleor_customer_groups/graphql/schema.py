"""Schema: built when it is first asked for, and once in a process."""

from __future__ import annotations

from functools import cache

import graphene


@cache
def get_schema() -> graphene.Schema:
    """The whole schema. Its types are imported here: whoever only counts marks need not
    load them."""
    from .mutations.schema import Mutation
    from .queries import Query

    return graphene.Schema(query=Query, mutation=Mutation)
