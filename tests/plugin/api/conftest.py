"""The API's tests of all hosts, with Saleor as the shop."""

from __future__ import annotations

import pytest

pytest.register_assert_rewrite("tests.graphql")

from saleor_customer_groups.host import Permission  # noqa: E402
from saleor_customer_groups.services import clock  # noqa: E402
from tests.graphql.asking import ApiClient  # noqa: E402
from tests.making import StillClock  # noqa: E402

from .saleor_shop import SaleorShop  # noqa: E402


@pytest.fixture(autouse=True)
def _no_complaint() -> None:
    """These tests provoke complaints, and look at them themselves."""


@pytest.fixture
def shop(db: None) -> SaleorShop:
    return SaleorShop()


@pytest.fixture
def staff(shop: SaleorShop) -> ApiClient:
    """Who may do everything."""
    return shop.client(*Permission)


@pytest.fixture
def still(monkeypatch: pytest.MonkeyPatch) -> StillClock:
    """Time stands still at ``tests.making.NOW`` until a test moves it."""
    clock_ = StillClock()
    monkeypatch.setattr(clock, "database_now", clock_)
    return clock_
