"""Enums: the closed lists of the API, made from those of the services and models."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any, Final

import graphene

from saleor_customer_groups.engine.analysis import WarningCode
from saleor_customer_groups.engine.campaigns import CampaignState, CampaignStatus
from saleor_customer_groups.engine.operators import LABELS, FactType, Operator
from saleor_customer_groups.engine.problems import ProblemCode
from saleor_customer_groups.engine.rules import TargetKind
from saleor_customer_groups.host import Permission
from saleor_customer_groups.models import (
    Audience,
    Cause,
    Change,
    ContactType,
    Counting,
    GroupKind,
    RestrictedKind,
    Via,
    Visibility,
)
from saleor_customer_groups.services.campaign_items import ItemKind
from saleor_customer_groups.services.campaign_pages import CampaignOrder
from saleor_customer_groups.services.customer_pages import CustomerOrder
from saleor_customer_groups.services.group_pages import GroupOrder
from saleor_customer_groups.services.member_pages import MemberOrder
from saleor_customer_groups.services.usage import UserKind


def enum_of(
    name: str,
    members: type[Enum],
    description: str,
    says: Mapping[Any, str] | None = None,
) -> Any:
    """The enum of that name, its values those of the members, each with what it says."""
    texts = {str(member.value): text for member, text in (says or {}).items()}
    return graphene.Enum(
        name,
        [(member.name, member.value) for member in members],
        description=_describing(description, texts),
    )


def _describing(
    description: str, texts: Mapping[str, str]
) -> Callable[[Any], str | None]:
    def describe(value: Any) -> str | None:
        return description if value is None else texts.get(str(value.value))

    return describe


class _Direction(Enum):
    ASC = "asc"
    DESC = "desc"


class State(Enum):
    ACTIVE = "active"
    EVALUATING = "evaluating"
    FROZEN = "frozen"
    ARCHIVED = "archived"


class Period(Enum):
    """Spans of time, as numbers of days."""

    LAST_7_DAYS = 7
    LAST_30_DAYS = 30
    LAST_90_DAYS = 90
    LAST_365_DAYS = 365


OrderDirection: Final = enum_of(
    "OrderDirection",
    _Direction,
    "Which way a list is sorted.",
    {_Direction.ASC: "Smallest first.", _Direction.DESC: "Largest first."},
)
CustomerGroupKind: Final = enum_of(
    "CustomerGroupKind",
    GroupKind,
    "How members come into a group. It never changes.",
    {
        GroupKind.MANUAL: "They are put in, or join themselves.",
        GroupKind.DYNAMIC: "They are whoever the group's rule holds for.",
    },
)
CustomerGroupVisibility: Final = enum_of(
    "CustomerGroupVisibility",
    Visibility,
    "Who sees a group.",
    {
        Visibility.PRIVATE: "Staff only.",
        Visibility.PUBLIC: "Customers too, and they may join it.",
    },
)
CustomerGroupAudience: Final = enum_of(
    "CustomerGroupAudience", Audience, "Whom a group takes in."
)
CustomerGroupContactType: Final = enum_of(
    "CustomerGroupContactType",
    ContactType,
    "How members of a public group agree to be contacted.",
)
CustomerGroupState: Final = enum_of(
    "CustomerGroupState",
    State,
    "How a group stands.",
    {
        State.ACTIVE: "Its members are exact.",
        State.EVALUATING: "It has a new rule and still the members of the old one.",
        State.FROZEN: "Its rule names what no longer exists; its members stay.",
        State.ARCHIVED: "It has ended and has no members.",
    },
)
CustomerGroupVia: Final = enum_of(
    "CustomerGroupVia",
    Via,
    "How somebody is in a group.",
    {Via.OWN: "By the group itself.", Via.CHILD: "By being in a child group."},
)
CustomerGroupChange: Final = enum_of(
    "CustomerGroupChange", Change, "What happened to a membership."
)
CustomerGroupCause: Final = enum_of(
    "CustomerGroupCause",
    Cause,
    "Why a membership changed.",
    {
        Cause.RULE: "The group was given a new rule.",
        Cause.EVENT: "Something happened to the customer.",
        Cause.TIME: "Nothing happened; time passed.",
        Cause.STAFF: "Staff put the customer in or took him out.",
        Cause.IMPORT: "An import did.",
        Cause.CUSTOMER: "The customer joined or left.",
        Cause.ARCHIVE: "The group was archived.",
        Cause.DELETE: "The group was deleted.",
    },
)
CustomerGroupUsageKind: Final = enum_of(
    "CustomerGroupUsageKind",
    UserKind,
    "In which way something refers to a group.",
    {
        UserKind.CHILD: "It is its child.",
        UserKind.RULE: "Its rule names it.",
        UserKind.VOUCHER: "It is limited to it, or not for it.",
        UserKind.PROMOTION: "It is limited to it, or not for it.",
        UserKind.PRICE_LIST: "It gives its members prices.",
        UserKind.CAMPAIGN: "What it holds is for its members.",
    },
)
CustomerGroupRestrictedKind: Final = enum_of(
    "CustomerGroupRestrictedKind", RestrictedKind, "What is limited to groups."
)
CustomerGroupPeriod: Final = enum_of(
    "CustomerGroupPeriod",
    Period,
    "A span of time that ends now and begins with the day that many days ago.",
)
CustomerGroupFactType: Final = enum_of(
    "CustomerGroupFactType", FactType, "The kind of answer that a fact gives."
)
CustomerGroupOperator: Final = enum_of(
    "CustomerGroupOperator", Operator, "What a condition asks of a fact.", LABELS
)
CustomerGroupTargetKind: Final = enum_of(
    "CustomerGroupTargetKind", TargetKind, "What was bought, viewed or searched for."
)
CustomerGroupWarningCode: Final = enum_of(
    "CustomerGroupWarningCode", WarningCode, "What a rule says that is worth a look."
)
CustomerGroupRuleProblemCode: Final = enum_of(
    "CustomerGroupRuleProblemCode", ProblemCode, "What is wrong in a rule."
)
CustomerGroupCounting: Final = enum_of(
    "CustomerGroupCounting",
    Counting,
    "From when on an order counts, until it is fully refunded.",
    {
        Counting.PAID: "Once it is paid in full.",
        Counting.PLACED: (
            "Once it is placed: unless it is a draft, unconfirmed, cancelled or expired."
        ),
    },
)
CustomerGroupSortField: Final = enum_of(
    "CustomerGroupSortField", GroupOrder, "What groups are sorted by."
)
CustomerGroupMemberSortField: Final = enum_of(
    "CustomerGroupMemberSortField",
    MemberOrder,
    "What members are sorted by.",
    {MemberOrder.PROFILE: "The order in which they became known; the fastest."},
)
CustomerGroupCustomerSortField: Final = enum_of(
    "CustomerGroupCustomerSortField",
    CustomerOrder,
    "What customers are sorted by.",
    {CustomerOrder.PROFILE: "The order in which they became known; the fastest."},
)
CustomerGroupPermission: Final = enum_of(
    "CustomerGroupPermission",
    Permission,
    "What somebody may do here, by Saleor's permissions.",
    {
        Permission.MANAGE_USERS: "Groups, their rules and their members.",
        Permission.MANAGE_DISCOUNTS: "Whom vouchers and promotions are for.",
        Permission.MANAGE_PRODUCTS: "Price lists.",
        Permission.MANAGE_ORDERS: "What made the prices of orders.",
    },
)
CustomerGroupCampaignStatus: Final = enum_of(
    "CustomerGroupCampaignStatus",
    CampaignStatus,
    "What staff say of a campaign.",
    {
        CampaignStatus.DRAFT: "It is not ready yet, and closed.",
        CampaignStatus.ACTIVE: "It is open within its window.",
        CampaignStatus.PAUSED: "It is closed for now.",
    },
)
CustomerGroupCampaignState: Final = enum_of(
    "CustomerGroupCampaignState",
    CampaignState,
    "How a campaign stands now, by its status and window.",
    {
        CampaignState.DRAFT: "It is not ready yet.",
        CampaignState.SCHEDULED: "It has not started.",
        CampaignState.RUNNING: "What it holds can be had.",
        CampaignState.PAUSED: "It is closed for now.",
        CampaignState.ENDED: "It has ended.",
    },
)
CustomerGroupCampaignItemKind: Final = enum_of(
    "CustomerGroupCampaignItemKind", ItemKind, "What a campaign holds."
)
CustomerGroupCampaignSortField: Final = enum_of(
    "CustomerGroupCampaignSortField",
    CampaignOrder,
    "What campaigns are sorted by.",
    {CampaignOrder.STARTS_AT: "Their start; those without one come last."},
)
