"""Acting: whom the ledger names for what is done on the command line."""

from __future__ import annotations

import getpass


def actor() -> str:
    """The name of the user of the operating system."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container may run as a number without a name
        return "command line"
