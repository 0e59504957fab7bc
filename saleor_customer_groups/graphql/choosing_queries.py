"""Queries for screens: what there is to choose from, and what whoever asks may do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import graphene
from graphql import GraphQLError

from saleor_customer_groups.engine.price_lists import Scope, Target
from saleor_customer_groups.host import Channel, Requester, get_host
from saleor_customer_groups.services.price_targets import find_targets

from . import inputs, price_enums
from .connections import SIZE_LIMIT
from .permissions import GROUPS, PRICES, GuardedField
from .types.channels import CustomerGroupChannel
from .types.prices import CustomerGroupPriceTarget
from .types.requesters import CustomerGroupRequester


class ChoosingQuery(graphene.ObjectType):
    customer_group_requester = GuardedField(
        CustomerGroupRequester,
        description="Who asks, and what they may do here.",
        permissions=GROUPS,
    )
    channels = GuardedField(
        inputs.listed(CustomerGroupChannel),
        description="Every channel of the shop, by name.",
        permissions=GROUPS,
    )
    price_targets = GuardedField(
        inputs.listed(CustomerGroupPriceTarget),
        description=(
            "What a price can be for, found by its name or code: an exact code first, then"
            " by name."
        ),
        permissions=PRICES,
        args={
            "search": graphene.Argument(
                graphene.String,
                default_value="",
                description="Found in what it is called, or its code.",
            ),
            "kinds": graphene.Argument(
                inputs.listed(price_enums.CustomerGroupPriceTargetKind),
                description="Any of these kinds; without them, all but ALL.",
            ),
            "first": graphene.Argument(
                graphene.Int,
                default_value=20,
                description=f"How many, at most {SIZE_LIMIT}.",
            ),
        },
    )

    @staticmethod
    def resolve_customer_group_requester(_root: None, info: Any) -> Requester:
        requester: Requester = info.context.requester
        return requester

    @staticmethod
    def resolve_channels(_root: None, _info: Any) -> Sequence[Channel]:
        return get_host().channels()

    @staticmethod
    def resolve_price_targets(
        _root: None,
        _info: Any,
        search: str,
        first: int,
        kinds: Sequence[str] | None = None,
    ) -> Sequence[Target]:
        if not 1 <= first <= SIZE_LIMIT:
            raise GraphQLError(f"Argument `first` must be from 1 to {SIZE_LIMIT}.")
        scopes = tuple(Scope) if kinds is None else tuple(map(Scope, kinds))
        return find_targets(search, scopes, first)
