"""``manage.py customer_groups_uninstall``: leaves Saleor's database as it was.

Django looks for commands in the app's own package: this one is the plugin's.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from saleor_customer_groups.host import get_host

from ..confirming import confirm


class Command(BaseCommand):
    """To be run before the package is removed."""

    help = (
        "Removes the tables, tasks and values of customer groups from Saleor's database."
        " Run it before pip uninstall; afterwards start Saleor anew."
    )
    # The tables that checks ask for may be gone.
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--yes", action="store_true", help="go on without asking")

    def handle(self, *args: Any, **options: Any) -> None:
        if get_host().name != "saleor":
            raise CommandError("This command is for a Saleor that has the package.")
        from saleor_customer_groups.plugin import uninstalling

        with get_host().writing():
            for sentence in uninstalling.what_would_go():
                self.stdout.write(sentence)
            confirm("All this is deleted for good.", is_confirmed=bool(options["yes"]))
            try:
                uninstalling.uninstall()
            except uninstalling.StillInUseError as error:
                raise CommandError(str(error)) from error
        self.stdout.write(
            "Nothing of customer groups is left in the database. Now run: pip uninstall"
            " saleor-customer-groups, and start Saleor anew."
        )
