"""Customers: loads a few of them as the evaluator wants them, in nine statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from saleor_customer_groups.engine.customers import (
    ActivityEntry,
    CustomerFacts,
    FactValue,
    LineEntry,
    OrderEntry,
    OrderFacts,
    RefundEntry,
    ValueFacts,
)
from saleor_customer_groups.engine.facts import Relation
from saleor_customer_groups.engine.operators import FactType
from saleor_customer_groups.engine.windows import Moment, since
from saleor_customer_groups.models import ProfileFacts

from .queries import fetch
from .registry import Asked, Registry


@dataclass(frozen=True, slots=True)
class LoadedCustomer:
    """A customer's facts, and what decides whether it is in a group's audience."""

    kind: str
    facts: CustomerFacts

    def facts_in(self, codes: Iterable[str]) -> CustomerFacts:
        """The same customer, were it a member of exactly these groups."""
        member_of = frozenset(codes)
        if member_of == self.facts.member_of:
            return self.facts
        return replace(self.facts, member_of=member_of)


@dataclass(slots=True)
class Reach:
    """How far back the rules look into one kind of history; None is not at all."""

    is_needed: bool = False
    since: datetime | None = None
    targets: set[str] | None = None

    def extend(self, begin: datetime | None, targets: Sequence[str] | None) -> None:
        if not self.is_needed:
            self.since, self.targets = begin, set(targets) if targets else None
        else:
            if begin is None or self.since is None:
                self.since = None
            else:
                self.since = min(self.since, begin)
            if targets is None or self.targets is None:
                self.targets = None
            else:
                self.targets.update(targets)
        self.is_needed = True


def _reaches(asked: Iterable[Asked], moment: Moment) -> dict[Relation, Reach]:
    """What of each history is to be loaded."""
    found: dict[Relation, Reach] = defaultdict(Reach)
    for relation, within, targets in set(asked):
        begin = since(within, moment) if within else None
        found[relation].extend(begin, targets)
    return found


def load_customers(
    profile_ids: Sequence[int],
    *,
    asked: Iterable[Asked],
    registry: Registry,
    moment: Moment,
) -> list[LoadedCustomer]:
    """The shoppers among the profiles, with the history that is asked about."""
    ids = list(profile_ids)
    needs = _reaches(asked, moment)
    orders = _merge(
        needs[Relation.ORDERS], needs[Relation.VALUES], needs[Relation.VOUCHERS]
    )
    histories: dict[str, Mapping[int, Any]] = {
        "orders": _order_facts(ids),
        "values": _value_facts(ids),
        "attributes": _attributes(ids, registry),
        "order_history": _orders(ids, orders),
        "refund_history": _refunds(ids, needs[Relation.VALUES]),
        "line_history": _lines(ids, needs[Relation.LINES]),
        "activity": _activity(ids, needs[Relation.ACTIVITY]),
        "member_of": _member_of(ids, registry),
    }
    # A set is known, and empty, for who has none of it.
    empty_sets: Mapping[str, tuple[FactValue, ...]] = {
        key: ()
        for key, type_ in registry.catalogue.attributes.items()
        if type_ is FactType.TEXT_SET
    }
    found = []
    for row in _personal(ids):
        id_ = row["profile_id"]
        parts = {name: of[id_] for name, of in histories.items() if id_ in of}
        parts["attributes"] = {**empty_sets, **parts.get("attributes", {})}
        facts = CustomerFacts(profile_id=id_, personal=row, rank=row["rank"], **parts)
        if row["is_registered"]:
            codes = {g.code for g in registry.groups.values() if g.is_default}
            facts = replace(facts, member_of=facts.member_of | codes)
        found.append(LoadedCustomer(row["kind"], facts))
    return found


def _merge(*reaches_: Reach) -> Reach:
    merged = Reach()
    for reach in reaches_:
        if reach.is_needed:
            merged.extend(reach.since, None)
    return merged


def _personal(ids: list[int]) -> list[dict[str, Any]]:
    columns = [str(f.column) for f in ProfileFacts._meta.local_concrete_fields]
    names = ", ".join(f"f.{name}" for name in columns)
    rows = fetch(
        f"SELECT {names}, r.rank FROM customer_groups_profile_facts f"  # noqa: S608
        " LEFT JOIN customer_groups_rank_snapshot r ON r.profile_id = f.profile_id"
        " WHERE f.is_shopper AND f.profile_id = ANY(%(ids)s::bigint[])",
        {"ids": ids},
    )
    return [dict(zip([*columns, "rank"], row, strict=True)) for row in rows]


def _order_facts(ids: list[int]) -> Mapping[int, Mapping[str, OrderFacts]]:
    rows = fetch(
        "SELECT profile_id, channel, order_count, units_bought,"
        " average_units_per_order, largest_order_units, first_order_at, last_order_at"
        " FROM customer_groups_order_facts"
        " WHERE profile_id = ANY(%(ids)s::bigint[])",
        {"ids": ids},
    )
    found: dict[int, dict[str, OrderFacts]] = defaultdict(dict)
    for id_, channel, count, units, average, largest, first, last in rows:
        found[id_][channel] = OrderFacts(
            order_count=count,
            units_bought=units,
            average_units_per_order=average,
            largest_order_units=largest,
            first_order_at=first,
            last_order_at=last,
        )
    return found


def _value_facts(ids: list[int]) -> Mapping[int, Mapping[tuple[str, str], ValueFacts]]:
    rows = fetch(
        "SELECT profile_id, channel, currency, lifetime_value, average_order_value,"
        " refunded_value FROM customer_groups_value_facts"
        " WHERE profile_id = ANY(%(ids)s::bigint[])",
        {"ids": ids},
    )
    found: dict[int, dict[tuple[str, str], ValueFacts]] = defaultdict(dict)
    for id_, channel, currency, lifetime, average, refunded in rows:
        found[id_][channel, currency] = ValueFacts(
            lifetime_value=lifetime,
            average_order_value=average,
            refunded_value=refunded,
        )
    return found


def _attributes(
    ids: list[int], registry: Registry
) -> Mapping[int, Mapping[str, tuple[FactValue, ...]]]:
    rows = fetch(
        "SELECT profile_id, key, text_key, number, instant, day, flag"
        " FROM customer_groups_attribute_fact"
        " WHERE profile_id = ANY(%(ids)s::bigint[]) ORDER BY key, position",
        {"ids": ids},
    )
    columns = {
        FactType.TEXT: 0,
        FactType.TEXT_SET: 0,
        FactType.NUMBER: 1,
        FactType.INSTANT: 2,
        FactType.DATE: 3,
        FactType.FLAG: 4,
    }
    found: dict[int, dict[str, tuple[FactValue, ...]]] = defaultdict(dict)
    for id_, key, *values in rows:
        type_ = registry.catalogue.attributes.get(key)
        if type_ is not None:
            value = values[columns[type_]]
            if value is None:
                continue
            found[id_][key] = (*found[id_].get(key, ()), value)
    return found


def _orders(ids: list[int], reach: Reach) -> Mapping[int, tuple[OrderEntry, ...]]:
    if not reach.is_needed:
        return {}
    rows = fetch(
        "SELECT profile_id, at, channel, currency, paid, units, voucher_codes,"
        " is_countable, counts_until FROM customer_groups_order_record"
        " WHERE profile_id = ANY(%(ids)s::bigint[])"
        " AND (%(since)s::timestamptz IS NULL OR at >= %(since)s)",
        {"ids": ids, "since": reach.since},
    )
    return _grouped(
        (
            id_,
            OrderEntry(
                at=at,
                channel=channel,
                currency=currency,
                paid=paid,
                units=units,
                voucher_codes=frozenset(codes),
                is_countable=is_countable,
                counts_until=counts_until,
            ),
        )
        for (
            id_,
            at,
            channel,
            currency,
            paid,
            units,
            codes,
            is_countable,
            counts_until,
        ) in rows
    )


def _refunds(ids: list[int], reach: Reach) -> Mapping[int, tuple[RefundEntry, ...]]:
    if not reach.is_needed:
        return {}
    rows = fetch(
        "SELECT profile_id, at, order_at, channel, currency, amount, is_countable,"
        " counts_until FROM customer_groups_refund_record"
        " WHERE profile_id = ANY(%(ids)s::bigint[])"
        " AND (%(since)s::timestamptz IS NULL OR at >= %(since)s"
        " OR order_at >= %(since)s)",
        {"ids": ids, "since": reach.since},
    )
    return _grouped(
        (
            id_,
            RefundEntry(
                at=at,
                order_at=order_at,
                channel=channel,
                currency=currency,
                amount=amount,
                is_countable=is_countable,
                counts_until=counts_until,
            ),
        )
        for (
            id_,
            at,
            order_at,
            channel,
            currency,
            amount,
            is_countable,
            counts_until,
        ) in rows
    )


def _lines(ids: list[int], reach: Reach) -> Mapping[int, tuple[LineEntry, ...]]:
    if not reach.is_needed:
        return {}
    rows = fetch(
        "SELECT l.profile_id, l.at, l.channel, l.quantity, i.targets, l.is_countable,"
        " l.counts_until FROM customer_groups_line_record l"
        " JOIN customer_groups_item i ON i.id = l.item_id"
        " WHERE l.profile_id = ANY(%(ids)s::bigint[])"
        " AND (%(since)s::timestamptz IS NULL OR l.at >= %(since)s)"
        " AND (%(targets)s::text[] IS NULL OR i.targets && %(targets)s::text[])",
        {"ids": ids, "since": reach.since, "targets": _listed(reach.targets)},
    )
    return _grouped(
        (
            id_,
            LineEntry(
                at=at,
                channel=channel,
                quantity=quantity,
                targets=frozenset(targets),
                is_countable=is_countable,
                counts_until=counts_until,
            ),
        )
        for id_, at, channel, quantity, targets, is_countable, counts_until in rows
    )


def _activity(ids: list[int], reach: Reach) -> Mapping[int, tuple[ActivityEntry, ...]]:
    if not reach.is_needed:
        return {}
    rows = fetch(
        "SELECT a.profile_id, a.kind, a.day, a.channel, a.count, i.targets"
        " FROM customer_groups_activity_day a"
        " JOIN customer_groups_item i ON i.id = a.item_id"
        " WHERE a.profile_id = ANY(%(ids)s::bigint[])"
        " AND (%(targets)s::text[] IS NULL OR i.targets && %(targets)s::text[])",
        {"ids": ids, "targets": _listed(reach.targets)},
    )
    return _grouped(
        (
            id_,
            ActivityEntry(
                kind=kind,
                day=day,
                channel=channel,
                count=count,
                targets=frozenset(targets),
            ),
        )
        for id_, kind, day, channel, count, targets in rows
    )


def _member_of(ids: list[int], registry: Registry) -> Mapping[int, frozenset[str]]:
    rows = fetch(
        "SELECT profile_id, array_agg(group_id) FROM customer_groups_membership"
        " WHERE profile_id = ANY(%(ids)s::bigint[]) GROUP BY profile_id",
        {"ids": ids},
    )
    return {
        id_: frozenset(registry.groups[g].code for g in groups if g in registry.groups)
        for id_, groups in rows
    }


def _listed(values: set[str] | None) -> list[str] | None:
    return None if values is None else sorted(values)


def _grouped(pairs: Iterable[tuple[int, Any]]) -> dict[int, tuple[Any, ...]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for id_, entry in pairs:
        found[id_].append(entry)
    return {id_: tuple(entries) for id_, entries in found.items()}
