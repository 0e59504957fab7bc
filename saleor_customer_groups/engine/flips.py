"""Flips: whose answer changes between two instants although nothing happens to them.

A rule compiled at two instants differs in the ends of a few intervals. What an end has
swept over in between is a range of one column, found by an index: nobody else needs
looking at, and no timer is stored per customer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from .compiler import ANNIVERSARIES, Compiler
from .facts import Relation
from .normalise import normalise
from .predicates import (
    Column,
    History,
    Hits,
    Interval,
    Keyed,
    Leaf,
    OneOf,
    Personal,
)
from .rules import AllOf, AnyOf, Condition, MemberOf, Not, Rule
from .sql import MEMBERSHIPS, PREFIX, PROFILES, Binder, Renderer, Statement
from .windows import Moment

#: Days after which every anniversary has come round.
_YEAR: Final = 366


@dataclass(frozen=True, slots=True)
class Sweep:
    """Values of one column, in one place, whose answer changed."""

    column: Column
    test: Interval | OneOf


def sweeps(rule: Rule, compiler: Compiler, *, since: Moment) -> frozenset[Sweep]:
    """What the ends of the rule's intervals swept from ``since`` to the compiler's now.

    Covers every value that flipped at any time in between, once or more often.
    """
    before = replace(compiler, moment=since)
    found: set[Sweep] = set()
    for condition in _conditions(normalise(rule)):
        old, new = before.compile(condition), compiler.compile(condition)
        if isinstance(old, Leaf) and isinstance(new, Leaf) and old != new:
            found.update(_sweeps_of(old, new))
            found.update(_anniversaries(condition, before, compiler, new))
    return frozenset(found)


def _conditions(rule: Rule) -> Iterator[Condition]:
    match rule:
        case Condition():
            yield rule
        case Not(inner):
            yield from _conditions(inner)
        case AllOf(rules) | AnyOf(rules):
            for part in rules:
                yield from _conditions(part)
        case MemberOf():
            return


def _sweeps_of(old: Leaf, new: Leaf) -> Iterator[Sweep]:
    source = new.column.source
    if isinstance(source, History | Hits):
        yield from _history_sweeps(old, new)
    elif isinstance(old.test, Interval) and isinstance(new.test, Interval):
        for interval in _ends(old.test, new.test):
            yield Sweep(new.column, interval)


def _ends(old: Interval, new: Interval) -> Iterator[Interval]:
    """What the two ends passed. Ends only ever move forward."""
    if old.low != new.low:
        yield Interval(old.low, new.low, old.is_low_closed, not new.is_low_closed)
    if old.high != new.high:
        yield Interval(old.high, new.high, not old.is_high_closed, new.is_high_closed)


def _history_sweeps(old: Leaf, new: Leaf) -> Iterator[Sweep]:
    """Rows that the start of a window has passed; rows to come leave marks instead."""
    before, after = old.column.source, new.column.source
    assert isinstance(before, History | Hits)
    assert isinstance(after, History | Hits)
    name = "at"
    begin, end = before.since, after.since
    if isinstance(before, History) and isinstance(after, History) and after.activity:
        name = "day"
        old_day, new_day = before.since_day, after.since_day
        if old_day != new_day:
            yield Sweep(_rows(after, name), Interval(old_day, new_day, True, False))
        return
    if begin != end:
        yield Sweep(_rows(after, name), Interval(begin, end, True, False))
    if isinstance(old.test, Interval) and isinstance(new.test, Interval):
        for interval in _ends(old.test, new.test):
            yield Sweep(_rows(after, name), interval)


def _rows(source: History | Hits, name: str) -> Column:
    """The history's rows themselves; what narrows them in time is the sweep."""
    if isinstance(source, Hits):
        return Column(replace(source, since=None), name)
    return Column(replace(source, since=None, since_day=None), name)


def _anniversaries(
    condition: Condition, before: Compiler, after: Compiler, new: Leaf
) -> Iterator[Sweep]:
    if condition.operator not in ANNIVERSARIES:
        return
    first, last = before.moment.today, after.moment.today
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    sets = [_month_days(condition, after, day) for day in days[-_YEAR - 1 :]]
    changed = frozenset().union(*(a ^ b for a, b in pairwise(sets)))
    column = new.column
    if isinstance(column.source, History):
        rows = _rows(column.source, "at")
        column = replace(rows, reading=column.reading, zone=column.zone)
    if changed:
        yield Sweep(column, OneOf(tuple(sorted(changed))))


def _month_days(condition: Condition, compiler: Compiler, day: date) -> frozenset[int]:
    """The month-days that satisfy the condition on a day."""
    noon = compiler.moment.start_of(day) + timedelta(hours=12)
    leaf = replace(compiler, moment=replace(compiler.moment, now=noon)).compile(
        condition
    )
    assert isinstance(leaf, Leaf)
    assert isinstance(leaf.test, OneOf)
    return frozenset(value for value in leaf.test.values if isinstance(value, int))


# SQL


def render_sweeps(found: Mapping[Sweep, Sequence[int]]) -> Statement | None:
    """SELECT of (profile_id, group_id) pairs to look at; None where there are none."""
    binder = Binder(prefix="s")
    renderer = Renderer(binder)
    parts = []
    for sweep, groups in found.items():
        ids = binder.bind(tuple(sorted(groups)), "::bigint[]")
        for table, where in _places(sweep, renderer):
            parts.append(
                f"SELECT profile_id, unnest({ids}) AS group_id FROM {table} {where}"
            )
    if not parts:
        return None
    return Statement("\nUNION\n".join(parts), binder.params)


def _places(sweep: Sweep, renderer: Renderer) -> Iterator[tuple[str, str]]:
    match sweep.column.source:
        case Personal():
            test = renderer.test(renderer.read(sweep.column, "f"), sweep.test)
            yield f"{PROFILES} f", f"WHERE {test}"
        case Keyed(relation, keys):
            test = renderer.test(renderer.read(sweep.column, "k"), sweep.test)
            wheres = [f"k.{name} = {renderer.binder.bind(v)}" for name, v in keys]
            where = " AND ".join([*wheres, test])
            yield f"{PREFIX}{relation} k", f"WHERE {where}"
        case History() | Hits() as source:
            for table, name in _tables(source):
                rows = replace(sweep.column, name=name)
                test = renderer.test(
                    renderer.read(rows, f"{PREFIX}{table}"), sweep.test
                )
                parts = [test, *renderer.scope(source)]
                yield f"{PREFIX}{table}", f"WHERE {' AND '.join(parts)}"
        case _:
            raise AssertionError(f"{MEMBERSHIPS} does not depend on time.")


def _tables(source: History | Hits) -> tuple[tuple[str, str], ...]:
    match source.relation:
        case Relation.ACTIVITY:
            return ((Relation.ACTIVITY, "day"),)
        case Relation.LINES:
            return ((Relation.LINES, "at"),)
        case Relation.VALUES:
            return (
                (Relation.VOUCHERS, "at"),
                ("refund_record", "order_at"),
                ("refund_record", "at"),
            )
        case _:
            return ((Relation.VOUCHERS, "at"),)
