"""Sizes: how many customers there are, for shares of them."""

from __future__ import annotations

from .queries import fetch


def shopper_count() -> int:
    """How many customers are shoppers: what a group's share is of."""
    count: int = fetch(
        "SELECT count(*) FROM customer_groups_profile_facts"
        " WHERE is_shopper AND kind = 'customer'",
        {},
    )[0][0]
    return count
