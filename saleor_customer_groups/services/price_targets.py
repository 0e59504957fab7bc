"""Price targets: what the host sells and a price can be for, found by its words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from saleor_customer_groups.engine.price_lists import Scope, Target
from saleor_customer_groups.host import get_host

from .queries import fetch, query
from .time_limits import within_seconds

#: Nobody waits longer for a list to choose from.
TIME_LIMIT: Final = 5.0


def find_targets(
    search: str, scopes: Collection[Scope], limit: int
) -> Sequence[Target]:
    """Variants, products, collections and categories that have the text in their name or
    code: an exact code first, then by name. Raises TookTooLong."""
    params = {
        "search": search.strip(),
        "scopes": [scope.value for scope in scopes],
        "limit": limit,
    }
    text = query("price_targets", found=found_targets())
    with within_seconds(TIME_LIMIT):
        return [Target(Scope(scope), key) for scope, key in fetch(text, params)]


def found_targets() -> str:
    """SQL of all targets that have the text ``search`` in their name or code."""
    return query("found_targets", targets=get_host().relation("targets"))
