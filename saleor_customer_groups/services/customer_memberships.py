"""Customer memberships: which groups each of some customers is in, since when and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from saleor_customer_groups.engine.english import ENGLISH
from saleor_customer_groups.engine.explanation import explain
from saleor_customer_groups.engine.language import Ground, Language
from saleor_customer_groups.models import (
    Assignment,
    Change,
    CustomerGroup,
    Membership,
    MembershipEvent,
    ProfileFacts,
)

from . import clock
from .customers import load_customers
from .registry import GroupEntry, Registry, get_registry
from .shops import get_shop


class CustomerMembership(NamedTuple):
    """A group that a customer is in. Of the default group nobody knows since when, and
    ``via`` is empty: it is so by definition."""

    profile_id: int
    group: CustomerGroup
    since: datetime | None
    via: str


class MembershipReason(NamedTuple):
    """Why a customer is in a group: ``cause`` and ``actor`` are by the record and empty
    where there is none; ``sentence`` is by what is known now."""

    cause: str
    actor: str
    sentence: str


def memberships_of(profile_ids: Sequence[int]) -> dict[int, list[CustomerMembership]]:
    """The groups that each profile is in, by name; in two statements."""
    found: dict[int, list[CustomerMembership]] = {id_: [] for id_ in profile_ids}
    rows = Membership.objects.filter(profile__in=profile_ids).select_related("group")
    for row in rows:
        entry = CustomerMembership(row.profile_id, row.group, row.joined_at, row.via)
        found[row.profile_id].append(entry)
    covered = ProfileFacts.objects.filter(
        profile__in=profile_ids, is_shopper=True, is_registered=True
    ).values_list("profile_id", flat=True)
    default = CustomerGroup.objects.get(is_default=True)
    for id_ in covered:
        found[id_].append(CustomerMembership(id_, default, None, ""))
    for entries in found.values():
        entries.sort(key=lambda entry: (entry.group.name, entry.group.pk))
    return found


def reasons_of(
    pairs: Iterable[tuple[int, int]], language: Language = ENGLISH
) -> dict[tuple[int, int], MembershipReason]:
    """Why each profile is in its group, by (profile id, group id) pairs of members; in a
    constant number of statements."""
    wanted = sorted(set(pairs))
    registry = get_registry(get_shop())
    recorded = _recorded(wanted)
    by_rule = _by_rule(wanted, registry, language)
    sentences = by_rule | _by_hand(wanted, registry, language)
    return {
        pair: MembershipReason(*recorded.get(pair, ("", "")), sentences.get(pair, ""))
        for pair in wanted
    }


def _recorded(
    pairs: Sequence[tuple[int, int]],
) -> dict[tuple[int, int], tuple[str, str]]:
    """What the record says of the last time that each profile joined its group."""
    rows = (
        MembershipEvent.objects.filter(
            profile__in={profile_id for profile_id, _ in pairs},
            group__in={group_id for _, group_id in pairs},
            change=Change.JOINED,
        )
        .order_by("at", "pk")
        .values_list("profile_id", "group_id", "cause", "actor")
    )
    return {
        (profile_id, group_id): (cause, actor)
        for profile_id, group_id, cause, actor in rows
    }


def _by_rule(
    pairs: Sequence[tuple[int, int]], registry: Registry, language: Language
) -> dict[tuple[int, int], str]:
    """What the rule of each dynamic group says of its members among the profiles."""
    found: dict[tuple[int, int], str] = {}
    groups_of: dict[int, list[GroupEntry]] = defaultdict(list)
    for profile_id, group_id in pairs:
        group = registry.groups.get(group_id)
        if group is None:  # deleted a moment ago
            continue
        if group.problems:
            problem = group.refusal(language)
            sentence = language.ground(Ground.KEPT, problem=problem)
            found[profile_id, group_id] = sentence
        elif group.rule is not None:
            groups_of[profile_id].append(group)
    if not groups_of:
        return found
    moment = registry.moment(clock.database_now())
    customers = load_customers(
        sorted(groups_of),
        asked=(
            asked for groups in groups_of.values() for g in groups for asked in g.asked
        ),
        registry=registry,
        moment=moment,
    )
    for customer in customers:
        profile_id = customer.facts.profile_id
        for group in groups_of[profile_id]:
            assert group.rule is not None
            answer = explain(
                group.rule, customer.facts, moment=moment, language=language
            )
            found[profile_id, group.id] = answer.summary()
    return found


def _by_hand(
    pairs: Sequence[tuple[int, int]], registry: Registry, language: Language
) -> dict[tuple[int, int], str]:
    """Who put each profile into its manual group, or into which child group."""
    by_hand = {group.id for group in registry.groups.values() if not group.is_dynamic}
    manual = [pair for pair in pairs if pair[1] in by_hand]
    if not manual:
        return {}
    put: dict[int, dict[int, Assignment]] = defaultdict(dict)
    for row in Assignment.objects.filter(profile__in={id_ for id_, _ in manual}):
        put[row.profile_id][row.group_id] = row
    return {
        (profile_id, group_id): _sentence(
            registry.groups[group_id], put[profile_id], registry, language
        )
        for profile_id, group_id in manual
    }


def _sentence(
    group: GroupEntry,
    put: Mapping[int, Assignment],
    registry: Registry,
    language: Language,
) -> str:
    if group.is_default:
        return language.ground(Ground.DEFAULT)
    own = put.get(group.id)
    if own is not None:
        day = language.day(own.assigned_at.astimezone(registry.zone))
        return language.ground(Ground.PUT_IN, actor=own.assigned_by, day=day)
    # None where he was taken out, and what follows from that is not worked off yet.
    names = sorted(
        registry.groups[id_].name
        for id_ in put
        if id_ in registry.groups and group.id in _above(id_, registry)
    )
    return language.in_children(names)


def _above(group_id: int, registry: Registry) -> list[int]:
    """The groups above, up to an archived one."""
    found: list[int] = []
    above = registry.groups[group_id].parent_id
    while above is not None and not registry.groups[above].is_archived:
        found.append(above)
        above = registry.groups[above].parent_id
    return found
