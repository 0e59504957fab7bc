"""Offers: vouchers and promotions for groups, as the API inside Saleor makes them.

Fields are named and nested as in Saleor's own mutations, which check them: so an error of
Saleor's names the field that it is about here, too.
"""

from __future__ import annotations

from enum import Enum, StrEnum
from typing import Any, Final

import graphene

from saleor_customer_groups.graphql import enums
from saleor_customer_groups.graphql.inputs import listed
from saleor_customer_groups.graphql.scalars import JSON, DateTime, Decimal
from saleor_customer_groups.graphql.types.errors import Problem
from saleor_customer_groups.graphql.types.fields import needed, optional


class _VoucherType(Enum):
    ENTIRE_ORDER = "ENTIRE_ORDER"
    SHIPPING = "SHIPPING"
    SPECIFIC_PRODUCT = "SPECIFIC_PRODUCT"


class _ValueType(Enum):
    FIXED = "FIXED"
    PERCENTAGE = "PERCENTAGE"


class _PromotionType(Enum):
    CATALOGUE = "CATALOGUE"
    ORDER = "ORDER"


class _RewardType(Enum):
    SUBTOTAL_DISCOUNT = "SUBTOTAL_DISCOUNT"
    GIFT = "GIFT"


class OfferCode(StrEnum):
    """Of making vouchers and promotions for groups: ours, and Saleor's."""

    INVALID = "invalid"
    NOT_FOUND = "not_found"
    UNIQUE = "unique"
    REQUIRED = "required"
    IN_USE = "in_use"
    ARCHIVED = "archived"
    TOO_MANY = "too_many"
    ALREADY_EXISTS = "already_exists"
    GRAPHQL_ERROR = "graphql_error"
    CANNOT_MANAGE_PRODUCT_WITHOUT_VARIANT = "cannot_manage_product_without_variant"
    DUPLICATED_INPUT_ITEM = "duplicated_input_item"
    VOUCHER_ALREADY_USED = "voucher_already_used"
    MULTIPLE_CURRENCIES_NOT_ALLOWED = "multiple_currencies_not_allowed"
    INVALID_PRECISION = "invalid_precision"
    MISSING_CHANNELS = "missing_channels"
    RULES_NUMBER_LIMIT = "rules_number_limit"
    GIFTS_NUMBER_LIMIT = "gifts_number_limit"
    INVALID_GIFT_TYPE = "invalid_gift_type"


CustomerGroupOfferVoucherType: Final = enums.enum_of(
    "CustomerGroupOfferVoucherType", _VoucherType, "What a voucher reduces."
)
CustomerGroupOfferValueType: Final = enums.enum_of(
    "CustomerGroupOfferValueType", _ValueType, "An amount, or so many per cent."
)
CustomerGroupOfferPromotionType: Final = enums.enum_of(
    "CustomerGroupOfferPromotionType",
    _PromotionType,
    "Whether a promotion reduces products, or orders.",
)
CustomerGroupOfferRewardType: Final = enums.enum_of(
    "CustomerGroupOfferRewardType", _RewardType, "What an order promotion gives."
)
CustomerGroupOfferErrorCode: Final = enums.enum_of(
    "CustomerGroupOfferErrorCode",
    OfferCode,
    "Why a voucher or promotion cannot be made for groups.",
)


class CustomerGroupOfferError(graphene.ObjectType):
    field = optional(
        graphene.String, "The field that it is about, named as in Saleor's own API."
    )
    message = needed(graphene.String, "What is wrong, and what to do.")
    code = needed(CustomerGroupOfferErrorCode, "What is wrong, for programs.")
    path = optional(graphene.String, "Where in a list, such as groups[3].")
    index = optional(
        graphene.Int, "Which of a list, the first being 0; null where it is about none."
    )

    class Meta:
        description = "Why a voucher or promotion cannot be made. Nothing was made."

    @staticmethod
    def resolve_index(root: Problem, _info: Any) -> int | None:
        return root.position


_field = graphene.InputField


def _whom() -> dict[str, Any]:
    return {
        "groups": _field(
            listed(graphene.ID), description="It is for members of any of these."
        ),
        "excluded_groups": _field(
            listed(graphene.ID), description="It is not for members of these."
        ),
        "campaign": _field(
            graphene.ID,
            description=(
                "The campaign that is to hold it, and says for whom it is; instead of"
                " groups."
            ),
        ),
    }


def _window() -> dict[str, Any]:
    return {
        "start_date": _field(DateTime, description="Saleor gives it from then on."),
        "end_date": _field(DateTime, description="Saleor gives it until then."),
    }


class CustomerGroupOfferChannelInput(graphene.InputObjectType):
    channel_id = _field(graphene.ID, required=True, description="The channel.")
    discount_value = _field(
        Decimal, required=True, description="The amount, or how many per cent."
    )
    min_amount_spent = _field(Decimal, description="From how much on.")

    class Meta:
        description = "What a voucher takes off in a channel."


def _ids(of: str) -> Any:
    return _field(listed(graphene.ID), description=f"{of} that it reduces.")


CustomerGroupOfferVoucherInput = type(
    "CustomerGroupOfferVoucherInput",
    (graphene.InputObjectType,),
    {
        **_whom(),
        "name": _field(graphene.String, description="What people call it."),
        "add_codes": _field(
            listed(graphene.String), required=True, description="What customers enter."
        ),
        "type": _field(
            CustomerGroupOfferVoucherType, required=True, description="What it reduces."
        ),
        "discount_value_type": _field(
            CustomerGroupOfferValueType, required=True, description="By what."
        ),
        "add_channels": _field(
            listed(CustomerGroupOfferChannelInput),
            required=True,
            description="By how much, in which channels.",
        ),
        **_window(),
        "usage_limit": _field(graphene.Int, description="How often it can be used."),
        "single_use": _field(
            graphene.Boolean, description="Whether each code can be used once."
        ),
        "apply_once_per_customer": _field(
            graphene.Boolean, description="Whether each customer can use it once."
        ),
        "apply_once_per_order": _field(
            graphene.Boolean, description="Whether it reduces the cheapest item only."
        ),
        "only_for_staff": _field(
            graphene.Boolean, description="Whether staff alone can use it."
        ),
        "min_checkout_items_quantity": _field(
            graphene.Int, description="From how many items on."
        ),
        "products": _ids("Products"),
        "variants": _ids("Variants"),
        "collections": _ids("Collections"),
        "categories": _ids("Categories"),
        "countries": _field(
            listed(graphene.String), description="Countries that it ships to."
        ),
        "Meta": type("Meta", (), {"description": "A voucher, and for whom it is."}),
    },
)


class CustomerGroupOfferRuleInput(graphene.InputObjectType):
    name = _field(graphene.String, description="What people call it.")
    description = _field(JSON, description="A rich text, as Saleor has it.")
    channels = _field(listed(graphene.ID), description="In which channels.")
    catalogue_predicate = _field(
        JSON, description="Which products: Saleor's CataloguePredicateInput."
    )
    order_predicate = _field(
        JSON, description="Which orders: Saleor's OrderPredicateInput."
    )
    reward_value_type = _field(CustomerGroupOfferValueType, description="By what.")
    reward_value = _field(Decimal, description="The amount off, or how many per cent.")
    reward_type = _field(
        CustomerGroupOfferRewardType, description="What an order gets."
    )
    gifts = _field(listed(graphene.ID), description="Variants to choose a gift from.")

    class Meta:
        description = "What a promotion gives, and for what."


CustomerGroupOfferPromotionInput = type(
    "CustomerGroupOfferPromotionInput",
    (graphene.InputObjectType,),
    {
        **_whom(),
        "name": _field(
            graphene.String, required=True, description="What people call it."
        ),
        "type": _field(
            CustomerGroupOfferPromotionType,
            required=True,
            description="Whether it reduces products, or orders.",
        ),
        "description": _field(JSON, description="A rich text, as Saleor has it."),
        **_window(),
        "rules": _field(
            listed(CustomerGroupOfferRuleInput),
            required=True,
            description="What it gives.",
        ),
        "Meta": type("Meta", (), {"description": "A promotion, and for whom it is."}),
    },
)
