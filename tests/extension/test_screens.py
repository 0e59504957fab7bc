"""The built screens: what is served under their path, and what is not."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from saleor_customer_groups.extension import middleware
from saleor_customer_groups.extension.middleware import ExtensionMiddleware

Get = Callable[..., Any]


@pytest.fixture
def dist(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "assets").mkdir()
    build(tmp_path, "index-a1.js")
    monkeypatch.setattr(middleware, "FILES", tmp_path)
    return tmp_path


def build(folder: Path, name: str) -> None:
    for old in (folder / "assets").iterdir():
        old.unlink()
    script = folder / "assets" / name
    script.write_text("export {};" * 100)
    Path(f"{script}.br").write_bytes(b"compressed")
    page = folder / "index.html"
    page.write_text(f'<base href="/" /><script src="./assets/{name}"></script>')
    os.utime(page, ns=(0, page.stat().st_mtime_ns + 1_000_000))


@pytest.fixture
def get(dist: Path) -> Get:
    return client()


def client() -> Get:
    def beyond(request: HttpRequest) -> HttpResponse:
        return HttpResponse("beyond")

    serve = ExtensionMiddleware(beyond)

    def get(path: str, **headers: str) -> Any:
        response = serve(RequestFactory().get(path, **headers))
        if response.streaming:
            # Read at once, so that no file stays open.
            response.streaming_content = list(response.streaming_content)
            response.close()
        return response

    return get


def body(response: Any) -> str:
    parts = response.streaming_content if response.streaming else [response.content]
    return b"".join(parts).decode()


@pytest.mark.parametrize(
    "path", ["/ui", "/ui/", "/ui/groups/1/members", "/ui/index.html"]
)
def test_every_page_is_the_same_and_never_kept(get: Get, path: str) -> None:
    response = get(path)

    assert response.status_code == 200
    assert '<base href="/ui/" />' in body(response)
    assert response["Cache-Control"] == "no-cache"


def test_the_page_is_based_where_it_is_mounted(get: Get) -> None:
    response = get("/ui/groups", SCRIPT_NAME="/shop")

    assert '<base href="/shop/ui/" />' in body(response)


def test_the_policy_names_who_may_frame_it(dist: Path, settings: Any) -> None:
    settings.CUSTOMER_GROUPS_DASHBOARD_ORIGINS = ["https://dashboard.example.com"]

    policy = client()("/ui/")["Content-Security-Policy"]

    assert policy.endswith("frame-ancestors 'self' https://dashboard.example.com")
    assert "unsafe" not in policy


def test_hashed_files_are_kept_for_ever_and_sent_compressed(get: Get) -> None:
    response = get("/ui/assets/index-a1.js", HTTP_ACCEPT_ENCODING="gzip, br")

    assert body(response) == "compressed"
    assert response["Content-Encoding"] == "br"
    assert response["Content-Type"].startswith("text/javascript")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in response["Cache-Control"]


def test_a_file_that_is_none_is_not_found(get: Get) -> None:
    assert get("/ui/assets/index-gone.js").status_code == 404


def test_another_build_needs_no_restart(get: Get, dist: Path) -> None:
    assert get("/ui/assets/index-a1.js").status_code == 200

    build(dist, "index-b2.js")

    assert "index-b2.js" in body(get("/ui/"))
    assert get("/ui/assets/index-b2.js").status_code == 200
    assert get("/ui/assets/index-a1.js").status_code == 404


def test_nothing_else_is_touched(get: Get) -> None:
    assert body(get("/graphql/")) == "beyond"
    assert body(get("/uiux/")) == "beyond"


def test_screens_that_are_not_built_say_how_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(middleware, "FILES", tmp_path / "nowhere")

    response = client()("/ui/")

    assert response.status_code == 503
    assert "make dashboard" in body(response)


def test_the_manifest_asks_for_a_permission_everywhere(get: Get) -> None:
    found = json.loads(get("/ui/manifest.json").content)

    assert found["appUrl"] == "http://testserver/ui"
    assert found["permissions"] == ["MANAGE_USERS"]
    for extension in found["extensions"]:
        assert extension["permissions"] == ["MANAGE_USERS"]
        # Saleor joins popups and widgets to the address without its path.
        is_page = extension["target"] == "APP_PAGE"
        start = "/" if is_page else "http://testserver/ui/"
        assert extension["url"].startswith(start)
