"""A clock that stands still until a test moves it."""

from __future__ import annotations

import pytest

from saleor_customer_groups.services import clock
from tests.making import StillClock

__all__ = ["StillClock", "still_clock"]


@pytest.fixture
def still_clock(monkeypatch: pytest.MonkeyPatch) -> StillClock:
    still = StillClock()
    monkeypatch.setattr(clock, "database_now", still)
    return still
