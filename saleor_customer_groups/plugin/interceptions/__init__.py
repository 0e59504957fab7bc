"""Interceptions: where groups act inside Saleor. A file for each thing that is at stake."""

from __future__ import annotations

from itertools import chain
from typing import Final

from . import (
    checkouts,
    draft_changes,
    draft_prices,
    drafts,
    lifting,
    prices,
    product_pages,
    promotions,
    vouchers,
)
from .seams import Seam, install

SEAMS: Final[tuple[Seam, ...]] = tuple(
    chain(
        vouchers.SEAMS,
        promotions.SEAMS,
        prices.SEAMS,
        checkouts.SEAMS,
        product_pages.SEAMS,
        draft_prices.SEAMS,
        draft_changes.SEAMS,
    )
)


def intercept() -> None:
    """Called once everything is loaded; again without effect."""
    install(SEAMS)
    for module in (checkouts, draft_prices, drafts, lifting):
        module.connect()
