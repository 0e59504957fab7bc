"""Pending: says when answers are not about the latest data yet."""

from __future__ import annotations

import sys

from saleor_customer_groups.services import clock
from saleor_customer_groups.services.marks import pending_count


def warn_if_pending() -> None:
    """One sentence on standard error while changes wait to be worked off."""
    count = pending_count(now=clock.database_now())
    if count:
        changes = "1 change is" if count == 1 else f"{count:,} changes are"
        sys.stderr.write(
            f"Note: {changes} not worked off yet; “evaluate” does it, or a worker.\n"
        )
