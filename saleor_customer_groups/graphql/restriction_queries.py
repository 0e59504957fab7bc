"""Queries about restrictions."""

from __future__ import annotations

from typing import Any

import graphene

from saleor_customer_groups.services.restrictions import (
    RestrictionRecord,
    get_restriction,
)

from .permissions import RESTRICTIONS, GuardedField
from .restricted import find_restricted, restricted_arguments
from .types.restrictions import CustomerGroupRestriction


class RestrictionQuery(graphene.ObjectType):
    customer_group_restriction = GuardedField(
        CustomerGroupRestriction,
        description="For which groups a voucher or promotion is; null: for everybody.",
        permissions=RESTRICTIONS,
        args=restricted_arguments(),
    )

    @staticmethod
    def resolve_customer_group_restriction(
        _root: None,
        _info: Any,
        voucher: str | None = None,
        promotion: str | None = None,
    ) -> RestrictionRecord | None:
        return get_restriction(find_restricted(voucher, promotion))
