"""Ticks: with nothing due, and with a thousand answers that time has flipped."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Final

from saleor_customer_groups.models import CustomerGroup
from saleor_customer_groups.services.memberships import evaluate_group
from saleor_customer_groups.services.ticks import tick
from saleor_customer_groups.services.worker import work_off

from .database import execute, scalar
from .measuring import Figure, Spread, goal, tell, timed
from .rules import OPEN_CHECKOUT_HOURS

_IDLE_TICKS: Final = 30
_FLIPPING_TICKS: Final = 5
_FLIPS: Final = 1_000
_SECONDS: Final = 3

#: Open checkouts that pass the age of the groups' rules a moment after now.
_READY: Final = """
UPDATE customer_groups_profile_facts f
SET open_checkout_at = clock_timestamp() + %(seconds)s * interval '1 second'
  - (%(hours)s::int[])[1 + mod(n, 4)] * interval '1 hour'
FROM (
  SELECT profile_id, row_number() OVER (ORDER BY profile_id)::int AS n
  FROM customer_groups_profile_facts
  WHERE is_shopper AND profile_id > %(after)s ORDER BY profile_id LIMIT %(flips)s
) chosen
WHERE chosen.profile_id = f.profile_id
"""


def measure() -> Sequence[Figure]:
    work_off()
    tick()
    work_off()
    idle = Spread.of([timed(tick) for _ in range(_IDLE_TICKS)])
    tell(f"tick: nothing due {idle} (min / median / max)")
    found = [_flip(number) for number in range(_FLIPPING_TICKS)]
    alone = Spread.of([seconds for seconds, _ in found])
    worked_off = Spread.of([sum(pair) for pair in found])
    tell(f"tick: {_FLIPS} flips {alone}, worked off {worked_off} (min / median / max)")
    return [
        goal("tick with nothing due, 200 groups", idle, 50),
        goal(f"tick with {_FLIPS:,} flips, worked off", worked_off, 300),
    ]


def _flip(number: int) -> tuple[float, float]:
    """Seconds of a tick that finds a thousand flips, and of working them off."""
    flips = min(
        _FLIPS, scalar("SELECT count(*) / 8 FROM customer_groups_profile_facts")
    )
    execute(
        _READY,
        {
            "seconds": _SECONDS,
            "hours": list(OPEN_CHECKOUT_HOURS),
            "after": number * flips,
            "flips": flips,
        },
    )
    for n in range(len(OPEN_CHECKOUT_HOURS)):
        evaluate_group(CustomerGroup.objects.get(code=f"rest-{n:03d}").pk)
    work_off()
    before = _events()
    time.sleep(_SECONDS + 0.2)
    ticked = timed(tick)
    worked = timed(work_off)
    joined = _events() - before
    if joined < flips:
        raise AssertionError(f"{flips} flips led to {joined} changes of membership.")
    return ticked, worked


def _events() -> int:
    count: int = scalar("SELECT count(*) FROM customer_groups_membership_event")
    return count
