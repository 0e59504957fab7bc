"""``manage.py customer_groups``: the shared commands in any Django project."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from ..shared import COMMANDS


class Command(BaseCommand):
    """Dispatches to the module that is the sub-command."""

    help = "Customer groups: list and edit groups, see members, explain and verify."

    def add_arguments(self, parser: CommandParser) -> None:
        commands = parser.add_subparsers(required=True, metavar="COMMAND")
        for command in COMMANDS:
            own = commands.add_parser(
                command.NAME, help=command.HELP, description=command.HELP
            )
            command.add_arguments(own)
            own.set_defaults(run=command.run)

    def handle(self, *args: Any, run: Any, **options: Any) -> None:
        code: int = run(argparse.Namespace(**options))
        if code:
            sys.exit(code)
