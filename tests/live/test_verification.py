"""After everything that the other tests did."""

from __future__ import annotations

from collections.abc import Callable


def test_everything_that_happened__verifies(assert_exact: Callable[[], None]) -> None:
    assert_exact()
