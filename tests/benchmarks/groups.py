"""The 200 groups: made, and put out of step with their rules."""

from __future__ import annotations

from saleor_customer_groups.models import CustomerGroup
from saleor_customer_groups.services.groups import GroupInput, create_group

from .database import execute
from .measuring import tell, timed
from .rules import group_rules
from .shop import population


def create_all() -> None:
    """Makes and first evaluates every group."""
    rules = group_rules()
    seconds = 0.0
    for number, (code, document) in enumerate(rules.items(), start=1):
        given = GroupInput(name=code, code=code, kind="dynamic", rule=document)
        seconds += timed(lambda given=given: create_group(given, actor="bench"))
        if number % 40 == 0:
            tell(f"groups: {number} of {len(rules)} made and evaluated")
    execute("VACUUM ANALYZE")
    sizes = sorted(members_by_group().values())
    whole = population()
    tell(
        f"groups: first evaluation of {len(rules)} took {seconds:,.1f} s; sizes"
        f" {sizes[0] / whole:.3%} to {sizes[-1] / whole:.1%},"
        f" median {sizes[len(sizes) // 2] / whole:.2%}, {sum(sizes):,} memberships"
    )


def ids() -> list[int]:
    """In the order they were made: each after the groups it refers to."""
    groups = CustomerGroup.objects.filter(kind="dynamic", archived_at=None)
    return list(groups.order_by("pk").values_list("pk", flat=True))


def members_by_group() -> dict[int, int]:
    rows = execute(
        "SELECT g.id, count(m.profile_id) FROM customer_groups_customer_group g"
        " LEFT JOIN customer_groups_membership m ON m.group_id = g.id"
        " WHERE g.kind = 'dynamic' GROUP BY g.id"
    )
    return dict(rows)
