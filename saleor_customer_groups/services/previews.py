"""Previews: who a rule would take in, now or at a past instant; changes no member."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, NamedTuple

from django.db import transaction

from saleor_customer_groups.engine.compiler import Compiler
from saleor_customer_groups.engine.operators import Operator
from saleor_customer_groups.engine.rules import AnyOf, Rule, conditions
from saleor_customer_groups.engine.sql import Statement, render
from saleor_customer_groups.models import Audience

from . import clock
from .memberships import allow_large_joins
from .past import avoid_nested_loops, past_at, undated_facts
from .queries import fetch, query
from .ranks import refresh_ranks
from .registry import AUDIENCE_KINDS, get_registry, read_facts
from .shops import get_shop

SAMPLE_SIZE: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a rule would do.

    ``share`` is of ``population``, 0 to 1. ``unknown`` counts customers for whom a fact
    of the rule is unknown. ``joins`` and ``leaves`` compare with the group given, else
    with nobody. ``sample``, ``joining`` and ``leaving`` are keys of a few customers; the
    latter two are empty where there is no group. ``as_known_today`` names the facts that
    were not recomputed for a past instant.
    """

    count: int
    population: int
    unknown: int
    joins: int
    leaves: int
    sample: tuple[str, ...]
    joining: tuple[str, ...]
    leaving: tuple[str, ...]
    at: datetime
    as_known_today: tuple[str, ...]

    @property
    def share(self) -> float:
        return self.count / self.population if self.population else 0.0


class Selection(NamedTuple):
    """A SELECT of the profile ids that a rule takes in.

    ``queries`` is empty or the ``WITH`` it stands on; ``compiler`` makes other SELECTs
    that stand on the same.
    """

    queries: str
    members: str
    params: dict[str, object]
    compiler: Compiler


def select_members(
    rule: Rule, *, at: datetime, as_of: datetime | None, audience: str
) -> Selection:
    """The rule as SQL. Within the caller's transaction, which it may give today's ranks."""
    registry = get_registry(get_shop())
    queries, references = "", registry.references
    params: dict[str, object] = {}
    if as_of is not None:
        avoid_nested_loops()
        queries, params, references = past_at(as_of, rule, registry=registry)
    elif "rank" in read_facts(rule):
        refresh_ranks(now=at)
    compiler = registry.compiler(at, references)
    members = render(
        compiler.compile(rule), audience=AUDIENCE_KINDS[audience], existed_by=as_of
    )
    return Selection(queries, members.sql, {**params, **members.params}, compiler)


def _select_unknown(
    rule: Rule, compiler: Compiler, *, as_of: datetime | None, audience: str
) -> Statement:
    """Profile ids for which a fact of the rule is unknown."""
    unknown = AnyOf(
        tuple(
            replace(condition, operator=Operator.IS_UNKNOWN, value=None)
            for condition in conditions(rule)
        )
    )
    return render(
        compiler.compile(unknown),
        audience=AUDIENCE_KINDS[audience],
        prefix="u",
        existed_by=as_of,
    )


def count_members(
    rule: Rule, *, as_of: datetime | None = None, audience: str = Audience.CUSTOMERS
) -> int:
    """How many belong: the fast part of a preview."""
    with transaction.atomic():
        at = as_of or clock.database_now()
        selection = select_members(rule, at=at, as_of=as_of, audience=audience)
        allow_large_joins()
        text = query(
            "preview_count", queries=selection.queries, members=selection.members
        )
        count: int = fetch(text, selection.params)[0][0]
    return count


def preview(
    rule: Rule,
    *,
    as_of: datetime | None = None,
    group_id: int | None = None,
    audience: str = Audience.CUSTOMERS,
) -> Preview:
    """What the rule would do: one statement over one snapshot."""
    with transaction.atomic():
        at = as_of or clock.database_now()
        selection = select_members(rule, at=at, as_of=as_of, audience=audience)
        unknown_ones = _select_unknown(
            rule, selection.compiler, as_of=as_of, audience=audience
        )
        allow_large_joins()
        row = fetch(
            query(
                "preview",
                queries=selection.queries.removeprefix("WITH ") + ","
                if selection.queries
                else "",
                members=selection.members,
                unknown=unknown_ones.sql,
            ),
            {
                **selection.params,
                **unknown_ones.params,
                "compared_group": group_id,
                "kinds": list(AUDIENCE_KINDS[audience]),
                "sample": SAMPLE_SIZE,
                "existed_by": as_of,
            },
        )[0]
        registry = get_registry(get_shop())
    count, population, unknown, joins, leaves, sample, joining, leaving = row
    return Preview(
        count=count,
        population=population,
        unknown=unknown,
        joins=count if group_id is None else joins,
        leaves=leaves,
        sample=tuple(sample),
        joining=tuple(joining),
        leaving=tuple(leaving),
        at=at,
        as_known_today=tuple(undated_facts(rule, registry)) if as_of else (),
    )
