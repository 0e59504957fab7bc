"""SQL: writes predicates down. The only module that makes SQL text from a rule.

Every value is bound. Identifiers come from ``facts`` and from this file. Attackers are
staff members who may write any rule: nothing of a rule's text reaches the statement.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, NamedTuple, assert_never

from .facts import Relation
from .predicates import (
    Always,
    Column,
    Contains,
    Every,
    Expression,
    History,
    Hits,
    Interval,
    IsKnown,
    Keyed,
    Leaf,
    Members,
    OneOf,
    Personal,
    Some,
    Source,
    StartsWith,
    Test,
)

PREFIX: Final = "customer_groups_"
PROFILES: Final = f"{PREFIX}{Relation.PROFILE}"
MEMBERSHIPS: Final = f"{PREFIX}membership"
_REFUNDS: Final = f"{PREFIX}refund_record"
_ITEMS: Final = f"{PREFIX}item"

_ORDER_MEASURES: Final[Mapping[str, str]] = {
    "order_count": "count(*)",
    "units_bought": "sum(units)",
    "average_units_per_order": "round(sum(units)::numeric / count(*), 4)",
    "largest_order_units": "max(units)",
    "first_order_at": "min(at)",
    "last_order_at": "max(at)",
}
_VALUE_MEASURES: Final[Mapping[str, str]] = {
    "lifetime_value": "greatest(sum(amount), 0)",
    "average_order_value": (
        "round(greatest(sum(amount), 0) / nullif(sum(orders), 0), 4)"
    ),
}


class Statement(NamedTuple):
    """SQL text with ``%(name)s`` placeholders, and their values."""

    sql: str
    params: dict[str, object]


@dataclass(slots=True)
class Binder:
    """Hands out placeholders; ``prefix`` keeps several rules apart in one statement."""

    prefix: str = "p"
    params: dict[str, object] = field(default_factory=dict)
    _names: dict[tuple[type, object], str] = field(default_factory=dict)

    def bind(self, value: object, cast: str = "") -> str:
        key = (type(value), value)
        name = self._names.get(key)
        if name is None:
            name = f"{self.prefix}{len(self.params)}"
            self._names[key] = name
            self.params[name] = list(value) if isinstance(value, tuple) else value
        return f"%({name})s{cast}"


#: Bound by the caller: the profiles that a limited predicate looks at.
ONLY_PROFILES: Final = "profile_id = ANY(%(profiles)s::bigint[])"


@dataclass(slots=True)
class Renderer:
    """Renders one expression as a SELECT of profile ids.

    ``is_limited`` confines it, histories included, to the bound ``profiles``.
    """

    binder: Binder
    is_limited: bool = False
    _measures: dict[tuple[Source, str], list[str]] = field(default_factory=dict)
    _aliases: dict[tuple[Source, str], str] = field(default_factory=dict)

    def select(
        self,
        expression: Expression,
        *,
        audience: Sequence[str],
        existed_by: datetime | None = None,
    ) -> str:
        """``SELECT f.profile_id FROM ... WHERE ...`` over the audience's profiles.

        ``existed_by`` leaves out who was not yet a customer at that instant.
        """
        condition = self.expression(expression)
        kinds = self.binder.bind(tuple(audience), "::text[]")
        where = [f"f.is_shopper AND f.kind = ANY({kinds})"]
        if existed_by is not None:
            instant = self.binder.bind(existed_by)
            where.append(f"(f.since IS NULL OR f.since <= {instant})")
        if self.is_limited:
            where.append(f"f.{ONLY_PROFILES}")
        where.append(condition)
        joins = "".join(self._join(*key) for key in self._aliases)
        conditions = "\n  AND ".join(where)
        return f"SELECT f.profile_id\nFROM {PROFILES} f{joins}\nWHERE {conditions}"

    # Expressions

    def expression(self, expression: Expression) -> str:
        match expression:
            case Always(answer):
                return "TRUE" if answer else "FALSE"
            case Every(parts):
                return self._combine(parts, " AND ", "TRUE")
            case Some(parts):
                return self._combine(parts, " OR ", "FALSE")
            case Leaf():
                return self._leaf(expression)
            case _:
                assert_never(expression)

    def _combine(self, parts: Sequence[Expression], word: str, empty: str) -> str:
        texts = [self.expression(part) for part in parts]
        return f"({word.join(texts)})" if texts else empty

    def _leaf(self, leaf: Leaf) -> str:
        column = self._column(leaf.column)
        if isinstance(leaf.test, IsKnown):
            return f"{column} IS {'' if leaf.is_negated else 'NOT '}NULL"
        if leaf.is_zero_when_absent and isinstance(leaf.test, Interval):
            return self._zero_leaf(column, leaf.test, is_negated=leaf.is_negated)
        test = self.test(column, leaf.test)
        return f"({test}) IS NOT TRUE" if leaf.is_negated else test

    def _zero_leaf(self, column: str, interval: Interval, *, is_negated: bool) -> str:
        """Absent rows are zero: the side without zero is tested bare, on an index."""
        if interval.contains_zero():
            outside = self._outside(column, interval)
            return outside if is_negated else f"({outside}) IS NOT TRUE"
        inside = self.test(column, interval)
        return f"({inside}) IS NOT TRUE" if is_negated else inside

    def _outside(self, column: str, interval: Interval) -> str:
        parts = []
        if interval.low is not None:
            sign = "<" if interval.is_low_closed else "<="
            parts.append(f"{column} {sign} {self.binder.bind(interval.low)}")
        if interval.high is not None:
            sign = ">" if interval.is_high_closed else ">="
            parts.append(f"{column} {sign} {self.binder.bind(interval.high)}")
        return f"({' OR '.join(parts)})" if parts else "FALSE"

    def test(self, column: str, test: Test) -> str:
        bind = self.binder.bind
        match test:
            case Interval():
                return self._inside(column, test)
            case OneOf((value,)):
                return f"{column} = {bind(value)}"
            case OneOf(values):
                kind = "int" if all(isinstance(v, int) for v in values) else "text"
                return f"{column} = ANY({bind(values, f'::{kind}[]')})"
            case StartsWith(text):
                return f"starts_with({column}, {bind(text)})"
            case Contains(text):
                return f"strpos({column}, {bind(text)}) > 0"
            case IsKnown():
                return f"{column} IS NOT NULL"
            case _:
                assert_never(test)

    def _inside(self, column: str, interval: Interval) -> str:
        if interval.low is not None and interval.low == interval.high:
            return f"{column} = {self.binder.bind(interval.low)}"
        parts = []
        if interval.low is not None:
            sign = ">=" if interval.is_low_closed else ">"
            parts.append(f"{column} {sign} {self.binder.bind(interval.low)}")
        if interval.high is not None:
            sign = "<=" if interval.is_high_closed else "<"
            parts.append(f"{column} {sign} {self.binder.bind(interval.high)}")
        return f"({' AND '.join(parts)})" if parts else f"{column} IS NOT NULL"

    # Columns and their sources

    def _column(self, column: Column) -> str:
        return self.read(column, self._alias(column))

    def read(self, column: Column, alias: str) -> str:
        """The column as an expression over a row named ``alias``."""
        name = f"{alias}.{column.name}"
        if column.when is not None:
            other, value = column.when
            name = f"(CASE WHEN {alias}.{other} = {self.binder.bind(value)} "
            name += f"THEN {alias}.{column.name} END)"
        match column.reading:
            case "plain":
                return name
            case "month_day":
                day = name
            case "instant_month_day":
                day = f"({name} AT TIME ZONE {self.binder.bind(column.zone)})"
            case _:
                assert_never(column.reading)
        return f"(extract(month FROM {day})::int * 100 + extract(day FROM {day})::int)"

    def _alias(self, column: Column) -> str:
        if isinstance(column.source, Personal):
            return "f"
        key = (column.source, _family(column))
        measures = self._measures.setdefault(key, [])
        if column.name not in measures:
            measures.append(column.name)
        return self._aliases.setdefault(key, f"j{len(self._aliases)}")

    def _join(self, source: Source, family: str) -> str:
        alias = self._aliases[source, family]
        measures = self._measures[source, family]
        on = f"ON {alias}.profile_id = f.profile_id"
        match source:
            case Keyed(relation, keys):
                for name, value in keys:
                    on += f" AND {alias}.{name} = {self.binder.bind(value)}"
                table = f"{PREFIX}{relation}"
            case Members(group_id, relation):
                table = relation or MEMBERSHIPS
                if relation is None:
                    on += f" AND {alias}.group_id = {self.binder.bind(group_id)}"
            case History():
                table = f"({self._history(source, measures)})"
            case Hits():
                table = f"({self._hits(source)})"
            case Personal():
                raise AssertionError("Personal facts are not joined.")
            case _:
                assert_never(source)
        return f"\nLEFT JOIN {table} {alias} {on}"

    # Histories

    def _history(self, history: History, measures: Sequence[str]) -> str:
        match history.relation:
            case Relation.ORDERS:
                texts = [f"{_ORDER_MEASURES[name]} AS {name}" for name in measures]
                rows = self._counted(Relation.VOUCHERS, history)
            case Relation.VALUES if measures == ["refunded_value"]:
                texts = ["sum(amount) AS refunded_value"]
                rows = f"{_REFUNDS} WHERE {self._refunded(history)}"
            case Relation.VALUES:
                texts = [f"{_VALUE_MEASURES[name]} AS {name}" for name in measures]
                rows = self._values(history)
            case Relation.LINES:
                texts = ["sum(quantity) AS quantity"]
                rows = self._counted(Relation.LINES, history)
            case Relation.ACTIVITY:
                texts = [f"sum(count) AS {name}" for name in measures]
                where = self._activity(history)
                rows = f"{PREFIX}{Relation.ACTIVITY} WHERE {where}"
            case _:
                raise AssertionError(f"{history.relation} is not added up.")
        columns = ", ".join(texts)
        return f"SELECT profile_id, {columns} FROM {rows} GROUP BY profile_id"

    def _values(self, history: History) -> str:
        paid = self._counted(Relation.VOUCHERS, history)
        now = self.binder.bind(history.now)
        given_back = self._where(history, at="order_at")
        return (
            f"(SELECT profile_id, paid AS amount, 1 AS orders FROM {paid}"
            f" UNION ALL SELECT profile_id, -amount, 0 FROM {_REFUNDS}"
            f" WHERE at <= {now} AND {given_back}) AS entries"
        )

    def _counted(self, relation: Relation, history: History) -> str:
        return f"{PREFIX}{relation} WHERE {self._where(history)}"

    def _where(self, history: History, *, at: str = "at") -> str:
        """Rows that count at ``now``: see DESIGN, "Money"."""
        now = self.binder.bind(history.now)
        parts = [
            "is_countable",
            f"{at} <= {now}",
            f"(counts_until IS NULL OR counts_until > {now})",
        ]
        if history.since is not None:
            parts.append(f"{at} >= {self.binder.bind(history.since)}")
        return " AND ".join(parts + self.scope(history))

    def _refunded(self, history: History) -> str:
        parts = [f"at <= {self.binder.bind(history.now)}"]
        if history.since is not None:
            parts.append(f"at >= {self.binder.bind(history.since)}")
        return " AND ".join(parts + self.scope(history))

    def _activity(self, history: History) -> str:
        parts = [f"day <= {self.binder.bind(history.today)}"]
        if history.since_day is not None:
            parts.append(f"day >= {self.binder.bind(history.since_day)}")
        return " AND ".join(parts + self.scope(history))

    def scope(self, history: History | Hits) -> list[str]:
        """Conditions on a history's rows other than time."""
        parts = []
        if history.channel is not None:
            parts.append(f"channel = {self.binder.bind(history.channel)}")
        if isinstance(history, History):
            if history.activity is not None:
                parts.append(f"kind = {self.binder.bind(history.activity)}")
            if history.currency is not None:
                parts.append(f"currency = {self.binder.bind(history.currency)}")
            if history.targets is not None:
                parts.append(self._is_of(history.targets))
        if self.is_limited:
            parts.append(ONLY_PROFILES)
        return parts

    def _is_of(self, targets: tuple[str, ...]) -> str:
        """Whether a row is about an interned item that is any of the targets."""
        keys = self.binder.bind(targets, "::text[]")
        items = f"SELECT id FROM {_ITEMS} WHERE targets && {keys}"
        # Of a few profiles: the sum hides the index of what everybody bought.
        if self.is_limited:
            return f"item_id + 0 IN ({items})"
        return f"item_id = ANY(ARRAY({items}))"

    def _hits(self, hits: Hits) -> str:
        values = self.binder.bind(hits.values, "::text[]")
        match hits.relation:
            case Relation.ORDERS:
                name = "channel"
                rows = f"{PREFIX}{Relation.ORDERS}"
                parts = [f"channel = ANY({values})", "order_count > 0"]
            case Relation.ATTRIBUTES:
                name = "text_key"
                rows = f"{PREFIX}{Relation.ATTRIBUTES}"
                key = self.binder.bind(hits.key)
                parts = [f"key = {key}", f"text_key = ANY({values})"]
            case Relation.VOUCHERS:
                name = "code"
                rows = f"{PREFIX}{Relation.VOUCHERS}, unnest(voucher_codes) AS code"
                parts = [
                    f"voucher_codes && {values}",
                    f"code = ANY({values})",
                    self._where_hits(hits),
                ]
            case _:
                raise AssertionError(f"{hits.relation} is not a set.")
        where = " AND ".join(parts + self.scope(hits))
        return (
            f"SELECT profile_id, count(DISTINCT {name}) AS hits FROM {rows}"
            f" WHERE {where} GROUP BY profile_id"
        )

    def _where_hits(self, hits: Hits) -> str:
        now = self.binder.bind(hits.now)
        since = (
            "" if hits.since is None else f" AND at >= {self.binder.bind(hits.since)}"
        )
        return (
            f"is_countable AND at <= {now}"
            f" AND (counts_until IS NULL OR counts_until > {now}){since}"
        )


def _family(column: Column) -> str:
    """Refunds are added up by their own date, apart from the other money."""
    is_history = isinstance(column.source, History)
    return column.name if is_history and column.name == "refunded_value" else ""


def render(
    expression: Expression,
    *,
    audience: Sequence[str],
    prefix: str = "p",
    is_limited: bool = False,
    existed_by: datetime | None = None,
) -> Statement:
    """The expression as a SELECT of the profile ids that it holds for."""
    binder = Binder(prefix=prefix)
    renderer = Renderer(binder, is_limited=is_limited)
    text = renderer.select(expression, audience=audience, existed_by=existed_by)
    return Statement(text, binder.params)
