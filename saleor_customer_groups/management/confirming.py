"""Confirming: what cannot be undone is asked about before it is done."""

from __future__ import annotations

import sys

from django.core.management.base import CommandError


def confirm(consequence: str, *, is_confirmed: bool) -> None:
    """Returns when somebody agreed to the consequence, a whole sentence.

    Without ``is_confirmed`` that is asked on a terminal. Raises CommandError where the
    answer is no, or where nobody is there to give one.
    """
    if is_confirmed:
        return
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise CommandError(f"{consequence} Nothing was changed. Confirm it with --yes.")
    sys.stderr.write(f"{consequence} Go on? [y/N] ")
    sys.stderr.flush()
    if sys.stdin.readline().strip().lower() not in ("y", "yes"):
        raise CommandError("Nothing was changed.")
