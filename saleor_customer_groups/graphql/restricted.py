"""Restricted: the voucher or promotion that is asked about."""

from __future__ import annotations

from typing import Any

import graphene

from saleor_customer_groups.models import RestrictedKind
from saleor_customer_groups.services.errors import CustomerGroupsError, ErrorCode
from saleor_customer_groups.services.restrictions import Restricted

from .ids import InvalidId, key_of
from .types.restrictions import TYPES


def restricted_arguments() -> dict[str, Any]:
    """The arguments by which one of the two is named."""
    return {
        kind.value: graphene.Argument(
            graphene.ID, description=f"The {kind.value}'s ID, as in Saleor's own API."
        )
        for kind in RestrictedKind
    }


def find_restricted(voucher: str | None, promotion: str | None) -> Restricted:
    """The one that is named. Raises CustomerGroupsError unless exactly one is."""
    match voucher, promotion:
        case str(id_), None:
            kind = RestrictedKind.VOUCHER
        case None, str(id_):
            kind = RestrictedKind.PROMOTION
        case _:
            raise CustomerGroupsError(
                "Say what it is about either by `voucher` or by `promotion`.",
                code=ErrorCode.REQUIRED,
                field="voucher",
            )
    try:
        return Restricted(kind, key_of(id_, TYPES[kind]))
    except InvalidId as error:
        raise CustomerGroupsError(
            str(error), code=ErrorCode.NOT_FOUND, field=kind.value
        ) from error
