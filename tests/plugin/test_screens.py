"""The screens in Saleor's own process: who gets them, where, and what they cost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from asgiref.testing import ApplicationCommunicator
from django.conf import settings as current
from django.core.asgi import get_asgi_application
from django.test import Client
from saleor.app.models import AppExtension

from saleor_customer_groups.plugin import checks, screens

pytest.importorskip(
    "whitenoise", reason="whitenoise is not installed beside this Saleor."
)

from saleor_customer_groups.extension import middleware
from saleor_customer_groups.plugin.configuration import known_configuration

PATH = "/plugins/saleor.customer-groups/ui/"
SCRIPT = f"{PATH}assets/index-a1.js"


@pytest.fixture(autouse=True)
def dist(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "index-a1.js").write_text("export {};")
    (tmp_path / "index.html").write_text('<base href="/" />')
    monkeypatch.setattr(middleware, "FILES", tmp_path)


def test_screens__in_saleor__come_after_security_and_before_the_rest() -> None:
    before = list(current.MIDDLEWARE)
    security = before.index("django.middleware.security.SecurityMiddleware")
    assert before[security + 1].endswith("ScreensMiddleware")
    assert len(before) > security + 2

    screens.add_screens()

    assert before == current.MIDDLEWARE


def test_page_and_files__are_served_beside_the_api(db: None) -> None:
    page = Client().get(f"{PATH}groups/1")

    assert page.status_code == 200
    assert f'<base href="{PATH}" />' in page.content.decode()
    assert "X-Frame-Options" not in page
    script = Client().get(SCRIPT)
    assert script.content == b"export {};"
    assert "immutable" in script["Cache-Control"]


def test_manifest__is_addressed_as_saleor_names_itself(db: None, settings: Any) -> None:
    settings.PUBLIC_URL = "https://shop.example.com"

    found = Client().get(f"{PATH}manifest.json").json()

    assert found["appUrl"] == f"https://shop.example.com{PATH}".rstrip("/")


def test_inactive__nothing_is_served_and_a_sentence_says_why(
    configure: Callable[..., None],
) -> None:
    configure(active=False)

    for path in (PATH, SCRIPT, f"{PATH}manifest.json"):
        response = Client().get(path)
        assert response.status_code == 404
        assert "Activate the plugin" in response.content.decode()
    configure(active=True)
    assert Client().get(SCRIPT).status_code == 200


def test_files__while_the_configuration_is_known__ask_no_database(
    db: None, django_assert_num_queries: Any
) -> None:
    client = Client()
    client.get(SCRIPT)
    known_configuration()

    with django_assert_num_queries(0):
        for _ in range(5):
            assert client.get(SCRIPT).status_code == 200


@pytest.mark.django_db(transaction=True)
async def test_asgi__serves_the_file_whole_and_warns_of_nothing(
    recwarn: pytest.WarningsRecorder,
) -> None:
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "path": SCRIPT,
        "raw_path": SCRIPT.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(b"host", b"localhost")],
    }
    asked = ApplicationCommunicator(get_asgi_application(), scope)
    await asked.send_input({"type": "http.request", "body": b"", "more_body": False})
    start = await asked.receive_output(10)
    body = await asked.receive_output(10)

    assert (start["status"], body["body"]) == (200, b"export {};")
    assert not [
        each for each in recwarn if "StreamingHttpResponse" in str(each.message)
    ]


@pytest.mark.parametrize(
    ("hosts", "origins"),
    [
        (["dash.example.com"], ("https://dash.example.com:*",)),
        ([".example.com"], ("https://example.com:*", "https://*.example.com:*")),
        (["localhost"], ("http://localhost:*", "https://localhost:*")),
        (["*"], ("*",)),
        (["a;b", "[::1]", "x y"], ()),
    ],
)
def test_origins__unless_said__are_the_hosts_saleor_may_redirect_to(
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
    hosts: list[str],
    origins: tuple[str, ...],
) -> None:
    monkeypatch.delenv("DASHBOARD_URL", raising=False)
    settings.ALLOWED_CLIENT_HOSTS = hosts

    assert screens.dashboard_origins() == origins


def test_settings__of_the_environment__are_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(screens.PATH_SETTING, "/plugins/saleor.customer-groups/app/")
    monkeypatch.setenv(screens.ORIGINS_SETTING, "https://a.example, http://b.example:9")

    assert screens.screens_path() == "/plugins/saleor.customer-groups/app/"
    assert screens.dashboard_origins() == ("https://a.example", "http://b.example:9")
    assert checks.check_screens() == []


@pytest.mark.parametrize(
    "path", ["/", "/graphql/", "/plugins/saleor.customer-groups/graphql/", "ui"]
)
def test_settings__that_cannot_be__are_named_and_not_followed(
    monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setenv(screens.PATH_SETTING, path)
    monkeypatch.setenv(screens.ORIGINS_SETTING, "https://a.example;script-src *")

    assert screens.screens_path() == PATH
    assert screens.dashboard_origins() == ()
    wrong_path, wrong_origin = checks.check_screens()
    assert f"“{path}”" in wrong_path.msg
    assert "script-src" in wrong_origin.msg


def test_manifest__served__names_places_that_this_saleor_has(db: None) -> None:
    """3.22 refuses a manifest that names another, such as the home page's widgets."""
    places = dict(AppExtension._meta.get_field("mount").flatchoices)
    found = Client().get(f"{PATH}manifest.json").json()
    mounts = {each["mount"].lower() for each in found["extensions"]}
    assert "customer_details_widgets" in mounts
    assert not places or mounts <= set(places)
