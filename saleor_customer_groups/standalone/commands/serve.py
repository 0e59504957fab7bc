"""``customer-groups serve``: the API and its page, until stopped."""

from __future__ import annotations

import argparse
import signal
import sys
from typing import Any, Final

from django.conf import settings
from django.core.management.base import CommandError

from saleor_customer_groups.graphql.body import UPLOAD_LIMIT

NAME: Final = "serve"
HELP: Final = "Serve the GraphQL API and a page to try it on, until stopped."

_EVERYWHERE: Final = frozenset({"0.0.0.0", "::", ""})  # noqa: S104 - what is recognised
_THREADS: Final = 4


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        help="the address to listen on (127.0.0.1: only this machine is answered)",
    )
    parser.add_argument("--port", type=_port, default=8000, help="the port (8000)")
    parser.add_argument(
        "--hostname",
        action="append",
        default=[],
        metavar="NAME",
        help="a name under which it is reached, besides localhost (repeatable)",
    )


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65_535:
        raise argparse.ArgumentTypeError(f"“{text}” is no port, from 0 to 65535")
    return int(text)


def run(options: argparse.Namespace) -> int:
    """Raises CommandError where nothing can listen there, or no server is installed."""
    try:
        from waitress.server import create_server
    except ImportError as error:
        raise CommandError(
            "No web server is installed. Install “saleor-customer-groups[standalone]”."
        ) from error
    known = {*options.hostname} | ({options.host} - _EVERYWHERE)
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, *sorted(known)]
    from ..wsgi import application

    try:
        server = create_server(
            application,
            host=options.host,
            port=options.port,
            threads=_THREADS,
            max_request_body_size=UPLOAD_LIMIT,
            ident=None,
        )
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CommandError(
            f"Nothing can listen on {options.host}, port {options.port}: {reason}."
            " Choose another with --host or --port."
        ) from error
    name = "localhost" if options.host in _EVERYWHERE else options.host
    sys.stderr.write(
        f"Serving on http://{name}:{_port_of(server)}/graphql/. Stop it with Ctrl+C.\n"
    )
    signal.signal(signal.SIGTERM, _stop)
    try:
        server.run()
    finally:
        server.close()
    return 0


def _port_of(server: Any) -> int:
    """A name may stand for several addresses; the port is the same."""
    if hasattr(server, "effective_listen"):
        return int(server.effective_listen[0][1])
    return int(server.effective_port)


def _stop(_signal: int, _frame: object) -> None:
    raise SystemExit(0)
