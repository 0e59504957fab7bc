"""Schema: all mutations."""

from __future__ import annotations

import graphene

from .campaign_create import CampaignCreate
from .campaign_delete import CampaignDelete
from .campaign_items_add import CampaignItemsAdd
from .campaign_items_remove import CampaignItemsRemove
from .campaign_turns import CampaignEnd, CampaignPause, CampaignStart
from .campaign_update import CampaignUpdate
from .channel_pricing_update import ChannelPricingUpdate
from .group_archive import CustomerGroupArchive
from .group_create import CustomerGroupCreate
from .group_delete import CustomerGroupDelete
from .group_duplicate import CustomerGroupDuplicate
from .group_evaluate import CustomerGroupEvaluate
from .group_update import CustomerGroupUpdate
from .members_add import CustomerGroupMembersAdd
from .members_export import CustomerGroupExport
from .members_import import CustomerGroupMembersImport
from .members_remove import CustomerGroupMembersRemove
from .price_list_copy import PriceListCopy
from .price_list_create import PriceListCreate
from .price_list_delete import PriceListDelete
from .price_list_export import PriceListExport
from .price_list_import import PriceListImport
from .price_list_prices_change import PriceListPricesChange
from .price_list_prices_remove import PriceListPricesRemove
from .price_list_prices_set import PriceListPricesSet
from .price_list_update import PriceListUpdate
from .restriction_lift import CustomerGroupRestrictionLift
from .restriction_set import CustomerGroupRestrictionSet


class Mutation(graphene.ObjectType):
    customer_group_create = CustomerGroupCreate.Field()
    customer_group_update = CustomerGroupUpdate.Field()
    customer_group_duplicate = CustomerGroupDuplicate.Field()
    customer_group_archive = CustomerGroupArchive.Field()
    customer_group_delete = CustomerGroupDelete.Field()
    customer_group_evaluate = CustomerGroupEvaluate.Field()
    customer_group_members_add = CustomerGroupMembersAdd.Field()
    customer_group_members_remove = CustomerGroupMembersRemove.Field()
    customer_group_members_import = CustomerGroupMembersImport.Field()
    customer_group_export = CustomerGroupExport.Field()
    customer_group_restriction_set = CustomerGroupRestrictionSet.Field()
    customer_group_restriction_lift = CustomerGroupRestrictionLift.Field()
    price_list_create = PriceListCreate.Field()
    price_list_update = PriceListUpdate.Field()
    price_list_delete = PriceListDelete.Field()
    price_list_copy = PriceListCopy.Field()
    price_list_import = PriceListImport.Field()
    price_list_export = PriceListExport.Field()
    price_list_prices_change = PriceListPricesChange.Field()
    price_list_prices_set = PriceListPricesSet.Field()
    price_list_prices_remove = PriceListPricesRemove.Field()
    channel_pricing_update = ChannelPricingUpdate.Field()
    campaign_create = CampaignCreate.Field()
    campaign_update = CampaignUpdate.Field()
    campaign_start = CampaignStart.Field()
    campaign_pause = CampaignPause.Field()
    campaign_end = CampaignEnd.Field()
    campaign_delete = CampaignDelete.Field()
    campaign_items_add = CampaignItemsAdd.Field()
    campaign_items_remove = CampaignItemsRemove.Field()
