"""Two shops that are served, and a browser that reports whatever a page does wrong."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext

from saleor_customer_groups.extension.middleware import NOT_BUILT, is_built

from .large_shop import fill_large_shop
from .screens import Screens
from .served import ServedShop, ShopHome

_BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any],
) -> dict[str, Any]:
    """The browser of the system: none is downloaded."""
    found = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if found is None:
        pytest.skip("No Chromium is here (on Debian: apt install chromium).")
    return {**browser_type_launch_args, "executable_path": found}


@pytest.fixture(scope="session")
def home() -> Iterator[ShopHome]:
    """The home of both shops. Not among pytest's directories, of which other runs remove
    all but the newest."""
    if not is_built():
        pytest.skip(NOT_BUILT)
    with tempfile.TemporaryDirectory(
        prefix="customer-groups-", ignore_cleanup_errors=True
    ) as path:
        yield ShopHome(Path(path))


@pytest.fixture(scope="session")
def copied_database(home: ShopHome) -> str:
    """The address of a copy of the small shop, once that is filled."""
    return home.python("-m", "tests.browser.small_shop").splitlines()[-1]


@pytest.fixture(scope="session")
def shop(home: ShopHome, copied_database: str) -> Iterator[ServedShop]:
    served = ServedShop(home)
    yield served
    served.stop()


@pytest.fixture(scope="session")
def large_shop(
    home: ShopHome, copied_database: str, shop: ServedShop
) -> Iterator[ServedShop]:
    # Their database server runs as long as the small shop is served.
    fill_large_shop(copied_database)
    served = ServedShop(home, copied_database)
    yield served
    served.stop()


@pytest.fixture
def screens(
    new_context: Callable[..., BrowserContext], shop: ServedShop
) -> Iterator[Screens]:
    """Opens pages of the small shop; asserts that none did anything wrong."""
    opened = Screens(shop, new_context)
    yield opened
    assert opened.faults == []


@pytest.fixture
def large_screens(
    new_context: Callable[..., BrowserContext], large_shop: ServedShop
) -> Iterator[Screens]:
    opened = Screens(large_shop, new_context)
    yield opened
    assert opened.faults == []
