"""Campaign items: the vouchers, promotions and price lists that campaigns hold.

What a campaign holds is for its groups, which are written down with it, and can be had
while and where the campaign is open, which is asked of the campaign each time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from django.db import transaction
from django.db.models import Q

from saleor_customer_groups.engine.price_lists import PriceListStatus
from saleor_customer_groups.host import get_host
from saleor_customer_groups.models import (
    Campaign,
    PriceList,
    RestrictedKind,
    Restriction,
)

from . import clock
from .campaign_rows import locked_campaign
from .errors import ErrorCode
from .group_checks import refuse
from .locks import lock_registry
from .queries import fetch, query

#: Of one campaign; a person oversees no more.
ITEMS_LIMIT: Final = 100


class ItemKind(StrEnum):
    VOUCHER = "voucher"
    PROMOTION = "promotion"
    PRICE_LIST = "price_list"

    @property
    def noun(self) -> str:
        return self.value.replace("_", " ")


class CampaignItem(NamedTuple):
    """Something that a campaign holds or may hold: a voucher or promotion by the host's
    key of it, or a price list by its code."""

    kind: ItemKind
    key: str


def add_items(code: str, items: Sequence[CampaignItem], *, actor: str) -> int:
    """The campaign holds them from now on; how many it did not hold before.

    For whom, and for lists when, they were before is replaced; a list becomes active.
    Raises CustomerGroupsError about the first that there is not, that is archived, or
    that another campaign holds, and where they are too many; then nothing changes.
    """
    _check_number(len(set(items)))
    _check_known(items)
    with transaction.atomic():
        lock_registry()
        row = locked_campaign(code)
        _check_free(row, items)
        before = set(items_of([row.pk])[row.pk])
        added = [item for item in dict.fromkeys(items) if item not in before]
        _check_number(len(before) + len(added))
        _hold(row, added, actor=actor)
        spread_groups(row)
    return len(added)


def release_items(code: str, items: Collection[CampaignItem]) -> int:
    """The campaign holds them no more; how many it held.

    They stay limited to its groups, and lists among them are paused: nothing becomes
    public, or begins to give prices, by being taken out.
    """
    with transaction.atomic():
        lock_registry()
        row = locked_campaign(code)
        held = set(items_of([row.pk])[row.pk]).intersection(items)
        _release(row, held)
    return len(held)


def release_all(row: Campaign) -> None:
    """The campaign holds nothing any more; for who holds the registry's lock."""
    _release(row, items_of([row.pk])[row.pk])


def items_of(campaigns: Collection[int]) -> Mapping[int, Sequence[CampaignItem]]:
    """What the campaigns hold, by their ids; by kind, the first added first. Two
    statements."""
    found: dict[int, list[CampaignItem]] = {id_: [] for id_ in campaigns}
    restricted = Restriction.objects.filter(campaign__in=campaigns)
    rows = restricted.order_by("-kind", "pk").values_list("campaign_id", "kind", "key")
    for campaign, kind, key in rows:
        found[campaign].append(CampaignItem(ItemKind(kind), key))
    lists = PriceList.objects.filter(campaign__in=campaigns).order_by("pk")
    for campaign, key in lists.values_list("campaign_id", "code"):
        found[campaign].append(CampaignItem(ItemKind.PRICE_LIST, key))
    return found


def named_items(row: Campaign) -> list[str]:
    """What the campaign holds, each as it stands in a sentence."""
    items = items_of([row.pk])[row.pk]
    names = dict(PriceList.objects.filter(campaign=row).values_list("code", "name"))
    for kind, keys in _restricted(items):
        names |= get_host().show_restricted(kind, keys)
    return [f"the {kind.noun} “{names.get(key, key)}”" for kind, key in items]


def spread_groups(row: Campaign) -> None:
    """What the campaign holds is for its groups, and for no others."""
    fetch(query("spread_campaign_groups"), {"campaign": row.pk})


def _hold(row: Campaign, items: Collection[CampaignItem], *, actor: str) -> None:
    now = clock.database_now()
    Restriction.objects.bulk_create(
        (
            Restriction(kind=kind, key=key, created_by=actor)
            for kind, keys in _restricted(items)
            for key in keys
        ),
        ignore_conflicts=True,
    )
    for kind, keys in _restricted(items):
        held = Restriction.objects.filter(kind=kind, key__in=keys)
        held.update(campaign=row, updated_at=now)
        get_host().restriction_changed(kind, keys)
    PriceList.objects.filter(code__in=_lists(items)).update(
        campaign=row,
        status=PriceListStatus.ACTIVE.value,
        starts_at=None,
        ends_at=None,
        updated_at=now,
    )


def _release(row: Campaign, items: Collection[CampaignItem]) -> None:
    now = clock.database_now()
    for kind, keys in _restricted(items):
        held = Restriction.objects.filter(campaign=row, kind=kind, key__in=keys)
        held.update(campaign=None, updated_at=now)
    lists = PriceList.objects.filter(campaign=row, code__in=_lists(items))
    active = lists.filter(status=PriceListStatus.ACTIVE.value)
    active.update(status=PriceListStatus.PAUSED.value)
    lists.update(campaign=None, updated_at=now)


def _restricted(
    items: Collection[CampaignItem],
) -> Iterator[tuple[RestrictedKind, list[str]]]:
    """The keys of vouchers, and of promotions, where there are any."""
    for kind in RestrictedKind:
        keys = [item.key for item in items if item.kind.value == kind.value]
        if keys:
            yield kind, keys


def _lists(items: Collection[CampaignItem]) -> list[str]:
    return [item.key for item in items if item.kind is ItemKind.PRICE_LIST]


def _check_number(count: int) -> None:
    if count > ITEMS_LIMIT:
        refuse(
            f"A campaign holds at most {ITEMS_LIMIT} things. Make another one.",
            "items",
            ErrorCode.TOO_MANY,
        )


def _check_known(items: Sequence[CampaignItem]) -> None:
    known = {
        CampaignItem(ItemKind(kind), key)
        for kind, keys in _restricted(items)
        for key in get_host().show_restricted(kind, keys)
    }
    lists = PriceList.objects.filter(code__in=_lists(items)).values_list(
        "code", "status"
    )
    statuses = dict(lists)
    known |= {CampaignItem(ItemKind.PRICE_LIST, code) for code in statuses}
    for index, item in enumerate(items):
        if item not in known:
            refuse(
                f"There is no {item.kind.noun} “{item.key}”.",
                f"items[{index}]",
                ErrorCode.NOT_FOUND,
            )
        is_list = item.kind is ItemKind.PRICE_LIST
        if is_list and statuses[item.key] == PriceListStatus.ARCHIVED.value:
            refuse(
                f"The price list “{item.key}” is archived. Make it a draft before.",
                f"items[{index}]",
                ErrorCode.ARCHIVED,
            )


def _check_free(row: Campaign, items: Sequence[CampaignItem]) -> None:
    """Raises CustomerGroupsError for what another campaign holds."""
    is_elsewhere = Q(campaign__isnull=False) & ~Q(campaign=row)
    elsewhere = {
        CampaignItem(ItemKind(kind), key): name
        for kind, keys in _restricted(items)
        for key, name in Restriction.objects.filter(
            is_elsewhere, kind=kind, key__in=keys
        ).values_list("key", "campaign__name")
    }
    lists = PriceList.objects.filter(is_elsewhere, code__in=_lists(items))
    for code, name in lists.values_list("code", "campaign__name"):
        elsewhere[CampaignItem(ItemKind.PRICE_LIST, code)] = name
    for index, item in enumerate(items):
        if item in elsewhere:
            refuse(
                f"The campaign “{elsewhere[item]}” holds this {item.kind.noun}: take it"
                " out of there before.",
                f"items[{index}]",
                ErrorCode.IN_USE,
            )
