"""Saleor's public API as its clients use it: over HTTP, with a token."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from typing import Any, Final

_TOKEN: Final = """mutation($email: String!, $password: String!) {
  tokenCreate(email: $email, password: $password) { token errors { field message } }
}"""


class Api:
    """Sends operations; every error that an answer carries fails the test."""

    def __init__(self, url: str, token: str = "") -> None:
        self._url = url
        self._token = token

    def run(self, operation: str, **variables: Any) -> Any:
        """The data of the only field of the operation."""
        answer = self.answer(operation, **variables)
        if "errors" in answer:
            raise AssertionError(f"{operation}\n{answer['errors']}")
        found = next(iter(answer["data"].values()))
        errors = found.get("errors") if isinstance(found, dict) else None
        if errors:
            raise AssertionError(f"{operation}\n{variables}\n{errors}")
        return found

    def answer(self, operation: str, **variables: Any) -> Any:
        """The whole answer, errors and all."""
        request = urllib.request.Request(
            self._url,
            json.dumps({"query": operation, "variables": variables}).encode(),
            {"Content-Type": "application/json"},
        )
        if self._token:
            request.add_header("Authorization", f"Bearer {self._token}")
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                return json.load(response)
        except urllib.error.HTTPError as error:
            return json.load(error)


def sign_in(url: str, email: str, password: str, *, own: str = "") -> Api:
    """The access of whom the password is to Saleor's API, or to ``own``."""
    token = Api(url).run(_TOKEN, email=email, password=password)["token"]
    return Api(own or url, token)
