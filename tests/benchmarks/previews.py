"""Preview counts beside a bare SELECT count(*) with the predicate written by hand."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from saleor_customer_groups.services.memberships import allow_large_joins
from saleor_customer_groups.services.previews import count_members

from .database import scalar
from .measuring import Figure, alternate, at_most, tell, timed
from .predicates import Predicate, predicates
from .shop import population

_REPEATS = 7


def measure() -> Sequence[Figure]:
    return [_measure(each) for each in predicates().values()]


def _measure(predicate: Predicate) -> Figure:
    rule = predicate.rule
    count = count_members(rule)
    by_hand = _count_by_hand(predicate)
    if count != by_hand:
        raise AssertionError(
            f"The rule {predicate.name} takes in {count} customers, the SQL written by"
            f" hand {by_hand}: they must be the same to be compared."
        )
    title = predicate.name.replace("_", " ")
    tell(f"preview: {title} takes in {count:,} ({count / population():.2%})")
    pair = alternate(
        f"preview: {title}",
        lambda: timed(lambda: count_members(rule)),
        lambda: timed(lambda: _count_by_hand(predicate)),
        repeats=_REPEATS,
    )
    return at_most(f"preview count: {title}", pair, 1.5)


def _count_by_hand(predicate: Predicate) -> int:
    # With the same memory for joins: it is the server's setting, not the predicate.
    with transaction.atomic():
        allow_large_joins()
        found: int = scalar(
            f"SELECT count(*) FROM ({predicate.sql}) found", dict(predicate.params)
        )
    return found
