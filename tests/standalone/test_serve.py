"""``serve`` and ``token``: the API of a standalone shop, as a user gets it."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from django.core.signing import loads
from django.test import Client

from saleor_customer_groups.extension.middleware import NOT_BUILT, is_built
from saleor_customer_groups.host import Permission, Requester
from saleor_customer_groups.standalone.explorer import saved_queries
from saleor_customer_groups.standalone.tokens import issue_token
from tests.graphql.asking import ApiClient
from tests.services.shopping import NOW, join_shop, make_group, place_order

from .command_line import Terminal

ROOT = Path(__file__).parents[2]
COMMAND = (sys.executable, "-m", "saleor_customer_groups.standalone.cli")


def read(token: str) -> dict[str, Any]:
    return loads(token, salt="saleor_customer_groups.standalone.token")


def test_token__printed__may_what_it_says_and_expires(terminal: Terminal) -> None:
    join_shop("anna")

    ran = terminal(
        *("token", "--name", "ann", "--permission", "MANAGE_USERS"),
        *("--customer", "anna", "--expires-in", 2),
    )

    assert (ran.code, ran.err) == (0, "")
    payload = read(ran.out.strip())
    assert payload["name"] == "ann"
    assert payload["permissions"] == ["MANAGE_USERS"]
    assert payload["customer"] == "anna"
    until = datetime.fromtimestamp(payload["until"], UTC)
    assert abs(until - datetime.now(UTC) - timedelta(days=2)) < timedelta(minutes=1)


def test_token__without_permissions__has_none(terminal: Terminal) -> None:
    payload = read(terminal("token", "--name", "ann").out.strip())

    assert (payload["permissions"], payload["customer"]) == ([], None)
    client = ApiClient("/graphql/", {})
    client.headers["Authorization"] = f"Bearer {terminal('token', '--name', 'x').out}"
    assert client.ask("{ health { at } }").code == "PermissionDenied"


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        ((), 2, "--name"),
        (("--name", "x", "--permission", "EVERYTHING"), 2, "invalid choice"),
        (("--name", "x", "--expires-in", "0"), 2, "no number of days"),
        (("--name", "x", "--expires-in", "9999"), 2, "no number of days"),
        (("--name", "x", "--customer", "nobody"), 1, "There is no customer “nobody”."),
    ],
)
def test_token__that_cannot_be__is_refused(
    terminal: Terminal, words: tuple[str, ...], code: int, sentence: str
) -> None:
    ran = terminal("token", *words)

    assert ran.code == code
    assert sentence in ran.err


def test_explorer__is_served_from_here_and_may_load_nothing_else(db: None) -> None:
    client = Client()

    page = client.get("/graphql/")

    assert page.status_code == 200
    assert "default-src 'none'" in page["Content-Security-Policy"]
    text = page.content.decode()
    loaded = re.findall(r'(?:src|href)="([^"]+)"', text)
    assert loaded
    for address in loaded:
        if address != "data:,":
            assert address.startswith("../explorer/")
            assert client.get(urljoin("/graphql/", address)).status_code == 200
    script = client.get("/explorer/page.js").content.decode()
    assert not re.search(r"https?://|eval\(|innerHTML", script + text)
    assert client.get("/").headers["Location"] == "ui/"


@pytest.mark.parametrize("name", ["page.html", "explorer.py", "..", "queries"])
def test_explorer__of_anything_else__is_not_there(db: None, name: str) -> None:
    assert Client().get(f"/explorer/{name}").status_code == 404


def test_saved_queries__are_five_and_each_is_answered(db: None) -> None:
    (key,) = join_shop("anna")
    place_order(key, NOW)
    make_group("vip")
    saved = Client().get("/explorer/queries.json").json()
    token = a_token()

    assert saved == saved_queries()
    assert len(saved) == 5
    for each in saved:
        client = ApiClient("/graphql/", {"Authorization": f"Bearer {token}"})
        found = client.get(each["query"], **json.loads(each["variables"]))
        assert all(found.values()), each["title"]
        assert each["title"]


def a_token() -> str:
    return issue_token(
        Requester("ann", frozenset({Permission.MANAGE_USERS})),
        expires_at=datetime.now(UTC) + timedelta(days=1),
    )


class Served:
    """A shop that is being served by a process of its own."""

    def __init__(self, home: Path, *words: str) -> None:
        self.environment = {
            **os.environ,
            "CUSTOMER_GROUPS_HOME": str(home),
            "DJANGO_SETTINGS_MODULE": "saleor_customer_groups.standalone.settings",
        }
        self.process = subprocess.Popen(
            [*COMMAND, "serve", "--port", "0", *words],
            cwd=ROOT,
            env=self.environment,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stderr is not None
        line = self.process.stderr.readline()
        found = re.search(r"http://(\S+?):(\d+)/graphql/", line)
        assert found, line + self.process.stderr.read()
        self.port = int(found[2])
        self.said = self.process.stderr.readline()
        if is_built() and "--no-sign-in-link" not in words:
            self.said += self.process.stderr.readline()
        self.address = f"http://127.0.0.1:{self.port}/graphql/"

    def ask(self, query: str, **headers: str) -> tuple[int, Any]:
        request = urllib.request.Request(
            self.address,
            json.dumps({"query": query}).encode(),
            {"Content-Type": "application/json", **headers},
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                return response.status, json.load(response)
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def payload(self, token: str) -> dict[str, Any]:
        """What the token says, by the key of this shop."""
        key = (
            Path(self.environment["CUSTOMER_GROUPS_HOME"]) / "secret-key"
        ).read_text()
        salt = "saleor_customer_groups.standalone.token"
        found: dict[str, Any] = loads(token, key=key, salt=salt)
        return found

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Another command of the same shop."""
        return subprocess.run(
            [*COMMAND, *words],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(timeout=60)
        assert self.process.stderr is not None
        self.process.stderr.close()
        return code


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    shop = Served(tmp_path_factory.mktemp("home"), "--hostname", "shop.test")
    yield shop
    if shop.process.poll() is None:
        shop.stop()


def test_serve__to_whoever_has_a_token__answers(served: Served) -> None:
    made = served.run("token", "--name", "ann", "--permission", "MANAGE_USERS")
    query = "{ customerGroups(first: 5) { edges { node { code memberCount } } } }"

    status, found = served.ask(query, Authorization=f"Bearer {made.stdout.strip()}")

    assert status == 200
    assert found["data"]["customerGroups"]["edges"] == [
        {"node": {"code": "standard", "memberCount": 0}}
    ]
    assert served.ask(query)[1]["data"] == {"customerGroups": None}
    assert served.ask(query, Authorization="Bearer x")[0] == 401


def test_serve__says_where_the_screens_are_or_what_is_missing(served: Served) -> None:
    screens = f"http://127.0.0.1:{served.port}/ui/"
    if not is_built():
        assert served.said == f"{NOT_BUILT}\n"
        return

    found = re.fullmatch(
        rf"Screens: {screens}\nSign in: {screens}#token=(\S+)\n", served.said
    )

    assert found
    with urllib.request.urlopen(screens, timeout=30) as page:
        assert '<base href="/ui/" />' in page.read().decode()
        assert int(page.headers["Content-Length"]) > 0
    status, answer = served.ask(
        "{ customerGroupShop { timeZone } shopProducts { name } }",
        Authorization=f"Bearer {found[1]}",
    )
    assert status == 200
    assert answer["data"] == {
        "customerGroupShop": {"timeZone": "UTC"},
        "shopProducts": [],
    }
    until = datetime.fromtimestamp(served.payload(found[1])["until"], UTC)
    assert timedelta(hours=11) < until - datetime.now(UTC) <= timedelta(hours=12)


def test_serve__told_to_print_no_link__prints_none(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    shop = Served(tmp_path_factory.mktemp("home"), "--no-sign-in-link")
    shop.process.send_signal(signal.SIGTERM)
    _, rest = shop.process.communicate(timeout=60)

    assert "token=" not in shop.said + rest


def test_serve__under_another_name__answers_only_where_it_is_told(
    served: Served,
) -> None:
    assert served.ask("{ health { at } }", Host="shop.test")[0] == 200
    assert served.ask("{ health { at } }", Host="evil.test")[0] == 400


def test_serve__where_it_cannot_listen__says_so(served: Served) -> None:
    taken = served.run("serve", "--port", str(served.port))
    wrong = served.run("serve", "--port", "70000")

    assert taken.returncode == 1
    assert taken.stderr == (
        f"Nothing can listen on 127.0.0.1, port {served.port}: Address already in use."
        " Choose another with --host or --port.\n"
    )
    assert wrong.returncode == 2


def test_serve__told_to_stop__does(served: Served) -> None:
    assert served.stop() == 0
