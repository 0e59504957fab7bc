"""Usage: what refers to a group, and so keeps it from being deleted or feels its change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from django.db.models import F, Q

from saleor_customer_groups.engine.english import ENGLISH
from saleor_customer_groups.engine.language import Language
from saleor_customer_groups.host import get_host
from saleor_customer_groups.models import (
    CampaignGroup,
    CustomerGroup,
    GroupRevision,
    PriceListGroup,
    RestrictedKind,
    RestrictionGroup,
)


class UserKind(StrEnum):
    CHILD = "child"
    RULE = "rule"
    VOUCHER = "voucher"
    PROMOTION = "promotion"
    PRICE_LIST = "price_list"
    CAMPAIGN = "campaign"


class GroupUser(NamedTuple):
    """Something that refers to a group: a child of it, a group whose rule names it, what
    is for members only or not for them, by the host's ``key`` of it, or a price list or
    campaign, by its own id."""

    kind: UserKind
    name: str
    group: CustomerGroup | None = None
    key: str = ""

    @property
    def sentence(self) -> str:
        """What it is, as it stands in a sentence."""
        return self.said(ENGLISH)

    def said(self, language: Language) -> str:
        """The same in a language."""
        return language.users[self.kind].format(name=self.name)


def users_of(groups: Sequence[CustomerGroup]) -> dict[int, list[GroupUser]]:
    """What refers to each of the groups, by kind and name; six statements, and one of
    the host for each kind of what is restricted."""
    found: dict[int, list[GroupUser]] = {group.pk: [] for group in groups}
    children = CustomerGroup.objects.filter(parent__in=found).order_by("name", "pk")
    for child in children:
        assert child.parent_id is not None
        found[child.parent_id].append(GroupUser(UserKind.CHILD, child.name, child))
    by_code = {group.code: group.pk for group in groups}
    revisions = (
        GroupRevision.objects.filter(
            Q(groups__overlap=list(by_code)),
            number=F("group__revision"),
            group__archived_at=None,
        )
        .select_related("group")
        .order_by("group__name", "group__pk")
    )
    for revision in revisions:
        for code in revision.groups:
            if code in by_code:
                user = GroupUser(UserKind.RULE, revision.group.name, revision.group)
                found[by_code[code]].append(user)
    for kind in RestrictedKind:
        for group, user in _restricted(kind, list(found)):
            found[group].append(user)
    lists = PriceListGroup.objects.filter(group__in=found).select_related("price_list")
    for of_list in lists.order_by("price_list__name", "price_list_id"):
        row = of_list.price_list
        user = GroupUser(UserKind.PRICE_LIST, row.name, key=str(row.pk))
        found[of_list.group_id].append(user)
    campaigns = CampaignGroup.objects.filter(group__in=found)
    named = campaigns.order_by("campaign__name", "campaign_id").values_list(
        "group_id", "campaign__name", "campaign_id"
    )
    for group, name, id_ in named:
        found[group].append(GroupUser(UserKind.CAMPAIGN, name, key=str(id_)))
    return found


def _restricted(
    kind: RestrictedKind, groups: Sequence[int]
) -> Iterator[tuple[int, GroupUser]]:
    parts = RestrictionGroup.objects.filter(group__in=groups, restriction__kind=kind)
    rows = list(parts.values_list("group_id", "restriction__key"))
    names = get_host().show_restricted(kind, [key for _, key in rows]) if rows else {}
    named = ((names.get(key, key), key, group) for group, key in rows)
    for name, key, group in sorted(named):
        yield group, GroupUser(UserKind(kind.value), name, key=key)
