"""Importing orders, beside a bare COPY of the same file; and its memory."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import connection, transaction

from .database import execute
from .measuring import Figure, Spread, alternate, tell, timed
from .shop import Size

_ROWS: Final = 1_000_000
_REPEATS: Final = 3
_SMALLER: Final = 5
_BLOCK: Final = 1 << 20

_FILE: Final = """
COPY (
  SELECT 'o' || n AS "order",
    'i' || 1 + floor({customers} * bench_random(n, 61) ^ 2)::int AS customer,
    to_char(timestamptz '2024-01-01Z' + bench_random(n, 62) * interval '700 days',
      'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS placed_at,
    round((5 + 200 * bench_random(n, 63) ^ 2)::numeric, 2) AS total,
    (ARRAY['EUR', 'USD', 'GBP'])[1 + mod(n, 3)] AS currency,
    (ARRAY['web-eu', 'web-us', 'web-uk'])[1 + mod(n, 3)] AS channel,
    1 + mod(n, 4) AS units
  FROM generate_series(1, {rows}) n
) TO STDOUT WITH (FORMAT csv, HEADER)
"""
_COPIED: Final = """
CREATE TABLE bench_copied (
  "order" varchar PRIMARY KEY, customer text NOT NULL, placed_at timestamptz NOT NULL,
  total numeric(20, 3) NOT NULL, currency text NOT NULL, channel text NOT NULL,
  units integer
)
"""


def measure(size: Size) -> Sequence[Figure]:
    """Needs the tables of the shop to be empty, and leaves them so."""
    rows = max(2_000, round(_ROWS * size.scale))
    folder = Path(settings.REPORTED_IN) / "bench"
    large, small = folder / "orders.csv", folder / "orders-small.csv"
    _write(large, rows)
    _write(small, rows // _SMALLER)
    tell(f"import: {rows:,} orders, {large.stat().st_size / 1e6:,.1f} MB")
    execute(_COPIED)
    memory: list[float] = []
    pair = alternate(
        f"import of {rows:,} orders, bare COPY",
        lambda: _import(large, memory),
        lambda: _copy(large),
        repeats=_REPEATS,
    )
    small_memory: list[float] = []
    for _ in range(_REPEATS):
        _import(small, small_memory)
    execute("DROP TABLE bench_copied")
    _empty()
    large.unlink()
    small.unlink()
    speed = pair.baseline.middle / pair.ours.middle
    peak, small_peak = Spread.of(memory).middle, Spread.of(small_memory).middle
    tell(f"import: peak memory {peak:,.1f} MB, {small_peak:,.1f} MB for 1/{_SMALLER}")
    return [
        Figure(
            name=f"import of {rows:,} orders, speed to COPY",
            figure=pair.ours.middle,
            unit="s",
            ratio=speed,
            limit=">= 0.33 x",
            holds=speed >= 1 / 3,
        ),
        Figure(
            name=f"... its peak memory, to that of {rows // _SMALLER:,} orders",
            figure=peak,
            unit="MB",
            ratio=peak / small_peak,
            limit="<= 1.25 x",
            holds=peak / small_peak <= 1.25,
        ),
    ]


def _write(path: Path, rows: int) -> None:
    text = _FILE.format(rows=rows, customers=max(1, rows // 5))
    connection.ensure_connection()
    with (
        path.open("wb") as file,
        connection.cursor() as cursor,
        cursor.copy(text) as copy,
    ):
        for block in copy:
            file.write(block)


def _copy(path: Path) -> float:
    execute("TRUNCATE bench_copied")
    execute("CHECKPOINT")
    return timed(lambda: _copy_blocks(path))


def _copy_blocks(path: Path) -> None:
    statement = "COPY bench_copied FROM STDIN WITH (FORMAT csv, HEADER)"
    with (
        transaction.atomic(),
        path.open("rb") as file,
        connection.cursor() as cursor,
        cursor.copy(statement) as copy,
    ):
        while block := file.read(_BLOCK):
            copy.write(block)


def _import(path: Path, memory: list[float]) -> float:
    """Seconds of the import in a process of its own, whose peak memory is noted."""
    _empty()
    execute("CHECKPOINT")
    found = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.importing", str(path)],
        check=True,
        stdout=subprocess.PIPE,
    )
    answer = json.loads(found.stdout)
    memory.append(answer["megabytes"])
    seconds: float = answer["seconds"]
    return seconds


def _empty() -> None:
    execute(
        "TRUNCATE standalone_order, standalone_customer, customer_groups_profile,"
        " customer_groups_mark CASCADE"
    )
