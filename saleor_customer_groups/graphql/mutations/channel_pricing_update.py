"""channelPricingUpdate: says which of a customer's price lists wins in a channel."""

from __future__ import annotations

from typing import Any

import graphene

from saleor_customer_groups.engine.price_lists import ListPolicy
from saleor_customer_groups.services.price_lists import set_channel_policy

from .. import price_enums
from ..permissions import PRICES
from ..types.errors import CustomerGroupPriceListError, PriceListCode
from ..types.price_lists import ChannelPolicy, CustomerGroupChannelPricing
from .base import BaseMutation


class ChannelPricingUpdate(BaseMutation):
    channel_pricing = graphene.Field(
        CustomerGroupChannelPricing, description="How the channel chooses now."
    )

    class Arguments:
        channel = graphene.Argument(
            graphene.String, required=True, description="The slug of the channel."
        )
        policy = graphene.Argument(
            price_enums.CustomerGroupListPolicy,
            required=True,
            description="Which of a customer's price lists wins there.",
        )

    class Meta:
        name = "CustomerGroupChannelPricingUpdate"
        description = (
            "Says which of a customer's price lists wins in a channel; by priority until"
            " that is said."
        )
        error_type = CustomerGroupPriceListError
        codes = PriceListCode
        permissions = PRICES

    @classmethod
    def perform(cls, _context: Any, *, channel: str, policy: str) -> Any:
        set_channel_policy(channel, ListPolicy(policy))
        return cls(channel_pricing=ChannelPolicy(channel, policy), errors=[])
