"""A shop with an API, and clients of it.

The tests beside this name nothing of one host. Another one runs them by importing them
where its own fixtures ``shop``, ``staff`` and ``still`` are.
"""

from __future__ import annotations

import pytest

from saleor_customer_groups.host import Permission
from saleor_customer_groups.services import clock
from tests.making import StillClock

from .asking import ApiClient
from .shops import ApiShop
from .standalone_shop import StandaloneShop


@pytest.fixture
def shop(db: None) -> ApiShop:
    return StandaloneShop()


@pytest.fixture
def staff(shop: ApiShop) -> ApiClient:
    """Who may do everything."""
    return shop.client(*Permission)


@pytest.fixture
def still(monkeypatch: pytest.MonkeyPatch) -> StillClock:
    """Time stands still at ``tests.making.NOW`` until a test moves it."""
    clock_ = StillClock()
    monkeypatch.setattr(clock, "database_now", clock_)
    return clock_
