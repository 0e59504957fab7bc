"""Evaluating a whole group when nothing changed, beside a read-only full join."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from saleor_customer_groups.services.groups import (
    GroupInput,
    create_group,
    delete_group,
)
from saleor_customer_groups.services.memberships import (
    allow_large_joins,
    evaluate_group,
)

from .database import execute, scalar
from .measuring import Figure, alternate, at_most, tell, timed
from .predicates import Predicate, predicates
from .shop import population

#: About 0.01, 2, 12 and 90 % of the customers.
_MEASURED = ("big_spenders", "frequent_buyers", "bought_brand", "not_bought_category")
_REPEATS = 7

_FULL_JOIN = """
SELECT count(*) FROM ({members}) fresh
FULL JOIN (
  SELECT profile_id FROM customer_groups_membership WHERE group_id = %(measured)s
) known ON known.profile_id = fresh.profile_id
WHERE fresh.profile_id IS NULL OR known.profile_id IS NULL
"""
#: Changes with any row version written to the memberships or the ledger.
_WRITTEN = """
SELECT (SELECT count(*) FROM customer_groups_membership WHERE group_id = %(group)s),
  (SELECT max(xmin::text::bigint) FROM customer_groups_membership
   WHERE group_id = %(group)s),
  (SELECT max(id) FROM customer_groups_membership_event)
"""


def measure() -> Sequence[Figure]:
    by_name = predicates()
    return [_measure(by_name[name]) for name in _MEASURED]


def _measure(predicate: Predicate) -> Figure:
    title = predicate.name.replace("_", " ")
    code = predicate.name.replace("_", "-")
    group = create_group(
        GroupInput(name=title, code=code, kind="dynamic", rule=predicate.document),
        actor="bench",
    )
    execute("VACUUM ANALYZE customer_groups_membership")
    before = execute(_WRITTEN, {"group": group.pk})
    size = before[0][0]
    if differences := _difference_by_hand(predicate, group.pk):
        raise AssertionError(f"{differences} members of {title} differ from the SQL.")
    tell(f"evaluate: {title} has {size:,} members ({size / population():.2%})")
    pair = alternate(
        f"evaluate: {title}",
        lambda: timed(lambda: evaluate_group(group.pk)),
        lambda: timed(lambda: _difference_by_hand(predicate, group.pk)),
        repeats=_REPEATS,
    )
    if execute(_WRITTEN, {"group": group.pk}) != before:
        raise AssertionError(f"Evaluating {title} wrote although nothing changed.")
    delete_group(code, actor="bench")
    share = size / population()
    return at_most(f"evaluate, nothing changed: {share:.2%} ({title})", pair, 1.5)


def _difference_by_hand(predicate: Predicate, group_id: int) -> int:
    with transaction.atomic():
        allow_large_joins()
        found: int = scalar(
            _FULL_JOIN.format(members=predicate.sql),
            {**predicate.params, "measured": group_id},
        )
    return found
