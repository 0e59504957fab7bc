"""Health: what waits to be worked off, since when, and what stands still."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, NamedTuple

from django.db.models import F, Min

from saleor_customer_groups.host import SeamState, get_host
from saleor_customer_groups.models import CustomerGroup, GroupKind

from . import clock
from .queries import fetch, query
from .time_limits import TookTooLong, within_seconds
from .verification import Verification, verify

#: Comparing every group takes as long as evaluating all of them.
TIME_LIMIT: Final = 20.0


class Health(NamedTuple):
    """How the shop stands at an instant.

    ``pending`` counts marks that are due or have failed, and groups whose rule has not
    been evaluated yet. ``lag`` is how long the oldest due mark has waited, zero without
    one. ``last_tick`` is the earliest instant that a dynamic group in force is exact
    through, None where there is none. ``seams`` are where groups act inside the host.
    """

    at: datetime
    pending: int
    failed: int
    lag: timedelta
    last_tick: datetime | None
    unevaluated: tuple[CustomerGroup, ...]
    frozen: tuple[CustomerGroup, ...]
    seams: tuple[SeamState, ...]


def check_health() -> Health:
    """The state of things, in four short statements."""
    now = clock.database_now()
    marks, failed, oldest = fetch(query("health"), {"now": now})[0]
    in_force = CustomerGroup.objects.filter(kind=GroupKind.DYNAMIC, archived_at=None)
    unevaluated = tuple(
        in_force.filter(invalid_since=None)
        .exclude(evaluated_revision=F("revision"))
        .order_by("name", "pk")
    )
    frozen = tuple(in_force.exclude(invalid_since=None).order_by("name", "pk"))
    ticked = in_force.filter(invalid_since=None, evaluated_revision=F("revision"))
    return Health(
        at=now,
        pending=marks + len(unevaluated),
        failed=failed,
        lag=max(now - oldest, timedelta()) if oldest else timedelta(),
        last_tick=ticked.aggregate(at=Min("evaluated_through"))["at"],
        unevaluated=unevaluated,
        frozen=frozen,
        seams=tuple(get_host().seams()),
    )


def verify_in_time() -> Verification | None:
    """Every membership compared with its rule; None where that takes too long."""
    try:
        with within_seconds(TIME_LIMIT, is_snapshot=True) as look_at_the_clock:
            return verify(before_each=look_at_the_clock)
    except TookTooLong:
        return None
