"""Near groups: those that customers are not in, but nearly."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from saleor_customer_groups.engine.english import ENGLISH
from saleor_customer_groups.engine.explanation import Reason, reason_of
from saleor_customer_groups.engine.language import Language
from saleor_customer_groups.engine.nearness import remoteness, shortfalls

from . import clock
from .customers import load_customers
from .registry import get_registry
from .shops import get_shop

#: Who has not come half of the way is not near.
NEAR: Final = Decimal("0.5")
#: So many of a customer's nearest groups are told.
NEAREST: Final = 3


class NearGroup(NamedTuple):
    """A dynamic group that a customer would be in, were the numbers that ``lacking`` is
    about as high as it asks."""

    group_id: int
    lacking: tuple[Reason, ...]


def near_groups(
    profile_ids: Sequence[int], language: Language = ENGLISH
) -> dict[int, list[NearGroup]]:
    """The groups in force that each of the profiles is near to, the nearest first; in a
    constant number of statements."""
    registry = get_registry(get_shop())
    moment = registry.moment(clock.database_now())
    groups = [group for group in registry.dynamic if group.rule is not None]
    customers = load_customers(
        sorted(set(profile_ids)),
        asked=(asked for group in groups for asked in group.asked),
        registry=registry,
        moment=moment,
    )
    found: dict[int, list[NearGroup]] = {}
    for customer in customers:
        near: list[tuple[Decimal, NearGroup]] = []
        for group in groups:
            if group.rule is None or customer.kind not in group.kinds:
                continue
            reason = reason_of(
                group.rule, customer.facts, moment=moment, language=language
            )
            lacking = shortfalls(reason)
            if lacking and remoteness(lacking) <= NEAR:
                near.append((remoteness(lacking), NearGroup(group.id, lacking)))
        near.sort(key=lambda each: (each[0], each[1].group_id))
        found[customer.facts.profile_id] = [group for _, group in near[:NEAREST]]
    return found
