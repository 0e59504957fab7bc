"""customerGroupRestrictionSet: limits a voucher or promotion to groups."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import graphene

from saleor_customer_groups.services.restrictions import get_restriction, restrict

from ..inputs import listed
from ..permissions import RESTRICTIONS
from ..restricted import find_restricted, restricted_arguments
from ..types.errors import CustomerGroupRestrictionError, RestrictionCode
from ..types.restrictions import CustomerGroupRestriction
from .base import BaseMutation, find_codes


class CustomerGroupRestrictionSet(BaseMutation):
    restriction = graphene.Field(
        CustomerGroupRestriction, description="For which groups it is now."
    )

    Arguments = type(
        "Arguments",
        (),
        {
            **restricted_arguments(),
            "groups": graphene.Argument(
                listed(graphene.ID),
                description=(
                    "It is for members of any of these; if none are given, for whoever is"
                    " not excluded."
                ),
            ),
            "excluded_groups": graphene.Argument(
                listed(graphene.ID), description="It is not for members of these."
            ),
        },
    )

    class Meta:
        description = (
            "Limits a voucher or promotion to groups, in place of those it was limited to"
            " before. At least one group is named, at most 100."
        )
        error_type = CustomerGroupRestrictionError
        codes = RestrictionCode
        permissions = RESTRICTIONS

    @classmethod
    def perform(
        cls,
        context: Any,
        *,
        voucher: str | None = None,
        promotion: str | None = None,
        groups: Sequence[str] | None = None,
        excluded_groups: Sequence[str] | None = None,
    ) -> Any:
        restricted = find_restricted(voucher, promotion)
        restrict(
            restricted,
            find_codes(groups or (), field="groups"),
            find_codes(excluded_groups or (), field="excluded_groups"),
            actor=context.actor,
        )
        return cls(restriction=get_restriction(restricted), errors=[])
