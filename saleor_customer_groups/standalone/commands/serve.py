"""``customer-groups serve``: the screens and the API, until stopped."""

from __future__ import annotations

import argparse
from typing import Final

from ..serving import DEFAULT_HOST, DEFAULT_PORT, Listening, serve_shop

NAME: Final = "serve"
HELP: Final = (
    "Serve the screens, the GraphQL API and a page to try it on, until stopped."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--host",
        default=DEFAULT_HOST,
        help=f"the address to listen on ({DEFAULT_HOST}: only this machine is answered)",
    )
    add_port(parser)
    parser.add_argument(
        "--hostname",
        action="append",
        default=[],
        metavar="NAME",
        help="a name under which it is reached, besides localhost (repeatable)",
    )
    parser.add_argument(
        "--staff",
        default="staff",
        metavar="NAME",
        help="whom the record names for what is done by the sign-in link (staff)",
    )
    parser.add_argument(
        "--no-sign-in-link",
        action="store_true",
        help="print none, such as where a log keeps what is printed",
    )
    parser.add_argument(
        "--worker",
        action="store_true",
        help="work off what happens, too, instead of a “worker” of its own",
    )


def add_port(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--port", type=_port, default=DEFAULT_PORT, help=f"the port ({DEFAULT_PORT})"
    )


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65_535:
        raise argparse.ArgumentTypeError(f"“{text}” is no port, from 0 to 65535")
    return int(text)


def run(options: argparse.Namespace) -> int:
    serve_shop(
        Listening(options.host, options.port, tuple(options.hostname)),
        staff=None if options.no_sign_in_link else options.staff,
        with_worker=options.worker,
    )
    return 0
