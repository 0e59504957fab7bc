"""Predicates twice: as a rule, and as a good engineer would write them by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from saleor_customer_groups.engine.parser import parse_rule
from saleor_customer_groups.engine.rules import Rule
from saleor_customer_groups.services import clock
from saleor_customer_groups.services.groups import get_group
from saleor_customer_groups.services.registry import get_registry
from saleor_customer_groups.services.shops import get_shop

from .database import scalar, statement
from .rules import Node, condition, euros


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicate:
    """``sql`` selects the ids of the profiles that the rule ``document`` takes in."""

    name: str
    document: Node
    sql: str
    params: Mapping[str, Any]

    @property
    def rule(self) -> Rule:
        return parse_rule(self.document, catalogue=get_registry(get_shop()).catalogue)


def predicates() -> dict[str, Predicate]:
    """By name. The threshold of the big spenders is taken from the data."""
    now = clock.database_now()
    found = [
        _predicate(
            "big_spenders",
            euros("lifetime_value", "greater_than", amount := _top_value()),
            amount=amount,
        ),
        _predicate(
            "frequent_buyers",
            condition("order_count", "at_least", 4, within={"days": 90}),
            since=_since(now, 90),
            now=now,
            count=4,
        ),
        _predicate(
            "bought_brand",
            condition(
                "purchased", "at_least", 1, target={"brand": "brand-1"},
                within={"days": 90},
            ),
            since=_since(now, 90),
            now=now,
            target="brand:brand-1",
        ),
        _predicate(
            "not_bought_category",
            {
                "not": condition(
                    "purchased", "at_least", 1, target={"category": "category-7"},
                    within={"days": 365},
                )
            },
            since=_since(now, 365),
            now=now,
            target="category:category-7",
        ),
        _predicate(
            "recent_in_city",
            {
                "all": [
                    condition("city", "is", "City 3"),
                    condition("last_order_at", "in_the_last", {"days": 180}),
                ]
            },
            since=_since(now, 180),
            now=now,
        ),
        _predicate(
            "large_baskets_abroad",
            {
                "all": [
                    condition("country", "is_none_of", ["DE", "AT"]),
                    euros("average_order_value", "at_least", 100),
                ]
            },
        ),
        _predicate(
            "members_with_orders",
            {"all": [{"group": "rest-030"}, condition("order_count", "at_least", 3)]},
            group=get_group("rest-030").pk,
        ),
    ]  # fmt: skip
    return {each.name: each for each in found}


def _predicate(name: str, node: Node, **params: object) -> Predicate:
    return Predicate(
        name=name,
        document={"version": 1, "rule": node},
        sql=statement(f"hand/{name}"),
        params=params,
    )


def _since(now: datetime, days: int) -> datetime:
    moment = get_registry(get_shop()).moment(now)
    return moment.start_of(moment.today - timedelta(days=days))


def _top_value() -> int:
    """What one customer in ten thousand has spent more than, in whole euros."""
    return int(
        scalar(
            "SELECT lifetime_value FROM customer_groups_value_facts"
            " WHERE channel = '' AND currency = 'EUR'"
            " ORDER BY lifetime_value DESC OFFSET ("
            " SELECT count(*) / 10000 FROM customer_groups_profile_facts) LIMIT 1"
        )
    )
