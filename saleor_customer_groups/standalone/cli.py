"""``customer-groups``: the command line of a standalone shop."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import OperationalError

from saleor_customer_groups.management.command import Command

#: Held while migrating, so that several first starts at once do not collide.
_MIGRATION_LOCK = 0x63677270


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. 0 when done, 1 when it failed, 2 when it was called wrongly.

    Failures are one sentence on standard error.
    """
    os.environ.setdefault(
        "DJANGO_SETTINGS_MODULE", "saleor_customer_groups.standalone.settings"
    )
    try:
        django.setup()
        options = _parser().parse_args(arguments)
        ensure_migrated()
        code: int = options.run(options)
        sys.stdout.flush()
    except (CommandError, ImproperlyConfigured) as error:
        return _fail(str(error))
    except OperationalError as error:
        return _fail(f"The database does not answer: {str(error).strip()}")
    except BrokenPipeError:
        # Whoever read the output has seen enough; nothing may be written at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return _fail("Interrupted; what was not finished was not written.", code=130)
    return code


def ensure_migrated() -> None:
    """Bring the database to this version's tables, where it is not there yet."""
    if _is_migrated():
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_MIGRATION_LOCK])
        try:
            if not _is_migrated():
                call_command("migrate", verbosity=0, interactive=False)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_MIGRATION_LOCK])


def _is_migrated() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="customer-groups",
        description="Customer groups from an order history of your own.",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in _commands():
        own = commands.add_parser(
            command.NAME, help=command.HELP, description=command.HELP
        )
        command.add_arguments(own)
        own.set_defaults(run=command.run)
    return parser


def _commands() -> Sequence[Command]:
    # Models can be imported only once Django is set up.
    from saleor_customer_groups.management.shared import COMMANDS

    from .commands import demo, imports, serve, token, voucher, worker

    return (imports, *COMMANDS, voucher, worker, serve, token, demo)


def _fail(sentence: str, *, code: int = 1) -> int:
    sys.stderr.write(f"{sentence}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
