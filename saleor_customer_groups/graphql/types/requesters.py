"""Requesters: who asks."""

from __future__ import annotations

from typing import Any

import graphene

from saleor_customer_groups.host import Requester

from .. import enums
from .fields import needed, several


class CustomerGroupRequester(graphene.ObjectType):
    name = needed(graphene.String, "What the record calls them.")
    permissions = several(
        enums.CustomerGroupPermission, "What they may do, by Saleor's permissions."
    )

    class Meta:
        description = "Who asks."

    @staticmethod
    def resolve_permissions(root: Requester, _info: Any) -> list[str]:
        return sorted(root.permissions)
