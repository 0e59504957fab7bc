"""``export``: writes a group's members to a CSV file."""

from __future__ import annotations

import argparse
import csv
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TextIO

from saleor_customer_groups.models import CustomerGroup
from saleor_customer_groups.services.groups import get_group
from saleor_customer_groups.services.members import list_members

from .members import TITLES
from .output import as_csv, json_key
from .pending import warn_if_pending
from .progress import progress_line
from .sentences import in_sentences

NAME: Final = "export"
HELP: Final = "Write the members of a group to a CSV file."

CHANNELS: Final = ("email", "sms", "phone", "post")
_TOLD_EVERY: Final = 1_000

#: Told how many rows are written.
Progress = Callable[[int], None]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("group", metavar="GROUP", help="the group's code")
    parser.add_argument("--output", type=Path, metavar="FILE", required=True)
    parser.add_argument(
        "--consented",
        choices=CHANNELS,
        help="only members who want to hear from the shop this way",
    )


@in_sentences
def run(options: argparse.Namespace) -> int:
    group = get_group(options.group)
    warn_if_pending()
    with progress_line() as line:
        count = export_members(
            group,
            options.output,
            consented=options.consented,
            progress=lambda done: line.say(f"{done:,} members written"),
        )
    members = "1 member" if count == 1 else f"{count:,} members"
    sys.stdout.write(f"{members} of “{group.name}” in {options.output}.\n")
    return 0


def export_members(
    group: CustomerGroup,
    path: Path,
    *,
    consented: str | None = None,
    progress: Progress = lambda _done: None,
) -> int:
    """Writes the file, all of it or none; how many members. Memory stays flat.

    Cells that a spreadsheet would run are escaped. Raises OSError.
    """
    count = 0
    with replaced(path) as file:
        writer = csv.writer(file)
        writer.writerow([json_key(title) for title in TITLES])
        for member in list_members(group, consented=consented):
            writer.writerow([as_csv(cell) for cell in member])
            count += 1
            if count % _TOLD_EVERY == 0:
                progress(count)
    return count


@contextmanager
def replaced(path: Path) -> Iterator[TextIO]:
    """A file beside ``path`` that takes its place once it is whole."""
    if path.is_dir():
        raise IsADirectoryError(None, "is a directory", str(path))
    try:
        number, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error
    draft = Path(name)
    try:
        with os.fdopen(number, "w", newline="", encoding="utf-8") as file:
            yield file
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
