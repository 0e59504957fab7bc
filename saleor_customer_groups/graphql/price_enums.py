"""Price enums: the closed lists of the API that are about price lists and baskets."""

from __future__ import annotations

from typing import Final

from saleor_customer_groups.engine.baskets import CodeRefusal
from saleor_customer_groups.engine.price_lists import (
    Hindrance,
    ListPolicy,
    PriceListStatus,
    PromotionPolicy,
    Scope,
)
from saleor_customer_groups.engine.price_warnings import PriceWarningCode
from saleor_customer_groups.engine.pricing import Verdict
from saleor_customer_groups.engine.rounding import RoundingMode
from saleor_customer_groups.services.belonging import Basis
from saleor_customer_groups.services.price_list_pages import PriceListOrder

from .enums import enum_of

CustomerGroupPriceListStatus: Final = enum_of(
    "CustomerGroupPriceListStatus",
    PriceListStatus,
    "How a price list stands.",
    {
        PriceListStatus.DRAFT: "It is not ready yet and gives no prices.",
        PriceListStatus.ACTIVE: "It gives prices within its window.",
        PriceListStatus.PAUSED: "It gives no prices for now.",
        PriceListStatus.ARCHIVED: "It gives no prices any more.",
    },
)
CustomerGroupPromotionPolicy: Final = enum_of(
    "CustomerGroupPromotionPolicy",
    PromotionPolicy,
    "How a catalogue promotion meets a price of a list.",
    {
        PromotionPolicy.BETTER_OF: (
            "The lower counts: the list's price, or the promoted price of everybody."
        ),
        PromotionPolicy.COMBINE: "The promotion reduces the list's price.",
        PromotionPolicy.EXCLUDE: "The list's price stands.",
    },
)
CustomerGroupListPolicy: Final = enum_of(
    "CustomerGroupListPolicy",
    ListPolicy,
    "Which of a customer's price lists wins in a channel. Of equal ones the older does.",
    {
        ListPolicy.PRIORITY: "The higher priority, then the lower price.",
        ListPolicy.BEST: "The lower price, then the higher priority.",
    },
)
CustomerGroupRoundingMode: Final = enum_of(
    "CustomerGroupRoundingMode",
    RoundingMode,
    "Which of two neighbouring prices is taken.",
    {
        RoundingMode.NEAREST: "The nearer; halfway between them the upper.",
        RoundingMode.UP: "The upper.",
        RoundingMode.DOWN: "The lower.",
    },
)
CustomerGroupPriceTargetKind: Final = enum_of(
    "CustomerGroupPriceTargetKind",
    Scope,
    "What a price is about. Within a list the most specific counts, in this order.",
    {
        Scope.VARIANT: "One variant.",
        Scope.PRODUCT: "Every variant of a product.",
        Scope.COLLECTION: "Every product of a collection.",
        Scope.CATEGORY: "Every product of a category and of those below it.",
        Scope.ALL: "All products.",
    },
)
CustomerGroupPriceVerdict: Final = enum_of(
    "CustomerGroupPriceVerdict",
    Verdict,
    "Why a candidate is the price, or is not.",
    {
        Verdict.WINS: "It is the price.",
        Verdict.QUANTITY_NOT_REACHED: "It takes more pieces.",
        Verdict.LESS_SPECIFIC: "Its list has a price for something more specific.",
        Verdict.DEARER_IN_LIST: "Its list has a lower one, just as specific.",
        Verdict.YOUNGER_IN_LIST: "Its list has the same one from before.",
        Verdict.LOWER_PRIORITY: "The list that counts has a higher priority.",
        Verdict.DEARER: "The list that counts has a lower price.",
        Verdict.YOUNGER_LIST: "The list that counts says the same and is older.",
    },
)
CustomerGroupPriceListHindrance: Final = enum_of(
    "CustomerGroupPriceListHindrance",
    Hindrance,
    "Why a price list gives no price to a customer there and then.",
    {
        Hindrance.OTHER_GROUPS: "The customer is in none of its groups.",
        Hindrance.OTHER_CURRENCY: "It is in another currency than the channel.",
        Hindrance.OTHER_CHANNELS: "It is for other channels.",
        Hindrance.NOT_ACTIVE: "It is a draft, paused, or archived.",
        Hindrance.NOT_STARTED: "It has not started.",
        Hindrance.ENDED: "It has ended.",
        Hindrance.CAMPAIGN_CLOSED: "The campaign that holds it is closed.",
    },
)
CustomerGroupPriceListWarningCode: Final = enum_of(
    "CustomerGroupPriceListWarningCode",
    PriceWarningCode,
    "What is worth a look in a price list.",
    {
        PriceWarningCode.EMPTY: "It has no prices.",
        PriceWarningCode.NO_MEMBERS: "All of its groups are archived.",
        PriceWarningCode.ENDED: "It has ended.",
        PriceWarningCode.NEVER_WINS: "Another always wins for the same customers.",
        PriceWarningCode.RAISES_UNDERCUT: (
            "It raises prices that another makes lower for some of the same customers."
        ),
        PriceWarningCode.BELOW_FLOOR: "Prices are below its floor.",
        PriceWarningCode.BELOW_COST: "Prices are below what the goods cost the shop.",
        PriceWarningCode.SELF_DECLARED: (
            "The rule of one of its groups asks what customers write of themselves."
        ),
    },
)
CustomerGroupMembershipBasis: Final = enum_of(
    "CustomerGroupMembershipBasis",
    Basis,
    "What it is by that a customer is said to be in groups.",
    {
        Basis.CURRENT: "Those that he is in now.",
        Basis.RECORDED: "Those that the record has for the instant, which is past.",
    },
)
CustomerGroupCodeRefusal: Final = enum_of(
    "CustomerGroupCodeRefusal",
    CodeRefusal,
    "Why a code takes nothing off a basket.",
    {
        CodeRefusal.UNKNOWN: "No voucher has it.",
        CodeRefusal.NOT_A_MEMBER: "The customer is in none of the groups it is for.",
        CodeRefusal.EXCLUDED: "The customer is in a group it is not for.",
        CodeRefusal.GROUPS_UNKNOWN: "Nobody can tell now who is in which group.",
        CodeRefusal.CAMPAIGN_CLOSED: "The campaign that holds it is closed.",
        CodeRefusal.OTHER_CHANNELS: "It is for other channels.",
        CodeRefusal.OTHER_CURRENCY: "It is in another currency.",
        CodeRefusal.NOT_STARTED: "It has not started.",
        CodeRefusal.ENDED: "It has ended.",
        CodeRefusal.USED_UP: "It was used as often as it may be.",
        CodeRefusal.USED_BEFORE: "The customer has used it, and may once.",
        CodeRefusal.STAFF_ONLY: "It is for staff.",
        CodeRefusal.BELOW_MINIMUM: "The basket is worth too little.",
        CodeRefusal.TOO_FEW_PIECES: "The basket has too few pieces.",
        CodeRefusal.OTHER_ITEMS: "It is for other items.",
        CodeRefusal.ONE_CODE_ONLY: "Another code was accepted before it.",
    },
)
CustomerGroupPriceListSortField: Final = enum_of(
    "CustomerGroupPriceListSortField", PriceListOrder, "What price lists are sorted by."
)
