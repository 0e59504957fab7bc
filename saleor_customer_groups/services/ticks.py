"""Ticks: turn the passing of time into marks, for exactly those whose answer flipped."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import F

from saleor_customer_groups.engine.flips import Sweep, render_sweeps, sweeps
from saleor_customer_groups.models import CustomerGroup

from . import clock
from .locks import lock_registry_shared, lock_tick
from .queries import fetch
from .ranks import refresh_ranks
from .registry import Registry, get_registry
from .shops import get_shop


class Tick(NamedTuple):
    """How many (profile, group) pairs are to be looked at again, and until when."""

    flips: int
    through: datetime


def tick() -> Tick:
    """Marks whose answers flipped since each group was last exact, up to now.

    One transaction: the marks, and the groups' new ``evaluated_through``. A second
    tick at the same time waits, then finds nothing left.
    """
    with transaction.atomic():
        lock_registry_shared()
        registry = get_registry(get_shop())
        # The shop's row before the groups' rows, as everywhere.
        refresh_ranks(now=clock.database_now())
        lock_tick()
        rows = (
            CustomerGroup.objects.filter(
                archived_at=None,
                invalid_since=None,
                evaluated_through__isnull=False,
                evaluated_revision=F("revision"),
                kind="dynamic",
            )
            .order_by("pk")
            .select_for_update(no_key=True)
            .values_list("pk", "evaluated_through")
        )
        groups = [(pk, through) for pk, through in rows if through is not None]
        now = clock.database_now()
        found = _sweeps(groups, registry, now)
        statement = render_sweeps(found)
        flips = 0
        if statement is not None:
            flips = fetch(
                "WITH flipped AS ("  # noqa: S608 - rendered by engine.flips
                f"{statement.sql}"
                "), marked AS (INSERT INTO customer_groups_mark (profile_id, group_id)"
                " SELECT profile_id, group_id FROM flipped)"
                " SELECT count(*) FROM flipped",
                statement.params,
            )[0][0]
        CustomerGroup.objects.filter(pk__in=[pk for pk, _ in groups]).update(
            evaluated_through=now
        )
        return Tick(flips, now)


def _sweeps(
    groups: list[tuple[int, datetime]], registry: Registry, now: datetime
) -> dict[Sweep, list[int]]:
    compiler = registry.compiler(now)
    found: dict[Sweep, list[int]] = defaultdict(list)
    for group_id, through in groups:
        rule = registry.groups[group_id].rule
        if rule is not None and through < now:
            since = registry.moment(through)
            for sweep in sweeps(rule, compiler, since=since):
                found[sweep].append(group_id)
    return found
