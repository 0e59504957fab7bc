"""Schema: what the standalone shop's API offers besides. Saleor has its own checkout."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, Final

import graphene
from graphql import GraphQLError

from saleor_customer_groups.graphql import enums
from saleor_customer_groups.graphql.connections import SIZE_LIMIT
from saleor_customer_groups.graphql.inputs import listed
from saleor_customer_groups.graphql.mutations.base import BaseMutation, find_key
from saleor_customer_groups.graphql.permissions import GuardedField
from saleor_customer_groups.graphql.scalars import DateTime, Decimal
from saleor_customer_groups.graphql.types.customers import CustomerGroupCustomer
from saleor_customer_groups.graphql.types.fields import needed, optional
from saleor_customer_groups.services.baskets import CODES_LIMIT, Wanted
from saleor_customer_groups.services.directory import CustomerRef
from saleor_customer_groups.services.profiles import get_profile

from .models import Order, Product
from .shopping import LINES_LIMIT, find_products, place_order


class _Code(StrEnum):
    INVALID = "invalid"
    NOT_FOUND = "not_found"
    REQUIRED = "required"


CustomerGroupShopErrorCode: Final = enums.enum_of(
    "CustomerGroupShopErrorCode", _Code, "Why an order cannot be placed."
)


class CustomerGroupShopError(graphene.ObjectType):
    field = optional(graphene.String, "The name of the field that it is about.")
    message = needed(graphene.String, "What is wrong, and what to do.")
    code = needed(CustomerGroupShopErrorCode, "What is wrong, for programs.")

    class Meta:
        description = "Why an order cannot be placed. Nothing was placed."


class CustomerGroupShopProduct(graphene.ObjectType):
    variant = needed(graphene.String, "What orders call it.")
    name = needed(graphene.String, "What people call it.")
    brand = optional(graphene.String, "Its brand.")
    price = needed(Decimal, "What one costs.")
    currency = needed(graphene.String, "The currency of the price.")

    class Meta:
        description = "Something that the standalone shop sells."

    @staticmethod
    def resolve_variant(root: Product, _info: Any) -> str:
        return root.key

    @staticmethod
    def resolve_name(root: Product, _info: Any) -> str:
        return root.name or root.product


class CustomerGroupShopOrder(graphene.ObjectType):
    key = needed(graphene.String, "What the shop calls the order.")
    placed_at = needed(DateTime, "When it was placed.")
    total = needed(Decimal, "What was paid.")
    currency = needed(graphene.String, "The currency of the total.")

    class Meta:
        description = "An order that was placed, and paid in full."


class CustomerGroupShopLineInput(graphene.InputObjectType):
    variant = graphene.String(required=True, description="What is ordered.")
    quantity = graphene.Int(required=True, description="How many of it.")

    class Meta:
        description = "One line of an order."


class ShopOrderPlace(BaseMutation):
    order = graphene.Field(CustomerGroupShopOrder, description="The order.")
    customer = graphene.Field(
        CustomerGroupCustomer,
        description=(
            "The customer, with the groups that the order led to; where a worker is at it"
            " at the same time, a moment later."
        ),
    )

    class Arguments:
        customer = graphene.Argument(
            graphene.ID, required=True, description="The ID of who orders."
        )
        lines = graphene.Argument(
            listed(CustomerGroupShopLineInput),
            required=True,
            description=f"What is ordered, at most {LINES_LIMIT} lines.",
        )
        codes = graphene.Argument(
            listed(graphene.String),
            description=(
                f"Codes of vouchers, at most {CODES_LIMIT}; one that is refused refuses"
                " the order."
            ),
        )

    class Meta:
        name = "CustomerGroupShopOrderPlace"
        description = "Places an order at what the customer pays today, paid in full."
        error_type = CustomerGroupShopError
        codes = _Code

    @classmethod
    def perform(
        cls,
        _context: Any,
        *,
        customer: str,
        lines: Sequence[Any],
        codes: Sequence[str] | None = None,
    ) -> Any:
        key = find_key(customer, field="customer")
        wanted = [Wanted(line["variant"], line["quantity"]) for line in lines]
        order: Order = place_order(key, wanted, codes or ())
        ref = CustomerRef(get_profile(key).pk, key)
        return cls(order=order, customer=ref, errors=[])


class ShopQuery(graphene.ObjectType):
    shop_products = GuardedField(
        listed(CustomerGroupShopProduct),
        description="What the standalone shop sells.",
        args={
            "search": graphene.Argument(
                graphene.String, description="Found in its key, name or brand."
            ),
            "first": graphene.Argument(
                graphene.Int,
                default_value=20,
                description=f"How many, at most {SIZE_LIMIT}.",
            ),
        },
    )

    @staticmethod
    def resolve_shop_products(
        _root: None, _info: Any, first: int, search: str | None = None
    ) -> Sequence[Product]:
        if not 1 <= first <= SIZE_LIMIT:
            raise GraphQLError(f"Argument `first` must be from 1 to {SIZE_LIMIT}.")
        return find_products(search or "", first)


class ShopMutation(graphene.ObjectType):
    shop_order_place = ShopOrderPlace.Field()
