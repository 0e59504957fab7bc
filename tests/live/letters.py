"""What Saleor has its apps tell customers: the tokens that would come by e-mail."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final

from .api import Api

_APP: Final = """mutation($input: AppInput!) {
  appCreate(input: $input) { app { id } errors { field message } }
}"""
_WEBHOOK: Final = """mutation($input: WebhookCreateInput!) {
  webhookCreate(input: $input) { errors { field message } }
}"""
_SUBSCRIPTION: Final = """subscription { event { __typename
  ... on AccountConfirmationRequested { token user { email } }
  ... on AccountDeleteRequested { token user { email } }
} }"""


class Letters:
    """The tokens by what they are for and who is to have them."""

    def __init__(self) -> None:
        self._tokens: dict[tuple[str, str], str] = {}
        self._has_come = threading.Condition()

    def keep(self, event: str, email: str, token: str) -> None:
        with self._has_come:
            self._tokens[event, email] = token
            self._has_come.notify_all()

    def wait_for(self, event: str, email: str, *, within: float = 20) -> str:
        """The token; AssertionError where none comes in so many seconds."""
        end = time.monotonic() + within
        with self._has_come:
            while (event, email) not in self._tokens:
                left = end - time.monotonic()
                assert left > 0, f"{event} was not told for {email} in {within} s"
                self._has_come.wait(left)
            return self._tokens[event, email]


@contextmanager
def letters_of(api: Api) -> Iterator[Letters]:
    """Listens for them as an app of the shop does."""
    letters = Letters()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            letters.keep(told["__typename"], told["user"]["email"], told["token"])
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing: it would stand in between pytest's lines."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        _subscribe(api, f"http://127.0.0.1:{server.server_port}/")
        yield letters
    finally:
        server.shutdown()
        server.server_close()


def _subscribe(api: Api, url: str) -> None:
    app = api.run(_APP, input={"name": "Letters", "permissions": ["MANAGE_USERS"]})
    events = ["ACCOUNT_CONFIRMATION_REQUESTED", "ACCOUNT_DELETE_REQUESTED"]
    api.run(
        _WEBHOOK,
        input={
            "name": "Letters",
            "app": app["app"]["id"],
            "targetUrl": url,
            "isActive": True,
            "asyncEvents": events,
            "query": _SUBSCRIPTION,
        },
    )
