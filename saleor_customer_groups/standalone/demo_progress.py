"""Demo progress: a bar for each step on a terminal, a line for each elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

#: Told how much of how much is done.
Report = Callable[[int, int], None]


@contextmanager
def step(title: str) -> Iterator[Report]:
    """One step of the work; afterwards one line says how long it took."""
    began = time.monotonic()
    if sys.stderr.isatty():
        columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
        console = Console(stderr=True)
        with Progress(*columns, console=console, transient=True) as bar:
            task = bar.add_task(title, total=None)
            yield lambda done, total: bar.update(task, completed=done, total=total)
    else:
        yield lambda _done, _total: None
    sys.stderr.write(f"{title:<30}{time.monotonic() - began:5.1f} s\n")
    sys.stderr.flush()
