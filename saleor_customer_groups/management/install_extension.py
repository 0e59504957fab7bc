"""``install-extension``: has Saleor's Dashboard show the screens."""

from __future__ import annotations

import argparse
import sys
from typing import Final

from django.core.management.base import CommandError

from saleor_customer_groups.host import get_host

from .sentences import in_sentences

NAME: Final = "install-extension"
HELP: Final = "Have Saleor's Dashboard show the screens, and what changed about them."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none: Saleor knows its own address."""


@in_sentences
def run(options: argparse.Namespace) -> int:
    host = get_host()
    if host.name != "saleor":
        raise CommandError(
            "This shop is not in Saleor, and its screens need no Dashboard: see them with"
            " “customer-groups serve”. In Saleor this is: manage.py customer_groups"
            f" {NAME}."
        )
    # Only the plugin knows Saleor's tables.
    from saleor_customer_groups.plugin import extension_app

    with host.writing():
        outcome = extension_app.install()
    sys.stdout.write(f"{_SAID[outcome.value]} {extension_app.screens_address()}/.\n")
    return 0


_SAID: Final = {
    "installed": "The Dashboard shows customer groups now, under Customers, from",
    "refreshed": "The Dashboard shows customer groups as they are now, from",
    "unchanged": "Nothing has changed: the Dashboard shows customer groups from",
}
