"""Making: groups, and what is seen of them, whatever the host."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from saleor_customer_groups.models import (
    CustomerGroup,
    GroupKind,
    Membership,
    MembershipEvent,
    Profile,
    Shop,
)
from saleor_customer_groups.services import groups
from saleor_customer_groups.services.queries import fetch
from saleor_customer_groups.services.shops import touch_registry

NOW = datetime(2024, 5, 15, 12, tzinfo=UTC)
DAY = timedelta(days=1)


class StillClock:
    """The database's clock, as far as the services can tell."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **length: float) -> datetime:
        self.now += timedelta(**length)
        return self.now


def make_group(
    code: str, rule: Mapping[str, object] | None = None, **values: Any
) -> CustomerGroup:
    """A dynamic group where a rule node is given, else a manual one."""
    given = groups.GroupInput(
        name=code.title(),
        code=code,
        kind=GroupKind.MANUAL if rule is None else GroupKind.DYNAMIC,
        rule=None if rule is None else document(rule),
        **values,
    )
    return groups.create_group(given, actor="ann")


def document(rule: Mapping[str, object]) -> dict[str, object]:
    return {"version": 1, "rule": rule}


def orders_at_least(number: int) -> dict[str, object]:
    return {"fact": "order_count", "operator": "at_least", "value": number}


def members(code: str) -> set[str]:
    """Keys of the customers whom the membership rows say are in the group."""
    rows = Membership.objects.filter(group__code=code)
    return set(rows.values_list("profile__host_key", flat=True))


def profile(key: str) -> Profile:
    return Profile.objects.get(host_key=key)


def set_shop(**values: object) -> None:
    Shop.objects.update(**values)
    touch_registry()


def ledger_problems() -> list[str]:
    """Where replaying the ledger does not give the membership rows exactly."""
    replayed: set[tuple[int, int]] = set()
    problems = []
    events = MembershipEvent.objects.order_by("id")
    for event in events.values_list("group_id", "profile_id", "change", "id"):
        pair, joins = event[:2], event[2] == "joined"
        if joins is (pair in replayed):
            problems.append(f"{event} says again what was so already")
        (replayed.add if joins else replayed.discard)(pair)
    present = set(Membership.objects.values_list("group_id", "profile_id"))
    problems += [f"{pair} is only in the ledger" for pair in replayed - present]
    problems += [f"{pair} is not in the ledger" for pair in present - replayed]
    return problems


def mark_count() -> int:
    found: int = fetch("SELECT count(*) FROM customer_groups_mark", {})[0][0]
    return found
