"""Queries about baskets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import graphene

from saleor_customer_groups.services.baskets import (
    CODES_LIMIT,
    LINES_LIMIT,
    BasketQuote,
    Wanted,
    quote_basket,
)

from .ids import VARIANT, customer_key, key_of
from .inputs import listed
from .permissions import (
    PRICES,
    PRICES_OF_CUSTOMERS,
    GuardedField,
    PermissionDenied,
    may_see_prices_of,
)
from .scalars import DateTime
from .types.baskets import CustomerGroupBasket


class CustomerGroupBasketLineInput(graphene.InputObjectType):
    variant = graphene.InputField(
        graphene.ID, required=True, description="The ID of the variant."
    )
    quantity = graphene.InputField(
        graphene.Int, required=True, description="How many pieces of it."
    )

    class Meta:
        description = "One line of a basket."


class BasketQuery(graphene.ObjectType):
    quote_basket = GuardedField(
        CustomerGroupBasket,
        description=(
            "What a customer pays for some variants together, line by line, by price"
            " lists, catalogue promotions and one code, and why. Without shipping, and"
            " before taxes that are not in the prices. Promotions of whole orders and"
            " gifts are not part of it. Prices, lists, vouchers and promotions are as"
            " they are now: of them an instant only says whose windows are open.\n\nFor a"
            f" certain customer it requires {PRICES_OF_CUSTOMERS}."
        ),
        permissions=PRICES,
        args={
            "customer": graphene.Argument(
                graphene.ID, description="The ID of the customer; without one, a guest."
            ),
            "channel": graphene.Argument(
                graphene.String, required=True, description="The slug of the channel."
            ),
            "lines": graphene.Argument(
                listed(CustomerGroupBasketLineInput),
                required=True,
                description=f"What is bought, from 1 to {LINES_LIMIT} lines.",
            ),
            "codes": graphene.Argument(
                listed(graphene.String),
                description=(
                    f"Codes of vouchers that are tried in this order, at most"
                    f" {CODES_LIMIT}. The first that is accepted is taken."
                ),
            ),
            "at": graphene.Argument(
                DateTime, description="The instant; now, if none is said."
            ),
        },
    )

    @staticmethod
    def resolve_quote_basket(
        _root: None,
        info: Any,
        channel: str,
        lines: Sequence[Mapping[str, Any]],
        customer: str | None = None,
        codes: Sequence[str] | None = None,
        at: datetime | None = None,
    ) -> BasketQuote | PermissionDenied:
        if not may_see_prices_of(customer, info):
            return PermissionDenied(PRICES_OF_CUSTOMERS)
        wanted = [
            Wanted(key_of(line["variant"], VARIANT), line["quantity"]) for line in lines
        ]
        return quote_basket(
            None if customer is None else customer_key(customer),
            channel=channel,
            lines=wanted,
            codes=codes or (),
            at=at,
        )
