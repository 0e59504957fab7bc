"""A clock that stands still until a test moves it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from saleor_customer_groups.services import clock

from .shopping import NOW


class StillClock:
    """The database's clock, as far as the services can tell."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **length: float) -> datetime:
        self.now += timedelta(**length)
        return self.now


@pytest.fixture
def still_clock(monkeypatch: pytest.MonkeyPatch) -> StillClock:
    still = StillClock()
    monkeypatch.setattr(clock, "database_now", still)
    return still
