"""``customer-groups worker``: keeps memberships up to date until it is stopped."""

from __future__ import annotations

import argparse
import sys
from typing import Final

from saleor_customer_groups.management.evaluate import bring_up_to_date
from saleor_customer_groups.management.progress import progress_line
from saleor_customer_groups.management.sentences import in_sentences

from ..home import home

NAME: Final = "worker"
HELP: Final = "Work off what happens, until stopped; with --once, what did, and end."

#: One for marks, one for what takes longer.
_PROCESSES: Final = 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help="work everything off, end")
    parser.add_argument(
        "--log-level",
        default="warning",
        choices=("debug", "info", "warning", "error"),
        help="how much to tell (warning)",
    )


@in_sentences
def run(options: argparse.Namespace) -> int:
    if options.once:
        with progress_line() as line:
            bring_up_to_date(line.say)
        return 0
    from ..celery import app

    sys.stderr.write("Working. Stop it with Ctrl+C.\n")
    app.worker_main(
        [
            "worker",
            "--beat",
            f"--schedule={home() / 'beat-schedule'}",
            f"--concurrency={_PROCESSES}",
            f"--loglevel={options.log_level}",
            "--without-gossip",
            "--without-mingle",
            "--without-heartbeat",
        ]
    )
    return 0
