"""Mutations that only the API inside Saleor has: make a voucher or promotion for groups."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

import graphene
from graphene.types.inputobjecttype import InputObjectTypeContainer
from graphene.utils.str_converters import to_camel_case

from saleor_customer_groups.graphql.mutations.base import BaseMutation, find_codes
from saleor_customer_groups.graphql.mutations.campaign_fields import find_campaign
from saleor_customer_groups.graphql.permissions import RESTRICTIONS
from saleor_customer_groups.graphql.types.errors import Problem
from saleor_customer_groups.graphql.types.restrictions import CustomerGroupRestriction
from saleor_customer_groups.services.errors import CustomerGroupsError, ErrorCode
from saleor_customer_groups.services.restrictions import get_restriction

from .making import SaleorRefusedError, Whom, make_promotion, make_voucher
from .offers import (
    CustomerGroupOfferError,
    CustomerGroupOfferPromotionInput,
    CustomerGroupOfferVoucherInput,
    OfferCode,
)


class _OfferMutation(BaseMutation):
    restriction = graphene.Field(
        CustomerGroupRestriction,
        description="What was made, and for which groups it is.",
    )

    class Meta:
        abstract = True

    @classmethod
    def perform(cls, context: Any, *, input: Mapping[str, Any]) -> Any:  # noqa: A002
        given = _document(input)
        whom = _whom(given)
        try:
            made = cls.make(context, given, whom)
        except SaleorRefusedError as error:
            return cls(errors=[_problem(each) for each in error.errors])
        return cls(restriction=get_restriction(made), errors=[])

    @classmethod
    def make(cls, context: Any, given: dict[str, Any], whom: Whom) -> Any:
        raise NotImplementedError


class VoucherCreate(_OfferMutation):
    class Arguments:
        input = graphene.Argument(
            CustomerGroupOfferVoucherInput,
            required=True,
            description="The voucher, and for whom it is.",
        )

    class Meta:
        name = "CustomerGroupVoucherCreate"
        description = (
            "Makes a voucher for groups, or for a campaign: both in one transaction, so"
            " that it is never for everybody. Saleor checks what it checks of any voucher."
        )
        error_type = CustomerGroupOfferError
        codes = OfferCode
        permissions = RESTRICTIONS

    @classmethod
    def make(cls, context: Any, given: dict[str, Any], whom: Whom) -> Any:
        channels = given.pop("addChannels")
        return make_voucher(context.request, given, channels, whom, actor=context.actor)


class PromotionCreate(_OfferMutation):
    class Arguments:
        input = graphene.Argument(
            CustomerGroupOfferPromotionInput,
            required=True,
            description="The promotion, and for whom it is.",
        )

    class Meta:
        name = "CustomerGroupPromotionCreate"
        description = (
            "Makes a promotion for groups, or for a campaign: both in one transaction, so"
            " that it is never for everybody. Saleor checks what it checks of any"
            " promotion."
        )
        error_type = CustomerGroupOfferError
        codes = OfferCode
        permissions = RESTRICTIONS

    @classmethod
    def make(cls, context: Any, given: dict[str, Any], whom: Whom) -> Any:
        return make_promotion(context.request, given, whom, actor=context.actor)


class OfferMutation(graphene.ObjectType):
    customer_group_voucher_create = VoucherCreate.Field()
    customer_group_promotion_create = PromotionCreate.Field()


def _whom(given: dict[str, Any]) -> Whom:
    """Takes for whom it is out of what is given. Raises CustomerGroupsError."""
    groups = given.pop("groups", None) or ()
    excluded = given.pop("excludedGroups", None) or ()
    campaign = given.pop("campaign", None)
    if (campaign is None) is not bool(groups or excluded):
        raise CustomerGroupsError(
            "Say for whom it is: name groups, or a campaign that holds it.",
            code=ErrorCode.REQUIRED,
            field="groups",
        )
    return Whom(
        groups=find_codes(groups, field="groups"),
        excluded_groups=find_codes(excluded, field="excluded_groups"),
        campaign=find_campaign(campaign, field="campaign").code if campaign else "",
    )


def _problem(error: Any) -> Problem:
    code = error.code.lower()
    known = {each.value for each in OfferCode}
    return Problem(
        field=error.field,
        message=error.message,
        code=code if code in known else OfferCode.INVALID.value,
        position=error.index,
    )


def _document(given: Mapping[str, Any]) -> dict[str, Any]:
    """What is given as a client writes it: the names of fields, and plain JSON. What is
    JSON in it is taken as it is."""
    document: dict[str, Any] = json.loads(json.dumps(_named(given), default=_plain))
    return document


def _named(value: Any) -> Any:
    match value:
        case InputObjectTypeContainer():
            return {to_camel_case(key): _named(value[key]) for key in value}
        case list():
            return [_named(each) for each in value]
    return value


def _plain(value: object) -> object:
    match value:
        case Decimal():
            return float(value)  # Saleor reads it by its shortest decimal form
        case datetime():
            return value.isoformat()
    raise TypeError(f"{value!r} is nothing that JSON has.")
