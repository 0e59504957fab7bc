"""Python imports this by itself: it hides the package's entry point from Saleor."""

from __future__ import annotations

from importlib import metadata
from typing import Any

_PACKAGE = "saleor-customer-groups"
_entry_points = metadata.entry_points


def _without_ours(**wanted: Any) -> metadata.EntryPoints:
    return metadata.EntryPoints(
        entry
        for entry in _entry_points(**wanted)
        if entry.dist is None or entry.dist.name != _PACKAGE
    )


metadata.entry_points = _without_ours
