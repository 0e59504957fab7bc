"""Sync: copies what the host knows into history, and adds it up into facts.

The only writer of history and facts. Whoever calls it holds the profiles' locks.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from django.db import models

from saleor_customer_groups.engine.facts import ATTRIBUTE_PREFIX, Relation
from saleor_customer_groups.engine.vocabulary import FACTS
from saleor_customer_groups.host import Host, RelationName
from saleor_customer_groups.models import (
    ActivityDay,
    AttributeDefinition,
    AttributeFact,
    LineRecord,
    OrderFacts,
    OrderRecord,
    ProfileFacts,
    RefundRecord,
    ValueFacts,
)

from .queries import fetch, query
from .reconcile import Difference, reconcile

#: In this order: lines and refunds take from their order, facts from all of history.
_HISTORY: Final[tuple[tuple[type[models.Model], str], ...]] = (
    (OrderRecord, "order_record"),
    (LineRecord, "line_record"),
    (RefundRecord, "refund_record"),
    (AttributeFact, "attribute_fact"),
    (ActivityDay, "activity_day"),
    (ProfileFacts, "profile_facts"),
    (OrderFacts, "order_facts"),
    (ValueFacts, "value_facts"),
)

#: Facts that are answered from a table's rows, whatever column of it changed.
_READ_FROM: Final[Mapping[type[models.Model], frozenset[Relation]]] = {
    OrderRecord: frozenset({Relation.ORDERS, Relation.VALUES, Relation.VOUCHERS}),
    RefundRecord: frozenset({Relation.VALUES}),
    LineRecord: frozenset({Relation.LINES}),
    ActivityDay: frozenset({Relation.ACTIVITY}),
    OrderFacts: frozenset({Relation.ORDERS}),
    ValueFacts: frozenset({Relation.VALUES}),
    AttributeFact: frozenset({Relation.ATTRIBUTES}),
}

#: What is answered from dated rows, and so changes when the time of one has come.
_DATED: Final = frozenset(
    fact.name
    for fact in FACTS.values()
    if any(fact.relation in relations for relations in _READ_FROM.values())
)

#: What decides whether a profile is a shopper, and so concerns every group.
POPULATION: Final = "population"


@dataclass(frozen=True, slots=True)
class Changes:
    """Whose facts changed, and which facts; ``POPULATION`` where who counts did."""

    profile_ids: frozenset[int] = frozenset()
    facts: frozenset[str] = frozenset()
    attribute_changed: bool = False
    rows: int = 0

    def concerns(self, facts: Collection[str]) -> bool:
        """Whether a rule that reads ``facts`` may answer differently now."""
        if POPULATION in self.facts or not self.facts.isdisjoint(facts):
            return True
        return self.attribute_changed and any(
            name.startswith(ATTRIBUTE_PREFIX) for name in facts
        )

    def with_due(self, profile_ids: frozenset[int]) -> Changes:
        """And the time of rows that these profiles have has come."""
        if not profile_ids:
            return self
        return replace(
            self,
            profile_ids=self.profile_ids | profile_ids,
            facts=self.facts | _DATED,
        )


def sync_profiles(profile_ids: Sequence[int], *, now: datetime, host: Host) -> Changes:
    """Brings the profiles' history and facts up to ``now``; says what changed."""
    ids = sorted(profile_ids)
    rows = fetch(
        "SELECT id, host_key FROM customer_groups_profile"
        " WHERE kind = 'customer' AND merged_into_id IS NULL AND erased_at IS NULL"
        " AND id = ANY(%(ids)s::bigint[])",
        {"ids": ids},
    )
    params = {
        "profiles": ids,
        "chosen_ids": [row[0] for row in rows],
        "chosen_keys": [row[1] for row in rows],
        "now": now,
        "keeps_items": host.keeps_items_as_bought,
    }
    return _sync(ids, params, host)


def sync_attribute_definitions(*, host: Host) -> Difference:
    select = query(
        "attribute_definition", attribute_types=host.relation("attribute_types")
    )
    return reconcile(AttributeDefinition, select, {}, profile_ids=None)


def ensure_profiles(*, host: Host) -> None:
    """Makes a profile for every customer of the host that has none."""
    fetch(
        query("ensure_profiles", customers=host.relation("customers")),
        {},
    )


#: Whom a synchronisation is about. A list of known length lets PostgreSQL choose
#: between probing an index per customer and reading a table once.
_CHOSEN: Final = (
    "(SELECT * FROM unnest(%(chosen_ids)s::bigint[],"
    " %(chosen_keys)s::text[]::{key_type}[]) AS chosen (profile_id, customer_key))"
)

_SOURCES: Final[tuple[RelationName, ...]] = (
    "customers",
    "attributes",
    "orders",
    "lines",
    "refunds",
    "checkouts",
    "activity",
)


#: Beyond so many profiles PostgreSQL would compile statements that run for a second or
#: two, and take longer over that.
_COMPILED: Final = 500


def _sync(ids: list[int], params: Mapping[str, object], host: Host) -> Changes:
    if len(ids) > _COMPILED:
        fetch("SELECT set_config('jit', 'off', true)", {})
    fragments: dict[str, str] = {"chosen": _CHOSEN.format(key_type=host.key_type)}
    for relation in _SOURCES:
        fragments[relation] = host.relation(relation)
    profiles: set[int] = set()
    facts: set[str] = set()
    rows = 0
    for model, name in _HISTORY:
        if model is LineRecord:
            fetch(query("items", **fragments), params)
        found = reconcile(model, query(name, **fragments), params, profile_ids=ids)
        rows += found.row_count
        profiles |= found.profile_ids
        facts |= _facts_of(model, found)
    if rows:
        fetch(query("due_marks"), params)
    return Changes(
        frozenset(profiles),
        frozenset(facts),
        attribute_changed=ATTRIBUTE_PREFIX in facts,
        rows=rows,
    )


def _facts_of(model: type[models.Model], found: Difference) -> set[str]:
    if not found.row_count:
        return set()
    if model is AttributeFact:
        return {ATTRIBUTE_PREFIX}
    if model is ProfileFacts:
        named = {
            fact.name
            for fact in FACTS.values()
            if fact.relation is Relation.PROFILE and fact.column in found.columns
        }
        if not found.columns.isdisjoint({"is_shopper", "kind", "is_registered"}):
            named.add(POPULATION)
        if "open_checkout_currency" in found.columns:
            named.add("open_checkout_value")
        return named
    relations = _READ_FROM.get(model, frozenset())
    return {fact.name for fact in FACTS.values() if fact.relation in relations}
