"""A standalone shop as a process of its own serves it, and tokens for its staff."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any, Final

from django.core import signing

_TOP: Final = Path(__file__).resolve().parents[2]
_SALT: Final = "saleor_customer_groups.standalone.token"
_SAID: Final = re.compile(r"Screens: (\S+)/\nSign in: \S+#token=(\S+)\n")
_STARTED_WITHIN: Final = 120
_MOST_WORDS: Final = 100_000
_CLI: Final = ("-m", "saleor_customer_groups.standalone.cli")


class ShopHome:
    """A directory with an embedded database, and commands that are run on it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.environment: Final = {
            **os.environ,
            "CUSTOMER_GROUPS_HOME": str(path),
            "DJANGO_SETTINGS_MODULE": "saleor_customer_groups.standalone.settings",
        }
        # Tests fill the shop: it is never one that somebody's environment names.
        self.environment.pop("DATABASE_URL", None)

    def python(self, *words: str) -> str:
        """What Python prints with these arguments; asserts that it ends well."""
        done = subprocess.run(
            [sys.executable, *words],
            cwd=_TOP,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=180,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def token(self, *permissions: str) -> str:
        """A token of a staff member who may exactly this."""
        granted = [word for each in permissions for word in ("--permission", each)]
        return self.python(*_CLI, "token", "--name", "bob", *granted)

    def expired(self, token: str) -> str:
        """The same token, out of date."""
        key = (self._path / "secret-key").read_text()
        said = signing.loads(token, key=key, salt=_SALT)
        return signing.dumps({**said, "until": 0}, key=key, salt=_SALT)


class ServedShop:
    """What ``customer-groups serve`` serves until it is stopped."""

    def __init__(self, home: ShopHome, database: str | None = None) -> None:
        named = {} if database is None else {"DATABASE_URL": database}
        # A file: nobody reads what it says later on, and a full pipe would stop it.
        with tempfile.TemporaryFile("w+") as said:
            self._process = subprocess.Popen(
                [sys.executable, *_CLI, "serve", "--port", "0"],
                cwd=_TOP,
                env={**home.environment, **named},
                stderr=said,
                text=True,
            )
            found = self._first_words(said)
        #: Where the screens are, without a slash at the end.
        self.address: Final = found[1]
        self.token: Final = found[2]

    def _first_words(self, said: IO[str]) -> re.Match[str]:
        """Where it says that it is served, once it does."""
        until = time.monotonic() + _STARTED_WITHIN
        text = ""
        while self._process.poll() is None and time.monotonic() < until:
            # Without a place of its own: the process writes on at the same one.
            text = os.pread(said.fileno(), _MOST_WORDS, 0).decode()
            if found := _SAID.search(text):
                return found
            time.sleep(0.1)
        raise AssertionError(text)

    @property
    def origin(self) -> str:
        return self.address.removesuffix("/ui")

    def ask(self, query: str, **variables: object) -> Any:
        """What the API answers to staff who may everything; asserts that it is data."""
        request = urllib.request.Request(
            f"{self.origin}/graphql/",
            json.dumps({"query": query, "variables": variables}).encode(),
            {"Content-Type": "application/json", "Authorization": f"JWT {self.token}"},
        )
        with urllib.request.urlopen(request, timeout=60) as response:
            answer = json.load(response)
        assert "errors" not in answer, answer
        return answer["data"]

    def make_group(self, name: str, rule: Mapping[str, object] | None = None) -> str:
        """The id of a new group, dynamic where a rule node is given."""
        given: dict[str, object] = {"name": name, "kind": "MANUAL"}
        if rule is not None:
            document = {"version": 1, "rule": rule}
            given = {"name": name, "kind": "DYNAMIC", "rule": document}
        result = self.ask(_CREATE, input=given)["customerGroupCreate"]
        assert result["errors"] == [], result
        return str(result["customerGroup"]["id"])

    def group_id(self, name: str) -> str:
        found = self.ask(_FIND, search=name)["customerGroups"]["edges"]
        return next(str(x["node"]["id"]) for x in found if x["node"]["name"] == name)

    def group_words(self) -> list[str]:
        """The names and codes of its groups."""
        found = self.ask(_FIND, search="")["customerGroups"]["edges"]
        return [str(edge["node"][key]) for edge in found for key in ("name", "code")]

    def customer_id(self, search: str) -> str:
        (edge,) = self.ask(_CUSTOMER, search=search)["customersByGroups"]["edges"]
        return str(edge["node"]["id"])

    def stop(self) -> None:
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(timeout=60)


_CREATE: Final = """
mutation ($input: CustomerGroupCreateInput!) {
  customerGroupCreate(input: $input) { customerGroup { id } errors { message } }
}
"""
_FIND: Final = """
query ($search: String) {
  customerGroups(search: $search, first: 100) { edges { node { id name code } } }
}
"""
_CUSTOMER: Final = """
query ($search: String) {
  customersByGroups(search: $search, first: 2) { edges { node { id } } }
}
"""
