"""Measuring: ours and a baseline alternately, medians, and the table of figures."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Final, NamedTuple

_STARTED: Final = time.monotonic()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One row of the table.

    ``ratio`` is to the baseline that ``limit`` speaks of, from the same run.
    """

    name: str
    figure: float
    unit: str
    ratio: float | None
    limit: str
    holds: bool | None


class Spread(NamedTuple):
    """Seconds of several runs."""

    low: float
    middle: float
    high: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        return cls(min(values), median(values), max(values))

    def __str__(self) -> str:
        return " / ".join(f"{value * 1000:,.1f}" for value in self) + " ms"


class Pair(NamedTuple):
    """Ours beside the baseline."""

    ours: Spread
    baseline: Spread

    @property
    def ratio(self) -> float:
        return self.ours.middle / self.baseline.middle


def timed(action: Callable[[], object]) -> float:
    """Seconds that the action takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def alternate(
    name: str,
    ours: Callable[[], float],
    baseline: Callable[[], float],
    *,
    repeats: int,
    warm: bool = True,
) -> Pair:
    """Runs both in turn, after one run of each that does not count where ``warm``.

    Both return their seconds, so that what prepares a run is not measured.
    """
    if warm:
        ours()
        baseline()
    our_times, their_times = [], []
    for number in range(repeats):
        first, second = (ours, our_times), (baseline, their_times)
        # Whoever runs second finds warmer caches: take turns in that, too.
        for run, times in (first, second) if number % 2 == 0 else (second, first):
            times.append(run())
    pair = Pair(Spread.of(our_times), Spread.of(their_times))
    tell(f"{name}: ours {pair.ours}, baseline {pair.baseline} (min / median / max)")
    return pair


def at_most(name: str, pair: Pair, limit: float, *, unit: str = "ms") -> Figure:
    """The figure whose ratio may be ``limit`` at most."""
    factor = 1000 if unit == "ms" else 1
    return Figure(
        name=name,
        figure=pair.ours.middle * factor,
        unit=unit,
        ratio=pair.ratio,
        limit=f"<= {limit:g} x",
        holds=pair.ratio <= limit,
    )


def goal(name: str, spread: Spread, milliseconds: float) -> Figure:
    """The figure that is to take so long at most; its ratio is the share of the goal."""
    figure = spread.middle * 1000
    return Figure(
        name=name,
        figure=figure,
        unit="ms",
        ratio=figure / milliseconds,
        limit=f"<= {milliseconds:g} ms",
        holds=figure <= milliseconds,
    )


def tell(text: str) -> None:
    """A line of progress, with the time since the start."""
    minutes, seconds = divmod(int(time.monotonic() - _STARTED), 60)
    sys.stderr.write(f"{minutes:3d}:{seconds:02d}  {text}\n")
    sys.stderr.flush()


def table(figures: Sequence[Figure]) -> str:
    """The figures as text, 100 columns wide at most."""
    lines = [f"{'':57} {'figure':>11} {'unit':5} {'ratio':>6} {'limit':9} holds"]
    for each in figures:
        ratio = "" if each.ratio is None else f"{each.ratio:.2f}"
        holds = {True: "yes", False: "NO", None: ""}[each.holds]
        lines.append(
            f"{each.name[:57]:57} {each.figure:>11,.1f} {each.unit:5} {ratio:>6}"
            f" {each.limit:9} {holds}".rstrip()
        )
    return "\n".join(lines) + "\n"


def write(figures: Sequence[Figure], path: Path) -> None:
    rows = [asdict(figure) for figure in figures]
    path.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")
