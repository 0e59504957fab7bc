"""``make bench``: measures, prints one table, and writes it as bench.json.

BENCH_SCALE makes it smaller (1 is the reference size: a million customers);
BENCH_KEEP=1 keeps the database for looking into it afterwards.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from .measuring import Figure
    from .shop import Size


def main() -> int:
    """0 once measured, whether or not every limit holds: the table says that."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.benchmarks.settings"
    django.setup()
    from django.conf import settings

    from . import database, measuring, shop

    size = shop.Size(scale=float(os.environ.get("BENCH_SCALE") or 1))
    measuring.tell(
        f"{size.customers:,} customers, {size.orders:,} orders,"
        f" {size.orders * 5 // 2:,} lines, 200 groups"
    )
    database.recreate()
    figures = _measure(size)
    path = Path(settings.REPORTED_IN) / "bench.json"
    measuring.write(figures, path)
    sys.stdout.write(f"\n{measuring.table(figures)}\nWritten to {path}.\n")
    missed = sum(figure.holds is False for figure in figures)
    if missed:
        sys.stdout.write(f"{missed} of {len(figures)} figures fall short.\n")
    if not os.environ.get("BENCH_KEEP"):
        database.drop()
    return 0


def _measure(size: Size) -> list[Figure]:
    from . import (
        batch,
        changes,
        evaluations,
        events,
        facts,
        groups,
        imports,
        previews,
        prices,
        shop,
        ticks,
    )

    shop.create_functions()
    # Importing needs an empty shop.
    figures = [*imports.measure(size)]
    shop.fill(size)
    # Measuring the facts leaves them filled; rules need them.
    figures += facts.measure()
    groups.create_all()
    for section in (previews, evaluations, batch, events, changes, ticks, prices):
        figures += section.measure()
    return figures


if __name__ == "__main__":
    sys.exit(main())
