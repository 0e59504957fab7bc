"""Serving: the shop's screens and API, and a worker beside them, until stopped."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, Final, NamedTuple

from django.conf import settings
from django.core.management.base import CommandError

from saleor_customer_groups.extension.middleware import (
    DEFAULT_PATH,
    NOT_BUILT,
    is_built,
)
from saleor_customer_groups.graphql.body import UPLOAD_LIMIT
from saleor_customer_groups.host import Permission, Requester

from .tokens import issue_token

DEFAULT_HOST: Final = "127.0.0.1"
DEFAULT_PORT: Final = 8000

#: How long a sign-in link is good for, and who signs in by it: a working day.
LINK_LASTS: Final = timedelta(hours=12)

_EVERYWHERE: Final = frozenset({"0.0.0.0", "::", ""})  # noqa: S104 - what is recognised
_THREADS: Final = 4
#: How long a worker has to finish what it is at.
_PATIENCE: Final = 10


class Listening(NamedTuple):
    """Where to listen, and by which names the shop is reached besides localhost."""

    host: str = DEFAULT_HOST
    port: int = DEFAULT_PORT
    names: tuple[str, ...] = ()


def serve_shop(
    listening: Listening, *, staff: str | None, with_worker: bool = False
) -> None:
    """Serves until stopped, and says on standard error where.

    With the name of a staff member, it says a link by which to sign in as that, too.
    Raises CommandError where nothing can listen there, or no server is installed.
    """
    server = _create_server(listening)
    name = "localhost" if listening.host in _EVERYWHERE else listening.host
    # An address of IPv6 stands in brackets before a port.
    shown = f"[{name}]" if ":" in name else name
    _announce(f"http://{shown}:{_port_of(server)}", staff)
    signal.signal(signal.SIGTERM, _stop)
    try:
        if with_worker:
            with _worker():
                server.run()
        else:
            server.run()
    finally:
        server.close()


def _create_server(listening: Listening) -> Any:
    try:
        from waitress.server import create_server
    except ImportError as error:
        raise CommandError(
            "No web server is installed. Install “saleor-customer-groups[standalone]”."
        ) from error
    known = {*listening.names} | ({listening.host} - _EVERYWHERE)
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, *sorted(known)]
    from .wsgi import application

    try:
        return create_server(
            application,
            host=listening.host,
            port=listening.port,
            threads=_THREADS,
            max_request_body_size=UPLOAD_LIMIT,
            ident=None,
        )
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CommandError(
            f"Nothing can listen on {listening.host}, port {listening.port}: {reason}."
            " Choose another with --host or --port."
        ) from error


def _announce(origin: str, staff: str | None) -> None:
    sys.stderr.write(f"Serving on {origin}/graphql/. Stop it with Ctrl+C.\n")
    if not is_built():
        sys.stderr.write(f"{NOT_BUILT}\n")
        return
    screens = f"{origin}{DEFAULT_PATH}"
    sys.stderr.write(f"Screens: {screens}\n")
    if staff is not None:
        sys.stderr.write(f"Sign in: {screens}#token={_token(staff)}\n")


def _token(staff: str) -> str:
    requester = Requester(name=staff, permissions=frozenset(Permission))
    return issue_token(requester, expires_at=datetime.now(UTC) + LINK_LASTS)


@contextmanager
def _worker() -> Iterator[None]:
    """A worker of the same shop, in a process of its own."""
    command = [sys.executable, "-m", "saleor_customer_groups.standalone.cli", "worker"]
    # In a session of its own, so that Ctrl+C stops it only after the server.
    process = subprocess.Popen(  # noqa: S603 - our own
        command, stdout=subprocess.DEVNULL, start_new_session=True
    )
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(timeout=_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _port_of(server: Any) -> int:
    """A name may stand for several addresses; the port is the same."""
    if hasattr(server, "effective_listen"):
        return int(server.effective_listen[0][1])
    return int(server.effective_port)


def _stop(_signal: int, _frame: object) -> None:
    raise SystemExit(0)
