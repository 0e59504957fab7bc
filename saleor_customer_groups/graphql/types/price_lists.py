"""Price lists: what the API tells of one."""

from __future__ import annotations

from typing import Any, NamedTuple

import graphene
from promise import Promise

from saleor_customer_groups.engine.price_warnings import (
    PriceWarning,
    warning_sentence,
)
from saleor_customer_groups.engine.rounding import Rounding
from saleor_customer_groups.models import PriceList
from saleor_customer_groups.services.price_lists import rounding_of
from saleor_customer_groups.services.price_pages import PriceQuery

from .. import inputs, price_enums
from ..connections import Listing, connection_of
from ..dataloaders import (
    CampaignLoader,
    PriceCountLoader,
    PriceListGroupsLoader,
    PricePageLoader,
    PriceTotalLoader,
    PriceWarningLoader,
)
from ..ids import PRICE_LIST, to_global
from ..inputs import listed
from ..scalars import DateTime, Decimal
from .fields import needed, optional, paged, several
from .groups import CustomerGroup
from .prices import CustomerGroupPriceConnection, CustomerGroupPriceTarget


class CustomerGroupRounding(graphene.ObjectType):
    step = needed(Decimal, "How far such prices are from each other.")
    ending = needed(
        Decimal, "The lowest of them; 0.99 with the step 1: 0.99, 1.99, ..."
    )
    mode = needed(price_enums.CustomerGroupRoundingMode, "Which of two is taken.")

    class Meta:
        description = "Which prices a percentage is rounded to."

    @staticmethod
    def resolve_mode(root: Rounding, _info: Any) -> str:
        return root.mode.value


class CustomerGroupPriceListWarning(graphene.ObjectType):
    code = needed(
        price_enums.CustomerGroupPriceListWarningCode, "What it is, for programs."
    )
    sentence = needed(graphene.String, "The same in words.")
    count = needed(
        graphene.Int, "How many prices it is about; 0 for the list as a whole."
    )
    names = several(graphene.String, "Names of the other lists, or of groups.")
    target = optional(CustomerGroupPriceTarget, "What one of the prices is about.")

    class Meta:
        description = "Something in a price list that its author hardly meant."

    @staticmethod
    def resolve_code(root: PriceWarning, _info: Any) -> str:
        return root.code.value

    @staticmethod
    def resolve_count(root: PriceWarning, _info: Any) -> int:
        return root.prices

    @staticmethod
    def resolve_sentence(root: PriceWarning, _info: Any) -> str:
        return warning_sentence(root)


class CustomerGroupPriceList(graphene.ObjectType):
    id = needed(graphene.ID, "The ID of the price list.")
    code = needed(graphene.String, "What programs call it. It never changes.")
    name = needed(graphene.String, "What people call it.")
    description = needed(graphene.String, "What it is for.")
    currency = needed(graphene.String, "What its amounts are in. It never changes.")
    channels = several(
        graphene.String,
        "Slugs of the channels it is for; none means every channel in its currency.",
    )
    groups = several(CustomerGroup, "Whose members it gives prices to, by name.")
    priority = needed(
        graphene.Int, "The higher comes first where several give a customer a price."
    )
    promotions = needed(
        price_enums.CustomerGroupPromotionPolicy, "How a promotion meets its prices."
    )
    rounding = optional(
        CustomerGroupRounding,
        "Which prices its percentages are rounded to; null: what can be charged.",
    )
    floor_percentage = optional(
        Decimal,
        "The least per cent of the list price that a price leaves without a warning.",
    )
    status = needed(price_enums.CustomerGroupPriceListStatus, "How it stands.")
    starts_at = optional(
        DateTime, "It gives prices from then on; null: always, or as its campaign says."
    )
    ends_at = optional(
        DateTime,
        "It gives prices until just before; null: always, or as its campaign says.",
    )
    campaign = optional(
        "saleor_customer_groups.graphql.types.campaigns.CustomerGroupCampaign",
        "What holds it, and says for which groups and when it is; null: nothing does.",
    )
    created_at = needed(DateTime, "When it was made.")
    created_by = needed(graphene.String, "Who made it.")
    updated_at = needed(DateTime, "When it or a price of it was last changed.")
    price_count = needed(
        graphene.Int, "How many prices it has, each quantity break being one."
    )
    prices = paged(
        CustomerGroupPriceConnection,
        "Its prices: a target each, by kind and key.",
        {
            "kinds": graphene.Argument(
                inputs.listed(price_enums.CustomerGroupPriceTargetKind),
                description="About any of these kinds.",
            ),
            "search": graphene.Argument(
                graphene.String,
                description="Found in what targets are called, or their code.",
            ),
        },
    )

    warnings = optional(
        listed(CustomerGroupPriceListWarning), "What is worth a look in it."
    )

    class Meta:
        description = "Prices for the members of groups."

    @staticmethod
    def resolve_warnings(root: PriceList, info: Any) -> Promise:
        return info.context.load(PriceWarningLoader, root.pk)

    @staticmethod
    def resolve_id(root: PriceList, _info: Any) -> str:
        return to_global(PRICE_LIST, root.pk)

    @staticmethod
    def resolve_groups(root: PriceList, info: Any) -> Promise:
        return info.context.load(PriceListGroupsLoader, root.pk)

    @staticmethod
    def resolve_rounding(root: PriceList, _info: Any) -> Rounding | None:
        return rounding_of(root)

    @staticmethod
    def resolve_campaign(root: PriceList, info: Any) -> Promise | None:
        if root.campaign_id is None:
            return None
        return info.context.load(CampaignLoader, root.campaign_id)

    @staticmethod
    def resolve_price_count(root: PriceList, info: Any) -> Promise:
        return info.context.load(PriceCountLoader, root.pk)

    @staticmethod
    def resolve_prices(
        root: PriceList,
        info: Any,
        kinds: Any = None,
        search: str | None = None,
        **page: Any,
    ) -> Listing:
        wanted = PriceQuery(scopes=tuple(kinds or ()), search=search or "")
        load = info.context.load
        return Listing(
            info,
            page,
            page=lambda asked: load(PricePageLoader, (root.pk, wanted, asked)),
            total=lambda: load(PriceTotalLoader, (root.pk, wanted)),
        )


CustomerGroupPriceListConnection = connection_of(
    CustomerGroupPriceList, name="CustomerGroupPriceList"
)


class ChannelPolicy(NamedTuple):
    channel: str
    policy: str


class CustomerGroupChannelPricing(graphene.ObjectType):
    channel = needed(graphene.String, "The slug of the channel.")
    policy = needed(
        price_enums.CustomerGroupListPolicy,
        "Which of a customer's price lists wins there.",
    )

    class Meta:
        description = "How a channel chooses among a customer's price lists."
