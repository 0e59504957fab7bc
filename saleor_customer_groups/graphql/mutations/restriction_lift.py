"""customerGroupRestrictionLift: gives a voucher or promotion back to everybody."""

from __future__ import annotations

from typing import Any

import graphene

from saleor_customer_groups.services.restrictions import lift

from ..permissions import RESTRICTIONS
from ..restricted import find_restricted, restricted_arguments
from ..types.errors import CustomerGroupRestrictionError, RestrictionCode
from .base import BaseMutation


class CustomerGroupRestrictionLift(BaseMutation):
    lifted = graphene.Boolean(
        description="Whether it was limited; null where that was refused."
    )

    Arguments = type("Arguments", (), restricted_arguments())

    class Meta:
        description = "From now on the voucher or promotion is for everybody."
        error_type = CustomerGroupRestrictionError
        codes = RestrictionCode
        permissions = RESTRICTIONS

    @classmethod
    def perform(
        cls,
        _context: Any,
        *,
        voucher: str | None = None,
        promotion: str | None = None,
    ) -> Any:
        return cls(lifted=lift(find_restricted(voucher, promotion)), errors=[])
