"""Queries about price lists and prices."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import graphene
from graphql import GraphQLError

from saleor_customer_groups.models import ExportFile, PriceList
from saleor_customer_groups.services.exports import get_export
from saleor_customer_groups.services.price_explanations import (
    PriceExplanation,
    explain_price,
)
from saleor_customer_groups.services.price_list_pages import (
    price_list_page,
    price_list_total,
)
from saleor_customer_groups.services.price_lists import channel_policy

from .connections import Listing, page_arguments
from .ids import PRICE_FILE, PRICE_LIST, VARIANT, customer_key, key_of, number_of
from .permissions import (
    PRICES,
    PRICES_OF_CUSTOMERS,
    GuardedField,
    PermissionDenied,
    may_see_prices_of,
)
from .price_inputs import (
    CustomerGroupPriceListSortingInput,
    CustomerGroupPriceListWhereInput,
    price_list_query,
)
from .scalars import DateTime
from .types.exports import CustomerGroupPriceFile
from .types.price_explanations import CustomerGroupPriceExplanation
from .types.price_lists import (
    ChannelPolicy,
    CustomerGroupChannelPricing,
    CustomerGroupPriceList,
    CustomerGroupPriceListConnection,
)


def _argument(type_: Any, description: str, **more: Any) -> graphene.Argument:
    return graphene.Argument(type_, description=description, **more)


class PriceQuery(graphene.ObjectType):
    price_lists = GuardedField(
        CustomerGroupPriceListConnection,
        description="Price lists, of every status unless they are filtered.",
        permissions=PRICES,
        args={
            "where": _argument(CustomerGroupPriceListWhereInput, "Which of them."),
            "search": _argument(graphene.String, "Found in their name or code."),
            "sort_by": _argument(
                CustomerGroupPriceListSortingInput,
                "Their order; by name if none is said.",
            ),
            **page_arguments(),
        },
    )
    price_list = GuardedField(
        CustomerGroupPriceList,
        description="One price list, by its ID or its code; null where there is none.",
        permissions=PRICES,
        args={
            "id": _argument(graphene.ID, "The ID of the list."),
            "code": _argument(graphene.String, "The code of the list."),
        },
    )
    channel_pricing = GuardedField(
        CustomerGroupChannelPricing,
        description="How a channel chooses among a customer's price lists.",
        permissions=PRICES,
        args={
            "channel": _argument(
                graphene.String, "The slug of the channel.", required=True
            )
        },
    )
    explain_price = GuardedField(
        CustomerGroupPriceExplanation,
        description=(
            "What a customer pays for one piece of a variant, before vouchers, and why."
            " Lists and groups are as they are now; an instant only says which windows of"
            " lists and promotions are open.\n\nFor a certain customer it"
            f" requires {PRICES_OF_CUSTOMERS}."
        ),
        permissions=PRICES,
        args={
            "variant": _argument(graphene.ID, "The ID of the variant.", required=True),
            "customer": _argument(
                graphene.ID, "The ID of the customer; without one, for a guest."
            ),
            "channel": _argument(
                graphene.String, "The slug of the channel.", required=True
            ),
            "quantity": _argument(
                graphene.Int, "How many pieces of it are bought.", default_value=1
            ),
            "at": _argument(DateTime, "The instant; now, if none is said."),
        },
    )

    price_file = GuardedField(
        CustomerGroupPriceFile,
        description="A file that was asked for; null where it is gone.",
        permissions=PRICES,
        args={"id": _argument(graphene.ID, "The ID of the file.", required=True)},
    )

    @staticmethod
    def resolve_price_file(_root: None, _info: Any, id: str) -> ExportFile | None:
        found = get_export(number_of(id, PRICE_FILE))
        return found if found and found.price_list else None

    @staticmethod
    def resolve_price_lists(
        _root: None,
        info: Any,
        where: Any = None,
        search: str | None = None,
        sort_by: Any = None,
        **page: Any,
    ) -> Listing:
        wanted = price_list_query(where, search, sort_by)
        return Listing(
            info,
            page,
            page=lambda asked: price_list_page(wanted, asked),
            total=lambda: price_list_total(wanted),
        )

    @staticmethod
    def resolve_price_list(
        _root: None, _info: Any, id: str | None = None, code: str | None = None
    ) -> PriceList | None:
        if (id is None) is (code is None):
            raise GraphQLError("Exactly one of the arguments is needed: 'id', 'code'.")
        lists = PriceList.objects.all()
        if id is not None:
            return lists.filter(pk=number_of(id, PRICE_LIST)).first()
        return lists.filter(code=code).first()

    @staticmethod
    def resolve_channel_pricing(_root: None, _info: Any, channel: str) -> ChannelPolicy:
        return ChannelPolicy(channel, channel_policy(channel).value)

    @staticmethod
    def resolve_explain_price(
        _root: None,
        info: Any,
        variant: str,
        channel: str,
        quantity: int,
        customer: str | None = None,
        at: datetime | None = None,
    ) -> PriceExplanation | PermissionDenied:
        if not may_see_prices_of(customer, info):
            return PermissionDenied(PRICES_OF_CUSTOMERS)
        return explain_price(
            key_of(variant, VARIANT),
            None if customer is None else customer_key(customer),
            channel=channel,
            quantity=quantity,
            at=at,
        )
