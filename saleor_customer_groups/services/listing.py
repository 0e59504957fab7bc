"""Listing: groups at a glance, with how many belong and how that has moved."""

from __future__ import annotations

from datetime import timedelta
from typing import Final, NamedTuple

from saleor_customer_groups.models import CustomerGroup

from . import clock
from .ledger import GroupFlow, flows_since
from .memberships import counts
from .queries import fetch

TREND: Final = timedelta(days=7)


class GroupRow(NamedTuple):
    """A group as it stands. ``share`` is of all shoppers, 0 to 1; joined and left are
    those of the last seven days, by the ledger."""

    group: CustomerGroup
    members: int
    share: float
    joined: int
    left: int


def list_groups(*, with_archived: bool = False) -> list[GroupRow]:
    """Groups by name, in four statements however many there are."""
    groups = CustomerGroup.objects.select_related("parent").order_by("name")
    if not with_archived:
        groups = groups.filter(archived_at=None)
    found = list(groups)
    sizes = counts([group.pk for group in found])
    flows = flows_since(clock.database_now() - TREND)
    shoppers: int = fetch(
        "SELECT count(*) FROM customer_groups_profile_facts"
        " WHERE is_shopper AND kind = 'customer'",
        {},
    )[0][0]
    rows = []
    for group in found:
        flow = flows.get(group.pk, GroupFlow(group.pk, 0, 0))
        size = sizes.get(group.pk, 0)
        share = size / shoppers if shoppers else 0.0
        rows.append(GroupRow(group, size, share, flow.joined, flow.left))
    return rows
