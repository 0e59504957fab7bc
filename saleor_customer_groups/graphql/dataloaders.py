"""Dataloaders: what many items of a list need, asked for once for all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from promise import Promise
from promise.dataloader import DataLoader

from saleor_customer_groups.engine.languages import LANGUAGES
from saleor_customer_groups.engine.price_lists import Target
from saleor_customer_groups.engine.price_warnings import PriceWarning
from saleor_customer_groups.host import ShownTarget, get_host
from saleor_customer_groups.models import (
    Campaign,
    CustomerGroup,
    DeletedGroup,
    GroupRevision,
    PriceList,
)
from saleor_customer_groups.services.campaign_items import CampaignItem, items_of
from saleor_customer_groups.services.campaign_pages import groups_of_campaigns
from saleor_customer_groups.services.campaign_reports import (
    CampaignReport,
    campaign_reports,
)
from saleor_customer_groups.services.customer_memberships import (
    MembershipReason,
    memberships_of,
    reasons_of,
)
from saleor_customer_groups.services.directory import ShownCustomer, contacts
from saleor_customer_groups.services.ledger_pages import ledger_pages, ledger_totals
from saleor_customer_groups.services.member_pages import member_pages, member_totals
from saleor_customer_groups.services.memberships import counts
from saleor_customer_groups.services.near_groups import NearGroup, near_groups
from saleor_customer_groups.services.price_list_pages import (
    groups_of_lists,
    price_counts,
)
from saleor_customer_groups.services.price_lists import channel_policies
from saleor_customer_groups.services.price_pages import price_pages, price_totals
from saleor_customer_groups.services.price_warnings import price_warnings
from saleor_customer_groups.services.restrictions import Restricted
from saleor_customer_groups.services.sizes import shopper_count
from saleor_customer_groups.services.statistics import Statistics, statistics
from saleor_customer_groups.services.usage import GroupUser, users_of


class Loader(DataLoader):
    """Loads many keys at once; ``None`` for a key that nothing belongs to."""

    #: What a key has that nothing belongs to.
    missing: ClassVar[Any] = None

    def batch_load_fn(self, keys: Sequence[Any]) -> Promise:
        found = self.look_up(keys)
        return Promise.resolve([found.get(key, self.missing) for key in keys])

    def look_up(self, keys: Sequence[Any]) -> Mapping[Any, Any]:
        raise NotImplementedError


class GroupLoader(Loader):
    """Groups by id."""

    def look_up(self, keys: Sequence[int]) -> Mapping[int, CustomerGroup]:
        return CustomerGroup.objects.in_bulk(keys)


class ChildrenLoader(Loader):
    """A group's child groups, by name, by its id."""

    missing = ()

    def look_up(self, keys: Sequence[int]) -> Mapping[int, Sequence[CustomerGroup]]:
        found: dict[int, list[CustomerGroup]] = defaultdict(list)
        children = CustomerGroup.objects.filter(parent__in=keys)
        for child in children.order_by("name", "pk"):
            assert child.parent_id is not None
            found[child.parent_id].append(child)
        return found


class RuleLoader(Loader):
    """Rule documents by group id and number of the revision."""

    def look_up(
        self, keys: Sequence[tuple[int, int]]
    ) -> Mapping[tuple[int, int], object]:
        rows = GroupRevision.objects.filter(
            group__in={group_id for group_id, _ in keys},
            number__in={number for _, number in keys},
        ).values_list("group_id", "number", "rule")
        return {(group_id, number): rule for group_id, number, rule in rows}


class MemberCountLoader(Loader):
    """How many members a group has, by its id."""

    missing = 0

    def look_up(self, keys: Sequence[int]) -> Mapping[int, int]:
        return counts(keys)


class ShopperCountLoader(Loader):
    """How many shoppers there are, by any key."""

    def look_up(self, keys: Sequence[object]) -> Mapping[object, int]:
        return dict.fromkeys(keys, shopper_count())


class UsageLoader(Loader):
    """What refers to a group, by the group."""

    def look_up(
        self, keys: Sequence[CustomerGroup]
    ) -> Mapping[CustomerGroup, Sequence[GroupUser]]:
        found = users_of(keys)
        return {group: found[group.pk] for group in keys}


class StatisticsLoader(Loader):
    """Statistics by group and number of days."""

    def look_up(
        self, keys: Sequence[tuple[CustomerGroup, int]]
    ) -> Mapping[tuple[CustomerGroup, int], Statistics]:
        found: dict[tuple[CustomerGroup, int], Statistics] = {}
        for days, groups in _grouped((days, group) for group, days in keys):
            answers = statistics(groups, days=days)
            found |= {(group, days): answers[group.pk] for group in groups}
        return found


class MemberPageLoader(Loader):
    """Pages of members by group, query and page."""

    def look_up(self, keys: Sequence[Any]) -> Mapping[Any, Any]:
        found: dict[Any, Any] = {}
        for asked, groups in _grouped((key[1:], key[0]) for key in keys):
            pages = member_pages(groups, *asked)
            found |= {(group, *asked): pages[group.pk] for group in groups}
        return found


class MemberTotalLoader(Loader):
    """Numbers of members by group and query."""

    def look_up(self, keys: Sequence[Any]) -> Mapping[Any, int]:
        found: dict[Any, int] = {}
        for asked, groups in _grouped((asked, group) for group, asked in keys):
            totals = member_totals(groups, asked)
            found |= {(group, asked): totals[group.pk] for group in groups}
        return found


class LedgerPageLoader(Loader):
    """Pages of the record by kind of owner, its id, query and page."""

    def look_up(self, keys: Sequence[Any]) -> Mapping[Any, Any]:
        return {
            (owner, id_, *asked): page
            for (owner, *asked), ids in _grouped(
                ((owner, *asked), id_) for owner, id_, *asked in keys
            )
            for id_, page in ledger_pages(owner, ids, *asked).items()
        }


class LedgerTotalLoader(Loader):
    """Numbers of changes by kind of owner, its id, and query."""

    def look_up(self, keys: Sequence[Any]) -> Mapping[Any, int]:
        return {
            (owner, id_, asked): total
            for (owner, asked), ids in _grouped(
                ((owner, asked), id_) for owner, id_, asked in keys
            )
            for id_, total in ledger_totals(owner, ids, asked).items()
        }


class GroupNameLoader(Loader):
    """What a group is or was called, by id: the record speaks of deleted ones, too."""

    missing = ""

    def look_up(self, keys: Sequence[int]) -> Mapping[int, str]:
        gone = DeletedGroup.objects.filter(pk__in=keys).values_list("pk", "name")
        there = CustomerGroup.objects.filter(pk__in=keys).values_list("pk", "name")
        return dict(gone) | dict(there)


class ContactLoader(Loader):
    """Names and e-mails by customer key."""

    def look_up(self, keys: Sequence[str]) -> Mapping[str, ShownCustomer]:
        return contacts(keys)


class RestrictedNameLoader(Loader):
    """What a voucher or promotion is called; its key where the host has it no more."""

    def look_up(self, keys: Sequence[Restricted]) -> Mapping[Restricted, str]:
        found: dict[Restricted, str] = {}
        for kind, wanted in _grouped((each.kind, each.key) for each in keys):
            names = get_host().show_restricted(kind, wanted)
            found |= {Restricted(kind, key): names.get(key, key) for key in wanted}
        return found


class PriceListLoader(Loader):
    """Price lists by id."""

    def look_up(self, keys: Sequence[int]) -> Mapping[int, PriceList]:
        return PriceList.objects.in_bulk(keys)


class PriceListGroupsLoader(Loader):
    """The groups that a price list is for, by its id."""

    missing = ()

    def look_up(self, keys: Sequence[int]) -> Mapping[int, Sequence[CustomerGroup]]:
        return groups_of_lists(keys)


class PriceListByCodeLoader(Loader):
    """Price lists by code."""

    def look_up(self, keys: Sequence[str]) -> Mapping[str, PriceList]:
        return {row.code: row for row in PriceList.objects.filter(code__in=keys)}


class CampaignLoader(Loader):
    """Campaigns by id."""

    def look_up(self, keys: Sequence[int]) -> Mapping[int, Campaign]:
        return Campaign.objects.in_bulk(keys)


class CampaignGroupsLoader(Loader):
    """The groups that a campaign is for, by its id."""

    missing = ()

    def look_up(self, keys: Sequence[int]) -> Mapping[int, Sequence[CustomerGroup]]:
        return groups_of_campaigns(keys)


class CampaignItemsLoader(Loader):
    """What a campaign holds, by its id."""

    missing = ()

    def look_up(self, keys: Sequence[int]) -> Mapping[int, Sequence[CampaignItem]]:
        return items_of(keys)


class CampaignReportLoader(Loader):
    """What a campaign brought, by the campaign."""

    def look_up(self, keys: Sequence[Campaign]) -> Mapping[Campaign, CampaignReport]:
        found = campaign_reports(keys)
        return {row: found[row.pk] for row in keys}


class PriceCountLoader(Loader):
    """How many prices a list has, by its id."""

    missing = 0

    def look_up(self, keys: Sequence[int]) -> Mapping[int, int]:
        return price_counts(keys)


class PriceWarningLoader(Loader):
    """What is worth a look in a price list, by its id."""

    missing = ()

    def look_up(self, keys: Sequence[int]) -> Mapping[int, Sequence[PriceWarning]]:
        return price_warnings(keys)


class PricePageLoader(Loader):
    """Pages of prices by list, query and page."""

    def look_up(self, keys: Sequence[Any]) -> Mapping[Any, Any]:
        return {
            (list_id, *asked): page
            for asked, ids in _grouped((key[1:], key[0]) for key in keys)
            for list_id, page in price_pages(ids, *asked).items()
        }


class PriceTotalLoader(Loader):
    """Numbers of targets by list and query."""

    def look_up(self, keys: Sequence[Any]) -> Mapping[Any, int]:
        return {
            (list_id, asked): total
            for asked, ids in _grouped((asked, list_id) for list_id, asked in keys)
            for list_id, total in price_totals(ids, asked).items()
        }


class ChannelPolicyLoader(Loader):
    """Which of a customer's price lists wins in a channel, by its slug."""

    def look_up(self, keys: Sequence[str]) -> Mapping[str, str]:
        return {slug: policy.value for slug, policy in channel_policies(keys).items()}


class TargetLoader(Loader):
    """What variants, products, collections and categories are called; their keys where
    the host has them no more."""

    def look_up(self, keys: Sequence[Target]) -> Mapping[Target, ShownTarget]:
        shown = get_host().show_targets(keys)
        return {each: shown.get(each, ShownTarget(each.key)) for each in keys}


class CustomerGroupsLoader(Loader):
    """The groups that a customer is in, by profile id."""

    missing = ()

    def look_up(self, keys: Sequence[int]) -> Mapping[int, Sequence[Any]]:
        return memberships_of(keys)


class ReasonLoader(Loader):
    """Why a customer is in a group, by a language's code, and profile and group id."""

    def look_up(
        self, keys: Sequence[tuple[str, tuple[int, int]]]
    ) -> Mapping[tuple[str, tuple[int, int]], MembershipReason]:
        return {
            (code, pair): reason
            for code, pairs in _grouped(keys)
            for pair, reason in reasons_of(pairs, LANGUAGES[code]).items()
        }


class NearGroupsLoader(Loader):
    """The groups that a customer is near to, by a language's code and profile id."""

    missing = ()

    def look_up(
        self, keys: Sequence[tuple[str, int]]
    ) -> Mapping[tuple[str, int], Sequence[NearGroup]]:
        return {
            (code, profile_id): near
            for code, profiles in _grouped(keys)
            for profile_id, near in near_groups(profiles, LANGUAGES[code]).items()
        }


def _grouped(pairs: Iterable[tuple[Any, Any]]) -> Iterable[tuple[Any, list[Any]]]:
    """What is asked alike, together."""
    found: dict[Any, list[Any]] = defaultdict(list)
    for asked, whose in pairs:
        found[asked].append(whose)
    return found.items()
