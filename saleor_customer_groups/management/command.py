"""Command: what a module has to be to serve as a sub-command."""

from __future__ import annotations

import argparse
from typing import Protocol


class Command(Protocol):
    """A module that is one sub-command."""

    @property
    def NAME(self) -> str: ...  # noqa: N802 - a constant of the module

    @property
    def HELP(self) -> str: ...  # noqa: N802

    def add_arguments(self, parser: argparse.ArgumentParser) -> None: ...

    def run(self, options: argparse.Namespace) -> int:
        """The exit code: 0 when done, 1 when it failed."""
        ...
