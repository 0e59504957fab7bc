"""Tables of both hosts. No foreign key leads out of here."""

from .campaigns import Campaign, CampaignGroup
from .exports import ExportContent, ExportFile, ExportKind, ExportStatus
from .facts import (
    AttributeDefinition,
    AttributeFact,
    AttributeType,
    OrderFacts,
    RankSnapshot,
    ValueFacts,
)
from .groups import (
    Audience,
    ContactType,
    CustomerGroup,
    DeletedGroup,
    GroupKind,
    GroupRevision,
    Visibility,
)
from .history import ActivityDay, Item, LineRecord, OrderRecord, RefundRecord
from .memberships import (
    Assignment,
    Cause,
    Change,
    Mark,
    Membership,
    MembershipEvent,
    Via,
)
from .price_holds import PriceHold
from .price_lists import ChannelPricing, Price, PriceList, PriceListGroup
from .profiles import Profile, ProfileFacts, ProfileKind
from .restrictions import RestrictedKind, Restriction, RestrictionGroup
from .shop import Counting, Shop
from .sources import SourceState

__all__ = [
    "ActivityDay",
    "Assignment",
    "AttributeDefinition",
    "AttributeFact",
    "AttributeType",
    "Audience",
    "Campaign",
    "CampaignGroup",
    "Cause",
    "Change",
    "ChannelPricing",
    "ContactType",
    "Counting",
    "CustomerGroup",
    "DeletedGroup",
    "ExportContent",
    "ExportFile",
    "ExportKind",
    "ExportStatus",
    "GroupKind",
    "GroupRevision",
    "Item",
    "LineRecord",
    "Mark",
    "Membership",
    "MembershipEvent",
    "OrderFacts",
    "OrderRecord",
    "Price",
    "PriceHold",
    "PriceList",
    "PriceListGroup",
    "Profile",
    "ProfileFacts",
    "ProfileKind",
    "RankSnapshot",
    "RefundRecord",
    "RestrictedKind",
    "Restriction",
    "RestrictionGroup",
    "Shop",
    "SourceState",
    "ValueFacts",
    "Via",
    "Visibility",
]
