"""``manage.py customer_groups_fill``: reads everything that Saleor has, now.

Django looks for commands in the app's own package: this one is the plugin's.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from saleor_customer_groups.host import get_host

from ..progress import progress_line


class Command(BaseCommand):
    """Beat does the same by itself, once."""

    help = (
        "Reads all customers and orders of Saleor anew and evaluates every group. Beat does"
        " so by itself after the installation; this shows how far it is."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if get_host().name != "saleor":
            raise CommandError("This command is for a Saleor that has the package.")
        from saleor_customer_groups.plugin import filling

        with get_host().writing(), progress_line() as line:
            count = filling.fill(
                progress=lambda done, of: line.say(f"{done} of {of} parts read")
            )
        self.stdout.write(
            f"{count:,} customers are read, and every group is evaluated."
        )
