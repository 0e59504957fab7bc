"""Campaigns: what the API tells of one."""

from __future__ import annotations

from typing import Any, Final

import graphene
from promise import Promise

from saleor_customer_groups.models import Campaign, RestrictedKind
from saleor_customer_groups.services.campaign_items import CampaignItem, ItemKind
from saleor_customer_groups.services.campaign_reports import (
    CampaignReport,
    GroupRedemptions,
)
from saleor_customer_groups.services.campaign_rows import campaign_of
from saleor_customer_groups.services.restrictions import Restricted

from .. import enums
from ..connections import connection_of
from ..dataloaders import (
    CampaignGroupsLoader,
    CampaignItemsLoader,
    CampaignReportLoader,
    GroupLoader,
    PriceListByCodeLoader,
    RestrictedNameLoader,
)
from ..ids import CAMPAIGN, PRICE_LIST, PROMOTION, VOUCHER, to_global
from ..inputs import listed
from ..permissions import PRICES, RESTRICTIONS, GuardedField, PermissionDenied
from ..scalars import DateTime
from .fields import needed, optional, several
from .groups import CustomerGroup
from .price_lists import CustomerGroupPriceList
from .statistics import CustomerGroupSpend

#: Types of the ids of what campaigns hold.
ITEM_TYPES: Final = {
    ItemKind.VOUCHER: VOUCHER,
    ItemKind.PROMOTION: PROMOTION,
    ItemKind.PRICE_LIST: PRICE_LIST,
}


def _listed(root: CampaignItem, info: Any) -> Promise:
    """The row of what is a price list; None of everything else."""
    if root.kind is not ItemKind.PRICE_LIST:
        return Promise.resolve(None)
    return info.context.load(PriceListByCodeLoader, root.key)


class CustomerGroupCampaignItem(graphene.ObjectType):
    kind = needed(enums.CustomerGroupCampaignItemKind, "What it is.")
    id = needed(
        graphene.ID,
        "The ID of the voucher or promotion, Saleor's own, or of the price list.",
    )
    name = needed(graphene.String, "What people call it.")
    price_list = optional(
        CustomerGroupPriceList,
        f"The price list, if it is one.\n\nRequires {PRICES}, where it is.",
    )

    class Meta:
        description = "A voucher, promotion or price list that a campaign holds."

    @staticmethod
    def resolve_kind(root: CampaignItem, _info: Any) -> str:
        return root.kind.value

    @staticmethod
    def resolve_id(root: CampaignItem, info: Any) -> Promise:
        return _listed(root, info).then(
            lambda row: to_global(ITEM_TYPES[root.kind], row.pk if row else root.key)
        )

    @staticmethod
    def resolve_name(root: CampaignItem, info: Any) -> Promise:
        if root.kind is ItemKind.PRICE_LIST:
            return _listed(root, info).then(lambda row: row.name if row else root.key)
        restricted = Restricted(RestrictedKind(root.kind.value), root.key)
        return info.context.load(RestrictedNameLoader, restricted)

    @staticmethod
    def resolve_price_list(root: CampaignItem, info: Any) -> Any:
        is_list = root.kind is ItemKind.PRICE_LIST
        if is_list and not PRICES.are_held_by(info.context.requester):
            return PermissionDenied(PRICES)
        return _listed(root, info)


class CustomerGroupCampaignItemRedemptions(graphene.ObjectType):
    item = needed(CustomerGroupCampaignItem, "What was used.")
    orders = needed(graphene.Int, "How many orders used it.")
    buyers = needed(graphene.Int, "How many customers have such an order.")

    class Meta:
        description = "How often one thing that a campaign holds was used."


class CustomerGroupCampaignGroupRedemptions(graphene.ObjectType):
    group = needed(CustomerGroup, "The group.")
    orders = needed(
        graphene.Int, "How many of the orders its members placed: members at that time."
    )
    buyers = needed(graphene.Int, "How many members have such an order.")

    class Meta:
        description = (
            "What members of one group used of a campaign. Who is in several groups counts"
            " in each."
        )

    @staticmethod
    def resolve_group(root: GroupRedemptions, info: Any) -> Promise:
        return info.context.load(GroupLoader, root.group_id)


class CustomerGroupCampaignReport(graphene.ObjectType):
    since = needed(DateTime, "Orders from then on: the campaign's start.")
    until = needed(DateTime, "Orders until just before: the campaign's end, or now.")
    orders = needed(
        graphene.Int, "How many orders used something that the campaign holds now."
    )
    buyers = needed(graphene.Int, "How many customers have such an order.")
    revenue = several(
        CustomerGroupSpend,
        "What was paid on these orders as a whole, less refunds, by currency, most orders"
        " first.",
    )
    items = several(
        CustomerGroupCampaignItemRedemptions,
        "What was used, most orders first; one order may use several.",
    )
    groups = several(
        CustomerGroupCampaignGroupRedemptions,
        "Whose members used it, most orders first.",
    )

    class Meta:
        description = (
            "What a campaign brought: of orders that count, by registered customers, as"
            " far as orders keep what they used."
        )


class CustomerGroupCampaign(graphene.ObjectType):
    id = needed(graphene.ID, "The ID of the campaign.")
    code = needed(graphene.String, "What programs call it. It never changes.")
    name = needed(graphene.String, "What people call it.")
    description = needed(graphene.String, "What it is for; staff only.")
    groups = several(CustomerGroup, "Whose members it is for, by name.")
    channels = several(
        graphene.String, "Slugs of the channels it is for; none means every channel."
    )
    status = needed(enums.CustomerGroupCampaignStatus, "What staff say of it.")
    state = needed(enums.CustomerGroupCampaignState, "How it stands now.")
    starts_at = optional(
        DateTime, "It is open from then on; null for a draft without a start."
    )
    ends_at = optional(DateTime, "It is open until just before; null: always.")
    items = GuardedField(
        listed(CustomerGroupCampaignItem),
        description=(
            "What it holds: vouchers, promotions, then price lists, the first added first."
        ),
        permissions=RESTRICTIONS,
    )
    report = GuardedField(
        CustomerGroupCampaignReport,
        description="What it brought so far.",
        permissions=RESTRICTIONS,
    )
    created_at = needed(DateTime, "When it was made.")
    created_by = needed(graphene.String, "Who made it.")
    updated_at = needed(DateTime, "When it was last edited, started, paused or ended.")
    updated_by = needed(graphene.String, "Who did that.")

    class Meta:
        description = (
            "Vouchers, promotions and price lists for the same groups, opened together."
        )

    @staticmethod
    def resolve_id(root: Campaign, _info: Any) -> str:
        return to_global(CAMPAIGN, root.pk)

    @staticmethod
    def resolve_groups(root: Campaign, info: Any) -> Promise:
        return info.context.load(CampaignGroupsLoader, root.pk)

    @staticmethod
    def resolve_state(root: Campaign, info: Any) -> str:
        return campaign_of(root).state(info.context.now).value

    @staticmethod
    def resolve_items(root: Campaign, info: Any) -> Promise:
        return info.context.load(CampaignItemsLoader, root.pk)

    @staticmethod
    def resolve_report(root: Campaign, info: Any) -> Promise[CampaignReport]:
        return info.context.load(CampaignReportLoader, root)


CustomerGroupCampaignConnection = connection_of(
    CustomerGroupCampaign, name="CustomerGroupCampaign"
)
