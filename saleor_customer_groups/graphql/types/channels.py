"""Channels: where the host sells."""

from __future__ import annotations

from typing import Any

import graphene
from promise import Promise

from saleor_customer_groups.host import Channel

from .. import price_enums
from ..dataloaders import ChannelPolicyLoader
from .fields import needed, optional


class CustomerGroupChannel(graphene.ObjectType):
    slug = needed(graphene.String, "What programs call it.")
    name = needed(graphene.String, "What people call it.")
    currency = optional(
        graphene.String, "What it sells in; null where in several currencies."
    )
    policy = needed(
        price_enums.CustomerGroupListPolicy,
        "Which of a customer's price lists wins there.",
    )

    class Meta:
        description = "A channel of the shop."

    @staticmethod
    def resolve_currency(root: Channel, _info: Any) -> str | None:
        return root.currency or None

    @staticmethod
    def resolve_policy(root: Channel, info: Any) -> Promise:
        return info.context.load(ChannelPolicyLoader, root.slug)
