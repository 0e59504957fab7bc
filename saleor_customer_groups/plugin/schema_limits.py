"""Schema: for which groups vouchers and promotions are, in Saleor's own types."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any, ClassVar, Final, NamedTuple

import graphene
from saleor.core.db.connection import allow_writer
from saleor.core.exceptions import PermissionDenied
from saleor.graphql.core.dataloaders import DataLoader
from saleor.graphql.core.fields import BaseField
from saleor.graphql.core.types import NonNullList
from saleor.graphql.discount.types import Promotion, Voucher
from saleor.graphql.utils import get_user_or_app_from_context
from saleor.permission.enums import DiscountPermissions

from saleor_customer_groups.models import (
    CustomerGroup,
    RestrictedKind,
    RestrictionGroup,
)

from .marking import is_installed

FIELD: Final = "customer_groups"


class SaleorCustomerGroupsGroup(graphene.ObjectType):
    id = graphene.ID(required=True, description="The ID of the customer group.")
    code = graphene.String(required=True, description="What programs call the group.")
    name = graphene.String(required=True, description="What people call the group.")

    class Meta:
        description = "A customer group, by what it is called."

    @staticmethod
    def resolve_id(root: CustomerGroup, _info: Any) -> str:
        global_id: str = graphene.Node.to_global_id("CustomerGroup", root.pk)
        return global_id


class SaleorCustomerGroupsLimit(graphene.ObjectType):
    groups = NonNullList(
        SaleorCustomerGroupsGroup,
        required=True,
        description="For members of any of these; of all customers if there is none.",
    )
    excluded_groups = NonNullList(
        SaleorCustomerGroupsGroup,
        required=True,
        description="For members of none of these.",
    )

    class Meta:
        description = "For which customer groups something is."


class Limit(NamedTuple):
    """Groups that something is for, and that it is not for, by name."""

    groups: list[CustomerGroup]
    excluded_groups: list[CustomerGroup]


class _LimitLoader(DataLoader[str, Limit | None]):
    """What something is limited to, by its key; None for what is for everybody."""

    kind: ClassVar[RestrictedKind]

    def batch_load(self, keys: Iterable[str]) -> list[Limit | None]:
        wanted = list(keys)
        with allow_writer():
            if not is_installed():
                return [None] * len(wanted)
            parts = list(
                RestrictionGroup.objects.filter(
                    restriction__kind=self.kind, restriction__key__in=wanted
                )
                .select_related("restriction", "group")
                .order_by("group__name", "group__pk")
            )
        found: dict[str, Limit] = defaultdict(lambda: Limit([], []))
        for part in parts:
            limit = found[part.restriction.key]
            (limit.excluded_groups if part.is_excluded else limit.groups).append(
                part.group
            )
        return [found.get(key) for key in wanted]


class VoucherLimitLoader(_LimitLoader):
    context_key = "saleor_customer_groups_voucher_limit"
    kind = RestrictedKind.VOUCHER


class PromotionLimitLoader(_LimitLoader):
    context_key = "saleor_customer_groups_promotion_limit"
    kind = RestrictedKind.PROMOTION


def _resolver(loader: type[_LimitLoader]) -> Callable[[Any, Any], Any]:
    """Whoever manages discounts may see; a customer with a voucher may not."""

    def resolve(root: Any, info: Any) -> Any:
        requestor = get_user_or_app_from_context(info.context)
        needed = DiscountPermissions.MANAGE_DISCOUNTS
        if not (requestor and requestor.has_perm(needed)):
            raise PermissionDenied(permissions=[needed])
        row = getattr(root, "node", root)
        return loader(info.context).load(str(row.pk))

    return resolve


def add_limits() -> None:
    """Adds ``customerGroups`` to Saleor's vouchers and promotions."""
    for type_, loader in (
        (Voucher, VoucherLimitLoader),
        (Promotion, PromotionLimitLoader),
    ):
        type_._meta.fields[FIELD] = BaseField(
            SaleorCustomerGroupsLimit,
            resolver=_resolver(loader),
            description=(
                "Customer groups that it is for; null if it is for everybody. Needs the"
                " permission MANAGE_DISCOUNTS."
            ),
        )
