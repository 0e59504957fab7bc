"""Queries about orders."""

from __future__ import annotations

from typing import Any

import graphene

from saleor_customer_groups.services.order_prices import OrderPrices, get_order_prices

from .ids import ORDER, key_of
from .permissions import ORDERS, GuardedField
from .types.order_prices import CustomerGroupOrderPrices


class OrderQuery(graphene.ObjectType):
    order_prices = GuardedField(
        CustomerGroupOrderPrices,
        description=(
            "Which price list and which groups made the prices of an order's lines, as it"
            " kept them; null where there is no such order, or the host keeps none."
        ),
        permissions=ORDERS,
        args={
            "order": graphene.Argument(
                graphene.ID, description="The ID of the order.", required=True
            )
        },
    )

    @staticmethod
    def resolve_order_prices(_root: None, _info: Any, order: str) -> OrderPrices | None:
        return get_order_prices(key_of(order, ORDER))
