"""Till enums: what the API says of prices that were charged, and of what charges them."""

from __future__ import annotations

from typing import Final

from saleor_customer_groups.engine.order_prices import PriceOrigin
from saleor_customer_groups.engine.promotions import ReductionVerdict
from saleor_customer_groups.host import Purpose

from .enums import enum_of

CustomerGroupPromotionVerdict: Final = enum_of(
    "CustomerGroupPromotionVerdict",
    ReductionVerdict,
    "Why a catalogue promotion reduces a price, or does not.",
    {
        ReductionVerdict.WINS: "It reduces the price.",
        ReductionVerdict.LESS_OFF: "Another takes more off.",
        ReductionVerdict.YOUNGER: "Another takes as much off and comes first.",
        ReductionVerdict.LIST_EXCLUDES: "The price list keeps promotions off its prices.",
        ReductionVerdict.LIST_IS_BETTER: "The price list says no more than that.",
        ReductionVerdict.NOTHING_OFF: "It takes nothing off this price.",
    },
)
CustomerGroupSeamPurpose: Final = enum_of(
    "CustomerGroupSeamPurpose", Purpose, "What is carried together."
)
CustomerGroupPriceOrigin: Final = enum_of(
    "CustomerGroupPriceOrigin",
    PriceOrigin,
    "What the price of an order's line is by.",
    {
        PriceOrigin.LIST_PRICE: "What everybody pays.",
        PriceOrigin.PRICE_LIST: "A price list of the customer's groups.",
        PriceOrigin.HELD: (
            "It is from before the customer's price changed: the checkout was being paid"
            " for then."
        ),
        PriceOrigin.CUSTOM: "Staff or an app have set it.",
        PriceOrigin.GIFT: "It is a gift of a promotion.",
    },
)
