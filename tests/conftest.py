"""What every test shares: Hypothesis profiles ("fast" unless HYPOTHESIS_PROFILE)."""

import os

from hypothesis import HealthCheck, settings

from .committing import pytest_collection_modifyitems

__all__ = ["pytest_collection_modifyitems"]

settings.register_profile(
    "fast",
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "ci",
    max_examples=500,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fast"))
