"""Schema: what Saleor's own GraphQL types learn about groups.

Fields are added to types before Saleor builds its schema, which happens after every
app is ready. Each type of ours has a name of its own: two types of one name stop Saleor
from starting. Turned off by the Django setting CUSTOMER_GROUPS_EXTENDS_SCHEMA = False.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import graphene
from django.conf import settings
from django.db import DatabaseError, transaction
from saleor.core.db.connection import allow_writer
from saleor.core.exceptions import PermissionDenied
from saleor.graphql.account.types import User
from saleor.graphql.core.dataloaders import DataLoader
from saleor.graphql.core.fields import BaseField
from saleor.graphql.core.scalars import DateTime
from saleor.graphql.core.types import NonNullList
from saleor.graphql.utils import get_user_or_app_from_context
from saleor.permission.enums import AccountPermissions

from saleor_customer_groups.services.belonging import Belonging, groups_of_customers
from saleor_customer_groups.services.queries import writer

from .configuration import is_active
from .marking import forget_tables, is_installed
from .schema_limits import FIELD, add_limits

logger = logging.getLogger(__name__)

_SWITCH: Final = "CUSTOMER_GROUPS_EXTENDS_SCHEMA"


class SaleorCustomerGroupsMembership(graphene.ObjectType):
    """A group that a customer is in."""

    id = graphene.ID(required=True, description="The ID of the customer group.")
    code = graphene.String(required=True, description="What programs call the group.")
    name = graphene.String(required=True, description="What people call the group.")
    since = DateTime(description="When the customer joined the group.")

    class Meta:
        description = "A customer group that a customer is in."

    @staticmethod
    def resolve_id(root: Belonging, _info: Any) -> str:
        global_id: str = graphene.Node.to_global_id("CustomerGroup", root.group_id)
        return global_id


class GroupsByUserIdLoader(DataLoader[int, Sequence[Belonging]]):
    context_key = "saleor_customer_groups_by_user_id"

    def batch_load(self, keys: Iterable[int]) -> list[Sequence[Belonging]]:
        wanted = [str(key) for key in keys]
        found = _groups_of(wanted)
        return [found.get(key, ()) for key in wanted]


def _groups_of(keys: Sequence[str]) -> Mapping[str, Sequence[Belonging]]:
    """Nobody is in a group while that cannot be read; Saleor answers all the same."""
    with allow_writer():
        if not (is_active() and is_installed()):
            return {}
        try:
            # Where Saleor has a transaction open it can go on in it.
            with transaction.atomic(using=writer()):
                return groups_of_customers(keys)
        except DatabaseError:
            forget_tables()
            logger.exception("Who is in which group cannot be read: nobody is.")
            return {}


def _resolve_groups(root: Any, info: Any) -> Any:
    requestor = get_user_or_app_from_context(info.context)
    may_see_all = bool(
        requestor and requestor.has_perm(AccountPermissions.MANAGE_USERS)
    )
    if not may_see_all and root != info.context.user:
        raise PermissionDenied(permissions=[AccountPermissions.MANAGE_USERS])
    groups = GroupsByUserIdLoader(info.context).load(root.pk)
    if may_see_all:
        return groups
    return groups.then(lambda found: [group for group in found if group.is_public])


def is_wanted() -> bool:
    return bool(getattr(settings, _SWITCH, True))


def is_extended() -> bool:
    """Whether Saleor's schema has the fields."""
    return FIELD in User._meta.fields


def extend_schema() -> bool:
    """Adds the fields; False where that is turned off or Saleor's schema is built."""
    if not is_wanted() or "saleor.graphql.api" in sys.modules:
        return False
    User._meta.fields[FIELD] = BaseField(
        NonNullList(SaleorCustomerGroupsMembership),
        required=True,
        resolver=_resolve_groups,
        description=(
            "Groups that the customer is in. Customers see their own public groups;"
            " all of them need the permission MANAGE_USERS."
        ),
    )
    add_limits()
    return True
