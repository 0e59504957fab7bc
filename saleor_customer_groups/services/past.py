"""Past: what the tables would have said at an instant, as named queries.

A rule compiled for the present runs unchanged on the past: the queries here bear the
tables' names and stand in front of it. Seeing the past never writes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from saleor_customer_groups.engine.compiler import GroupReference
from saleor_customer_groups.engine.rules import Rule, referenced_groups
from saleor_customer_groups.engine.sql import Statement, render

from .queries import fetch, query
from .ranks import rank_select
from .registry import GroupEntry, Registry, read_facts


class Past(NamedTuple):
    """``WITH`` queries for an instant, and how group references are answered then."""

    queries: str
    params: dict[str, object]
    references: Mapping[str, GroupReference]


def past_at(instant: datetime, rule: Rule, *, registry: Registry) -> Past:
    """The tables as of ``instant``, and the members of every group the rule names."""
    moment = registry.moment(instant)
    parts = {
        "customer_groups_order_facts": query("order_facts"),
        "customer_groups_value_facts": query("value_facts"),
        "customer_groups_rank_snapshot": rank_select().replace(
            "%(now)s", "%(midnight)s"
        ),
    }
    params: dict[str, object] = {
        "now": instant,
        "midnight": moment.start_of(moment.today),
        "currency": registry.catalogue.currency,
        "profiles": None,
    }
    references = dict(registry.references)
    for group in _named(rule, registry):
        if group.archived_at is not None and group.archived_at <= instant:
            continue
        name = f"past_members_{group.id}"
        statement = _members(group, instant, registry, references)
        parts[name] = statement.sql
        params |= statement.params
        references[group.code] = replace(
            references[group.code], relation=name, is_archived=False
        )
    texts = ",\n".join(f"{name} AS (\n{sql}\n)" for name, sql in parts.items())
    return Past(f"WITH {texts}", params, references)


def avoid_nested_loops() -> None:
    """For this transaction. The planner has no statistics of recomputed tables, takes
    them for one row each, and joins them row by row: quadratic in the customers."""
    fetch("SELECT set_config('enable_nestloop', 'off', true)", {})


def _named(rule: Rule, registry: Registry) -> list[GroupEntry]:
    """Groups that the rule names, directly or not, each after what it names."""
    wanted: set[str] = set()
    queue = list(referenced_groups(rule))
    while queue:
        code = queue.pop()
        if code not in wanted:
            wanted.add(code)
            queue.extend(registry.by_code[code].referenced)
    manual = [
        group
        for group in registry.groups.values()
        if group.code in wanted and not group.is_dynamic and not group.is_default
    ]
    return manual + [group for group in registry.ordered if group.code in wanted]


def _members(
    group: GroupEntry,
    instant: datetime,
    registry: Registry,
    references: Mapping[str, GroupReference],
) -> Statement:
    """A dynamic group's by its rule of today; a manual one's by the ledger."""
    if group.rule is None:
        prefix = f"r{group.id}_"
        return Statement(
            query("recorded_members").replace("%(", f"%({prefix}"),
            {f"{prefix}group": group.id, f"{prefix}at": instant},
        )
    return render(
        registry.compiler(instant, references).compile(group.rule),
        audience=group.kinds,
        prefix=f"r{group.id}_",
        existed_by=instant,
    )


def undated_facts(rule: Rule, registry: Registry) -> list[str]:
    """Labels of the facts that are as known today, whatever instant is asked for."""
    facts = (registry.catalogue.find(name) for name in sorted(read_facts(rule)))
    return [fact.label for fact in facts if fact is not None and not fact.is_dated]
