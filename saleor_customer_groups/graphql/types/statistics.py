"""Statistics of a group."""

from __future__ import annotations

from typing import Any

import graphene

from saleor_customer_groups.services.statistics import Spend, Statistics

from ..dataloaders import ShopperCountLoader
from ..scalars import Date, DateTime, Decimal
from .fields import needed, optional, several


class CustomerGroupDay(graphene.ObjectType):
    day = needed(Date, "The day, in the shop's time zone.")
    members = needed(graphene.Int, "How many members there were when it ended, or now.")
    joined = needed(graphene.Int, "How many joined.")
    left = needed(graphene.Int, "How many left.")

    class Meta:
        description = "One day of a group."


class CustomerGroupSpend(graphene.ObjectType):
    currency = needed(graphene.String, "The currency.")
    amount = needed(Decimal, "What was paid on orders that count, less refunds.")
    orders = needed(graphene.Int, "How many orders count.")
    buyers = needed(graphene.Int, "How many of the members have such an order.")
    average_order_value = optional(
        Decimal, "The amount by orders, to four decimals; null without orders."
    )

    class Meta:
        description = "What members paid in one currency."

    @staticmethod
    def resolve_average_order_value(root: Spend, _info: Any) -> Any:
        return root.average


class CustomerGroupCountry(graphene.ObjectType):
    country = optional(graphene.String, "The country's code; null where it is unknown.")
    members = needed(graphene.Int, "How many members are there.")
    share = needed(graphene.Float, "The part of the group that they are, 0 to 1.")

    class Meta:
        description = "The members of one country."


class CustomerGroupStatistics(graphene.ObjectType):
    since = needed(DateTime, "Where the span begins.")
    until = needed(DateTime, "Where the span ends: now.")
    members = needed(graphene.Int, "How many members there are.")
    share = needed(graphene.Float, "The part of all customers that they are, 0 to 1.")
    joined = needed(graphene.Int, "How many joined in the span.")
    left = needed(graphene.Int, "How many left in the span.")
    days = several(
        CustomerGroupDay,
        "Every day of the span. None for the default group: what it covers by definition"
        " is not recorded.",
    )
    orders = needed(graphene.Int, "How many orders of the members count in the span.")
    spend = several(
        CustomerGroupSpend,
        "What the members of now paid in the span, by currency, most orders first.",
    )
    countries = several(
        CustomerGroupCountry, "Where the members live, most frequent first."
    )

    class Meta:
        description = "How a group has moved, and what its members bought."

    @staticmethod
    def resolve_share(root: Statistics, info: Any) -> Any:
        return info.context.load(ShopperCountLoader, "all").then(
            lambda count: root.members / count if count else 0.0
        )

    @staticmethod
    def resolve_orders(root: Statistics, _info: Any) -> int:
        return sum(spend.orders for spend in root.spend)
