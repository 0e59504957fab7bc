"""Campaign fields: what a campaign is made of or changed by, and what that means to the
services."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import graphene

from saleor_customer_groups.engine.campaigns import CampaignStatus
from saleor_customer_groups.host import Requester
from saleor_customer_groups.models import Campaign, PriceList
from saleor_customer_groups.services.campaign_items import CampaignItem, ItemKind
from saleor_customer_groups.services.errors import CustomerGroupsError, ErrorCode

from .. import enums
from ..ids import CAMPAIGN, InvalidId, key_of, number_of, type_of
from ..inputs import listed
from ..permissions import PRICES, PermissionDenied
from ..scalars import DateTime
from ..types.campaigns import ITEM_TYPES
from .base import find_codes, find_row

ID: Final = graphene.Argument(
    graphene.ID, required=True, description="The ID of the campaign."
)
ITEMS: Final = graphene.Argument(
    listed(graphene.ID),
    required=True,
    description=(
        "IDs of vouchers and promotions, Saleor's own, and of price lists, for which the"
        " permission MANAGE_PRODUCTS is needed, too."
    ),
)


def shared_fields() -> dict[str, Any]:
    """What campaigns are made of and changed by alike."""
    field = graphene.InputField
    return {
        "description": field(
            graphene.String, description="What it is for; staff only."
        ),
        "channels": field(
            listed(graphene.String),
            description="Slugs of channels; an empty list means every channel.",
        ),
        "status": field(
            enums.CustomerGroupCampaignStatus,
            description=(
                "What is said of it. Active with a start to come, it is scheduled; without"
                " a start, it starts at once."
            ),
        ),
        "starts_at": field(DateTime, description="It is open from then on; or null."),
        "ends_at": field(
            DateTime, description="It is open until just before; or null: always."
        ),
    }


#: Fields that null takes away; of others null means that they are not given.
_CLEARED: Final = frozenset({"starts_at", "ends_at"})


def read_fields(given: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that were given, as services name them. Raises CustomerGroupsError."""
    # Not by items(): graphene puts the field of that name in the method's place.
    fields = {
        name: given[name]
        for name in given
        if given[name] is not None or name in _CLEARED
    }
    if "groups" in fields:
        fields["groups"] = find_codes(fields["groups"], field="groups")
    if "status" in fields:
        fields["status"] = CampaignStatus(fields["status"])
    return fields


def find_campaign(global_id: str, *, field: str = "id") -> Campaign:
    """The campaign. Raises CustomerGroupsError NOT_FOUND about the field."""
    return find_row(Campaign.objects, global_id, CAMPAIGN, noun="campaign", field=field)


def find_items(global_ids: Sequence[str]) -> list[CampaignItem]:
    """What the ids name, in at most one statement. Raises CustomerGroupsError NOT_FOUND
    about the first that is none of what campaigns hold."""
    kinds = {type_: kind for kind, type_ in ITEM_TYPES.items()}
    found: list[tuple[ItemKind, str]] = []
    for index, id_ in enumerate(global_ids):
        try:
            kind = kinds.get(type_of(id_))
            if kind is None:
                raise InvalidId(
                    f"Invalid ID: {id_}. Expected: {', '.join(ITEM_TYPES.values())}."
                )
            is_list = kind is ItemKind.PRICE_LIST
            read = number_of if is_list else key_of
            found.append((kind, str(read(id_, ITEM_TYPES[kind]))))
        except InvalidId as error:
            raise _not_found(str(error), index) from error
    ids = [int(key) for kind, key in found if kind is ItemKind.PRICE_LIST]
    codes = {
        str(pk): code
        for pk, code in PriceList.objects.filter(pk__in=ids).values_list("pk", "code")
    }
    for index, (kind, key) in enumerate(found):
        if kind is ItemKind.PRICE_LIST and key not in codes:
            raise _not_found("There is no price list with that ID.", index)
    return [
        CampaignItem(kind, codes[key] if kind is ItemKind.PRICE_LIST else key)
        for kind, key in found
    ]


def denial(requester: Requester, items: Sequence[CampaignItem]) -> Exception | None:
    """Why the requester may not put these in or take them out: price lists change for
    whom and when they are by that."""
    has_lists = any(item.kind is ItemKind.PRICE_LIST for item in items)
    if has_lists and not PRICES.are_held_by(requester):
        return PermissionDenied(PRICES)
    return None


def _not_found(message: str, index: int) -> CustomerGroupsError:
    return CustomerGroupsError(
        message, code=ErrorCode.NOT_FOUND, field=f"items[{index}]"
    )
