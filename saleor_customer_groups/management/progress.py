"""Progress: one line on a terminal that says how far the work is."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_CLEAR: Final = "\r\x1b[K"


class ProgressLine:
    """Rewrites itself on a terminal; silent where nobody watches."""

    def __init__(self) -> None:
        self._is_watched = sys.stderr.isatty()

    def say(self, text: str) -> None:
        if self._is_watched:
            sys.stderr.write(f"{_CLEAR}{text}")
            sys.stderr.flush()

    def clear(self) -> None:
        if self._is_watched:
            sys.stderr.write(_CLEAR)
            sys.stderr.flush()


@contextmanager
def progress_line() -> Iterator[ProgressLine]:
    """A line that is gone when the work is done."""
    line = ProgressLine()
    try:
        yield line
    finally:
        line.clear()
