"""Restrictions: what the API tells of a voucher or promotion that is for groups."""

from __future__ import annotations

from typing import Any, Final

import graphene
from promise import Promise

from saleor_customer_groups.models import RestrictedKind
from saleor_customer_groups.services.restrictions import RestrictionRecord

from .. import enums
from ..dataloaders import RestrictedNameLoader
from ..ids import PROMOTION, VOUCHER, to_global
from ..scalars import DateTime
from .campaigns import CustomerGroupCampaign
from .fields import needed, optional, several
from .groups import CustomerGroup

#: Types of the ids of what is restricted.
TYPES: Final = {
    RestrictedKind.VOUCHER: VOUCHER,
    RestrictedKind.PROMOTION: PROMOTION,
}


class CustomerGroupRestriction(graphene.ObjectType):
    kind = needed(enums.CustomerGroupRestrictedKind, "What it is.")
    id = needed(graphene.ID, "The ID of the voucher or promotion; Saleor's own.")
    name = needed(graphene.String, "What people call the voucher or promotion.")
    groups = several(
        CustomerGroup,
        "It is for members of any of these; where there are none, for whoever is not"
        " excluded, guests too.",
    )
    excluded_groups = several(CustomerGroup, "It is not for members of these.")
    campaign = optional(
        CustomerGroupCampaign,
        "What holds it, and says for whom and when it is; null: nothing does.",
    )
    created_at = needed(DateTime, "When it was limited for the first time.")
    created_by = needed(graphene.String, "Who limited it.")
    updated_at = needed(DateTime, "When that was last changed.")

    class Meta:
        description = "For which groups a voucher or promotion is."

    @staticmethod
    def resolve_kind(root: RestrictionRecord, _info: Any) -> str:
        return root.restricted.kind.value

    @staticmethod
    def resolve_id(root: RestrictionRecord, _info: Any) -> str:
        return to_global(TYPES[root.restricted.kind], root.restricted.key)

    @staticmethod
    def resolve_name(root: RestrictionRecord, info: Any) -> Promise:
        return info.context.load(RestrictedNameLoader, root.restricted)
